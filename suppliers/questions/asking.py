"""Asking: what companies and staff write down, change, take back and send again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import WrongState, move
from suppliers.companies import representing
from suppliers.models import AnswerVersion, Company, Question, QuestionAnswer
from suppliers.notifications import questions as notifications
from suppliers.questions.deadlines import in_time
from suppliers.questions.enums import QuestionState, Source, VersionState
from suppliers.questions.subjects import fields_of

S = QuestionState


def ask(thing: Model, company: Company, by: Any, *, text: str, language: str, at: datetime | None = None) -> Question:
    """Keep a company's question. After the deadline it is kept as too late, so that nothing of it is lost.

    `at` is for history that is loaded, not lived: nobody is mailed.
    """
    with transaction.atomic():
        company = representing.locked_for(by, company)
        said = {"text": text, "language": language, "company": company, "asked_by": by}
        question = Question.objects.create(state=S.LATE, asked_at=at or Now(), **said, **fields_of(thing))
        is_in_time = receive(question)
        question.refresh_from_db()
        left(question, "ask" if is_in_time else "ask_late", "", by, at)
        if is_in_time and at is None:
            notifications.received(question)
    return question


def receive(question: Question) -> bool:
    """Take the question in if the database's clock says that it is in time."""
    return bool(in_time(Question.objects.filter(pk=question.pk, state=S.LATE)).update(state=S.RECEIVED))


def send_again(question: Question, by: Any) -> bool:
    """Of a question that came too late: send it now that the deadline is a later one. False if it is over still."""
    require(by, "suppliers.edit_question", question)
    with transaction.atomic():
        if not receive(question):
            return False
        Question.objects.filter(pk=question.pk).update(asked_at=Now())
        left(question, "send", S.LATE, by)
        question.refresh_from_db()
        notifications.received(question)
    return True


def left(question: Question, action: str, before: str, by: Any, at: datetime | None = None) -> None:
    """Its trail, where the step is decided by a clock and not by the table alone."""
    after = question.state if action != "send" else S.RECEIVED
    said = {"at": at} if at else {}
    question.trail.create(action=action, from_state=before, to_state=after, actor=by, **said)


def edit(question: Question, by: Any, *, text: str, language: str) -> None:
    """As long as it is not answered and questions are taken. What came too late may always be changed.

    What says so already is not told again, as where the form is sent twice. An answer to what it said before is not
    released. Raises WrongState, with nothing changed.
    """
    require(by, "suppliers.edit_question", question)
    with transaction.atomic():
        held = hold(question)
        rows = Question.objects.filter(pk=question.pk)
        taken = in_time(rows.filter(state__in=S.open())).values("pk")
        open_rows = rows.filter(Q(state=S.LATE) | Q(pk__in=taken))
        other = open_rows.exclude(text=text, language=language)
        if other.update(text=text, language=language, edited_at=Now(), told_at=None):
            question.trail.create(action="edit", from_state=held.state, to_state=held.state, actor=by)
            call_back(held.answer, "outdate")
        elif not open_rows.exists():
            raise WrongState(why_closed(question))
    question.refresh_from_db()


def why_closed(question: Question) -> str:
    question.refresh_from_db(fields=["state"])
    if question.state in S.open():
        return _("The deadline for questions is over, so the question stays as it was sent. You may still withdraw it.")
    return _("The question cannot be changed any more. Look at it as it is now.")


def withdraw(question: Question, by: Any) -> None:
    """Take it back. At the moment of release one of the two comes first. Raises WrongState."""
    require(by, "suppliers.edit_question", question)
    with transaction.atomic():
        held = hold(question)
        answer = held.answer
        move(held, "withdraw", by, answer=None)
        if answer and not answer.questions.exists():
            call_back(answer, "empty")
    question.refresh_from_db()


def call_back(answer: QuestionAnswer | None, action: str) -> None:
    """What was to be released is not what is asked any more: it is a draft again, for staff to decide on."""
    version = answer and answer.versions.filter(number=1, state=VersionState.DUE).first()
    if version:
        move(version, action, None, release_at=None)


def hold(question: Question) -> Question:
    """The question as it is now, and the answer it is in, both locked: the answer first, as releasing does."""
    while True:
        answer = Question.objects.values_list("answer", flat=True).get(pk=question.pk)
        lock_versions(answer)
        held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if held.answer_id == answer:
            return held


def lock_versions(answer: int | None) -> None:
    if answer:
        list(AnswerVersion.objects.select_for_update(of=("self",)).filter(answer=answer).order_by("pk"))


def take_down(
    thing: Model,
    by: Any,
    *,
    text: str,
    language: str,
    source: Source,
    heard_on: date,
    company: Company | None = None,
    oral_answer: str = "",
    at: datetime | None = None,
) -> Question:
    """What staff heard in a meeting or a call: treated as any other question, whatever the deadline."""
    kept = fields_of(thing)
    require(by, "suppliers.answer_questions", kept["dialogue"])
    with transaction.atomic():
        question = Question.objects.create(
            state=S.RECEIVED,
            text=text,
            language=language,
            source=source,
            heard_on=heard_on,
            company=company,
            oral_answer=oral_answer,
            taken_down_by=by,
            asked_at=at or Now(),
            **kept,
        )
        question.refresh_from_db()
        left(question, "take_down", "", by)
    return question
