"""Several questions become one answer; or one is taken out again, or declined."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from core.workflow import Refused, WrongState, move
from suppliers.models import AnswerVersion, Question, QuestionAnswer
from suppliers.models.question import ANSWER
from suppliers.notifications import questions as notifications
from suppliers.questions.enums import QuestionState, VersionState


def locked(questions: Iterable[Question]) -> list[Question]:
    rows = Question.objects.filter(pk__in=[question.pk for question in questions]).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def bundle(questions: Iterable[Question], by: Any, at: datetime | None = None) -> QuestionAnswer:
    """Begin an answer to these questions of one dialogue. Of two who take the same question one gets WrongState.

    `at` is for history that is loaded, not lived.
    """
    with transaction.atomic():
        held = locked(questions)
        require_free(held, by)
        first = held[0]
        answer = QuestionAnswer.objects.create(
            dialogue=first.dialogue,
            challenge=common(held, "challenge_id") and first.challenge,
            **subject_of(held),
        )
        version = AnswerVersion(answer=answer, number=1, language=first.language, written_by=by)
        setattr(version, build_localized_fieldname("question", first.language), first.text)
        version.save()
        put_in(held, answer, by, at)
    return answer


def require_free(questions: list[Question], by: Any) -> None:
    if not questions:
        raise Refused(_("Choose at least one question."))
    for question in questions:
        require(by, ANSWER, question)
        if question.state != QuestionState.RECEIVED:
            said = {"text": str(question), "state": question.get_state_display()}
            raise WrongState(_("“%(text)s” cannot be taken into an answer (it is now: %(state)s).") % said)
    if len({question.dialogue_id for question in questions}) > 1:
        raise Refused(_("These questions belong to several dialogues. Choose those of one."))


def common(questions: list[Question], name: str) -> Any:
    """The value that all of them have, or else None."""
    values = {getattr(question, name) for question in questions}
    return values.pop() if len(values) == 1 else None


def subject_of(questions: list[Question]) -> dict[str, Any]:
    """What all are about; or else the challenge of the first, if all are of that; or else the dialogue."""
    from suppliers.questions.subjects import fields_of

    first = questions[0]
    if common(questions, "content_type_id") and common(questions, "object_id"):
        return {"content_type": first.content_type, "object_id": first.object_id}
    wider = first.challenge if common(questions, "challenge_id") and first.challenge else first.dialogue
    kept = fields_of(wider)
    return {name: kept[name] for name in ("content_type", "object_id")}


def put_in(questions: list[Question], answer: QuestionAnswer, by: Any, at: datetime | None = None) -> None:
    for question in questions:
        move(question, "bundle", by, log={"at": at} if at else None, answer=answer, bundled_at=at or Now())


def add(questions: Iterable[Question], answer: QuestionAnswer, by: Any) -> None:
    """Take more questions into a first version that is being written; its check stands, the texts are the same."""
    with transaction.atomic():
        lock_draft(answer, 1)
        held = locked(questions)
        require_free(held, by)
        if held[0].dialogue_id != answer.dialogue_id:
            raise Refused(_("The answer belongs to another dialogue."))
        put_in(held, answer, by)


def lock_draft(answer: QuestionAnswer, number: int | None = None) -> AnswerVersion:
    """The version that is being written, held until the transaction ends. Raises WrongState."""
    rows = AnswerVersion.objects.select_for_update(of=("self",)).filter(answer=answer)
    version = rows.select_related("answer__dialogue", "answer__challenge").order_by("-number").first()
    if version is None or version.state != VersionState.DRAFT:
        raise WrongState(why_not_draft(version))
    if number and version.number != number:
        raise WrongState(_("There is a newer version of this answer. Look at it as it is now."))
    return version


def why_not_draft(version: AnswerVersion | None) -> str:
    if version and version.state == VersionState.DUE:
        return _("The answer waits for its release and cannot be changed meanwhile. Call it back first.")
    if version and version.state in VersionState.public():
        return _("The answer is released. It can only be corrected, with a new version.")
    return _("This answer was given up. Look at it as it is now.")


def take_out(question: Question, by: Any) -> None:
    """Back to the questions that wait; the answer goes on without it. Raises WrongState."""
    with transaction.atomic():
        if question.answer:
            lock_draft(question.answer)
        move(question, "unbundle", by, answer=None, bundled_at=None)


def discard(answer: QuestionAnswer, by: Any) -> None:
    """Give up what is being written. Of a first version the questions wait again; a correction is only dropped."""
    require(by, ANSWER, answer)
    with transaction.atomic():
        version = lock_draft(answer)
        move(version, "discard", by)
        if version.number == 1:
            for question in locked(answer.questions.all()):
                move(question, "unbundle", by, answer=None, bundled_at=None)


def decline(question: Question, by: Any, reason: str, at: datetime | None = None) -> None:
    """Not to be answered; who asked is told why. Raises WrongState and Refused.

    `at` is for history that is loaded, not lived: nobody is mailed.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(_("Write the reason: who asked reads it."))
    with transaction.atomic():
        move(question, "decline", by, reason=reason, log={"at": at} if at else None)
        Question.objects.filter(pk=question.pk).update(reason=reason)
        question.reason = reason
        if at is None:
            notifications.declined(question)
