"""Releasing answers: to everybody at one moment; ledger entries and the askers' mails belong to that transaction."""

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.attempts import attempt
from core.permissions import require
from core.texts import in_every_language, texts
from core.workflow import Refused, WrongState, move
from core.zones import in_zone
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from suppliers.models import AnswerVersion, Question, QuestionAnswer
from suppliers.models.question import ANSWER
from suppliers.notifications import questions as notifications
from suppliers.questions.answering import in_words
from suppliers.questions.bundling import lock_draft
from suppliers.questions.deadlines import MANAGER, terms_of
from suppliers.questions.enums import QuestionState, VersionState
from suppliers.questions.subjects import title_of, topics_about

LONGEST_TITLE = 150


def problems(version: AnswerVersion, open_questions: int) -> list[str]:
    """What keeps a draft from being released, as sentences."""
    found = []
    if version.missing:
        found.append(in_words(version.missing))
    if terms_of(version.dialogue).four_eyes and not version.is_checked:
        found.append(_("A second person has not checked it yet."))
    if version.number == 1 and not open_questions:
        found.append(_("No question is left in it: all were withdrawn or taken out."))
    return found


def waiting(answer: QuestionAnswer) -> QuerySet[Question]:
    return answer.questions.filter(state=QuestionState.BUNDLED)


def release(
    answer: QuestionAnswer, by: Any, *, release_at: datetime | None = None, zone: str = "", at: datetime | None = None
) -> None:
    """Release at once, or owe it for a moment. Raises Refused where something is missing.

    `at` is for history that is loaded, not lived: nobody is mailed.
    """
    require(by, ANSWER, answer)
    with transaction.atomic():
        version = lock_draft(answer)
        if found := problems(version, waiting(answer).count()):
            raise Refused(" ".join(found))
        moment = release_at or at or Now()
        said = in_zone(release_at, zone or version.zone) if release_at else ""
        fields = {"release_at": moment, "zone": zone or version.zone, "released_by": by}
        move(version, "release", by, reason=said, log={"at": at} if at else None, **fields)
        if not release_at:
            version.refresh_from_db()
            make_public([version], at or timezone.now(), mails=at is None)


def recall(answer: QuestionAnswer, by: Any) -> None:
    """Call back what waits for its moment. Raises WrongState if it is public by now."""
    with transaction.atomic():
        version = open_version(answer)
        if version is None or version.state != VersionState.DUE:
            raise WrongState(_("Only an answer that waits for its release can be called back."))
        move(version, "recall", by, release_at=None, released_by=None)


def open_version(answer: QuestionAnswer) -> AnswerVersion | None:
    rows = AnswerVersion.objects.select_for_update(of=("self",)).filter(answer=answer)
    return rows.filter(state__in=VersionState.open()).first()


def settle() -> int:
    """Release all that is due: what belongs to one dialogue in one transaction, whoever comes first."""
    due = AnswerVersion.objects.filter(state=VersionState.DUE, release_at__lte=Now())
    dialogues = due.order_by().values_list("answer__dialogue", flat=True).distinct()
    return sum(attempt(settle_dialogue, dialogue) or 0 for dialogue in sorted(dialogues))


def settle_dialogue(dialogue: int) -> int:
    with transaction.atomic():
        due = AnswerVersion.objects.filter(answer__dialogue=dialogue, state=VersionState.DUE, release_at__lte=Now())
        held = due.select_for_update(of=("self",)).select_related("answer__dialogue", "answer__challenge")
        versions = list(held.order_by("pk"))
        if versions:
            make_public(versions, timezone.now())
    return len(versions)


def make_public(versions: list[AnswerVersion], at: datetime, *, mails: bool = True) -> None:
    """All of these at one moment; they are of one dialogue and held by the caller."""
    asked = [question for version in versions for question in publish(version, at)]
    first = [version for version in versions if version.number == 1]
    for _challenge, group in groupby(sorted(first, key=about), key=about):
        tell_answers(list(group), at)
    for version in versions:
        if version.number > 1:
            tell_correction(version, at)
    for question in asked if mails else ():
        notifications.answered(question)


def about(version: AnswerVersion) -> tuple[int, int, int]:
    """Answers about one thing that can be followed are one entry: a challenge, or else the subject itself."""
    answer = version.answer
    if answer.challenge_id:
        return answer.challenge_id, 0, 0
    return 0, answer.content_type_id, answer.object_id


def publish(version: AnswerVersion, at: datetime) -> list[Question]:
    """The texts are public, those before are kept, and the questions are answered."""
    for before in AnswerVersion.objects.filter(answer=version.answer_id, state=VersionState.RELEASED):
        move(before, "supersede", None, log={"at": at})
    move(version, "publish", None, log={"at": at}, released_at=at)
    answer = version.answer
    if version.number == 1:
        QuestionAnswer.objects.filter(pk=answer.pk).update(released_at=at)
        answer.released_at = at
    questions = list(waiting(answer).select_for_update(of=("self",)).order_by("pk"))
    for question in questions:
        move(question, "answer", None, log={"at": at})
        question.answer = answer
    return questions


# The ledger


def tell_answers(versions: list[AnswerVersion], at: datetime) -> None:
    thing = versions[0].answer.challenge or versions[0].answer.subject
    one = versions[0] if len(versions) == 1 else None
    titles = texts_of(one) if one else in_every_language(several(len(versions), thing))
    enter(LedgerKind.ANSWERS_RELEASED, versions, thing, titles, at)


def several(count: int, thing: Any) -> Callable[[], str]:
    def say() -> str:
        said = {"count": count, "title": title_of(thing)}
        return ngettext("%(count)s answer about “%(title)s”", "%(count)s answers about “%(title)s”", count) % said

    return say


def texts_of(version: AnswerVersion) -> dict[str, str]:
    """The public question in every language, in one line."""
    shorten = {code: Truncator(text).chars(LONGEST_TITLE) for code, text in texts(version, "question").items()}
    return {code: " ".join(text.split()) for code, text in shorten.items()}


def tell_correction(version: AnswerVersion, at: datetime) -> None:
    thing = version.answer.challenge or version.answer.subject
    enter(LedgerKind.ANSWER_CORRECTED, [version], thing, texts_of(version), at)


def enter(kind: LedgerKind, versions: list[AnswerVersion], thing: Any, titles: dict[str, str], at: datetime) -> None:
    answers = [version.answer for version in versions]
    dialogue = answers[0].dialogue
    one = ("answer", [dialogue.slug, answers[0].key])
    record(
        dialogue,
        kind,
        subject=answers[0] if len(answers) == 1 else thing,
        titles=titles,
        page=one if len(answers) == 1 else ("dialogue-questions", [dialogue.slug]),
        topics=topics_about(thing),
        by=versions[0].released_by,
        role=MANAGER,
        details={
            "answers": [f"{answer.key}/{version.number}" for answer, version in zip(answers, versions, strict=True)]
        },
        at=at,
    )
