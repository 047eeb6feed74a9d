"""What is kept of those who ask, write down, answer and check; suppliers/personal.py takes it in."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, actor_in_trail, by_user, keep_hers, scrub
from suppliers.models import AnswerTransition, AnswerVersion, Question, QuestionDeadline, QuestionTransition

WHO = _("So that it can be told who decided.")
STAYS = _("as long as the dialogue; after an erasure without your name")
PRIVATE = ("text", "oral_answer", "reason")  # of a question; released texts are public facts and name nobody


def words_of_hers(person: Person) -> Q:
    """Nobody has written them anew, or she acts for the company still."""
    return Q(edited_at=None) | Q(pk__in=Question.objects.visible_to(person.user).values("pk"))


def of_questions_read(person: Person) -> Q:
    return Q(subject__in=Question.objects.visible_to(person.user))


def forget_asker(rows: QuerySet[Any], person: Person) -> None:
    """The company's question stays for the record, without who asked, and without her name in it."""
    scrub(rows, person, *PRIVATE, about=("company",))
    numbers = list(rows.values_list("pk", flat=True))
    Question.objects.filter(pk__in=numbers, asked_by=person.user).update(asked_by=None)
    Question.objects.filter(pk__in=numbers, taken_down_by=person.user).update(taken_down_by=None)


KEPT = [
    Kept(
        "questions",
        Question,
        _("Questions that you asked for a company, or took down as staff"),
        _("So that they can be answered, and the answer be shown to everybody at the same moment."),
        STAYS,
        by_user("asked_by", "taken_down_by"),
        ("asked_at", "dialogue", "company", "text", "language"),
        erase=forget_asker,
        related=("dialogue", "company"),
        open_to={"text": words_of_hers},
    ),
    Kept(
        "question-answers",
        AnswerVersion,
        _("Answers that you wrote, checked or released"),
        WHO,
        STAYS,
        by_user("written_by", "checked_by", "released_by"),
        ("written_at", "number"),
        erase=keep_hers,
    ),
    Kept(
        "question-deadlines",
        QuestionDeadline,
        _("Deadlines for questions that you set"),
        WHO,
        STAYS,
        by_user("set_by"),
        ("set_at", "dialogue", "closes_at", "zone"),
        erase=keep_hers,
        related=("dialogue",),
    ),
    actor_in_trail(
        "question-steps",
        QuestionTransition,
        _("What you did with questions"),
        WHO,
        STAYS,
        named=of_questions_read,
    ),
    actor_in_trail("question-answer-steps", AnswerTransition, _("What you did with answers"), WHO, STAYS),
]
