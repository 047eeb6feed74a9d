"""Where questions put equal treatment in danger; suppliers/equal_treatment.py hands it to the ledger's checker."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.ledger.dangers import Danger
from dialogues.models import Dialogue
from suppliers.models import AnswerVersion, Question
from suppliers.models.question import ANSWER
from suppliers.questions.answering import in_words
from suppliers.questions.deadlines import terms_of
from suppliers.questions.desk import before
from suppliers.questions.enums import QuestionState, VersionState

OVERDUE = timedelta(minutes=10)


def answers_in_some_languages(dialogue: Dialogue) -> list[Danger]:
    """Written, but not in all languages: it cannot be released, and those who asked wait."""
    drafts = AnswerVersion.objects.filter(answer__dialogue=dialogue, state=VersionState.DRAFT).exclude(written_at=None)
    return [
        Danger(
            "answer_languages",
            _("An answer is not written in all languages"),
            in_words(version.missing),
            reverse("workspace-question-answer", args=[version.answer.key]),
            ANSWER,
            dialogue,
        )
        for version in drafts.select_related("answer").order_by("pk")
        if version.missing
    ]


def answers_overdue(dialogue: Dialogue) -> list[Danger]:
    """To be released by now, and still not."""
    due = AnswerVersion.objects.filter(
        answer__dialogue=dialogue, state=VersionState.DUE, release_at__lt=timezone.now() - OVERDUE
    )
    return [
        Danger(
            "answer_overdue",
            _("An answer should be public by now"),
            _("Its moment of release is over. Look whether the portal’s worker runs."),
            reverse("workspace-question-answer", args=[version.answer.key]),
            ANSWER,
            dialogue,
        )
        for version in due.select_related("answer").order_by("pk")
    ]


def questions_waiting_long(dialogue: Dialogue) -> list[Danger]:
    days = terms_of(dialogue).working_days
    late = dialogue.questions.filter(state__in=QuestionState.open(), asked_at__lt=before(timezone.now(), days))
    count = late.count()
    if not count:
        return []
    title = ngettext("%(count)s question has waited for long", "%(count)s questions have waited for long", count)
    return [
        Danger(
            "questions_late",
            title % {"count": count},
            ngettext(
                "A question should be answered within %(days)s working day.",
                "A question should be answered within %(days)s working days.",
                days,
            )
            % {"days": days},
            f"{reverse('workspace-questions')}?dialogue={dialogue.slug}&sort=asked",
            ANSWER,
            dialogue,
        )
    ]


def answered_orally(dialogue: Dialogue) -> list[Danger]:
    """One heard the answer, and the others have not read it yet. Who handles no questions learns no word of it."""
    told = dialogue.questions.filter(~Q(oral_answer=""), ~Q(state=QuestionState.ANSWERED))
    return [
        Danger(
            "answered_orally",
            _("A question was answered orally, and the answer is not released"),
            heard(question),
            question.get_absolute_url(),
            ANSWER,
            dialogue,
        )
        for question in told.order_by("pk")
    ]


def heard(question: Question) -> str:
    """ "Asked on the telephone, 27 November 2026" """
    on = date_format(question.heard_on, "DATE_FORMAT") if question.heard_on else ""
    return ", ".join(filter(None, [question.get_source_display(), on]))


CHECKS = [answers_in_some_languages, answers_overdue, questions_waiting_long, answered_orally]
