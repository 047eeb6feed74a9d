"""What readers write beside answers: notes, tags, translations by staff. Each asks who may, and reads by the door."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.merging import mark
from core.permissions import require
from core.workflow import Refused
from suppliers.models import (
    Answer,
    AnswerTag,
    AnswerTranslation,
    InformationRequest,
    ReadingNote,
    RequestQuestion,
    Response,
    TaggedAnswer,
)
from suppliers.reading.opening import body_of

TAG = "suppliers.tag_answers"


def readable_answer(user: Any, response: Response, question: RequestQuestion) -> Answer:
    """The answer, if the person may read it now. Raises PermissionDenied."""
    answer = Answer.objects.readable_by(user).filter(response=response, question=question).first()
    if answer is None:
        raise PermissionDenied
    return answer


def write_note(response: Response, question: RequestQuestion, text: str, by: Any) -> ReadingNote:
    answer = readable_answer(by, response, question)
    body = body_of(by, response.request)
    return ReadingNote.objects.create(
        response=response, question=question, version=answer.version, body=body, text=text, by=by
    )


def remove_note(note: ReadingNote, by: Any) -> None:
    """By who wrote it."""
    if note.by_id != by.pk:
        raise PermissionDenied
    note.delete()


def make_tag(request: InformationRequest, name: str, by: Any) -> AnswerTag:
    """The tag of this name, whoever made it first."""
    require(by, TAG, request)
    try:
        with transaction.atomic():
            return AnswerTag.objects.create(request=request, name=name, made_by=by)
    except IntegrityError:
        return AnswerTag.objects.get(request=request, name__iexact=name)


def rename_tag(tag: AnswerTag, name: str, by: Any) -> None:
    """Raises Refused if another has the name."""
    require(by, TAG, tag.request)
    try:
        with transaction.atomic():
            AnswerTag.objects.filter(pk=tag.pk).update(name=name)
    except IntegrityError:
        raise Refused(_("Another tag of this request is called so already.")) from None


def remove_tag(tag: AnswerTag, by: Any) -> None:
    """With it goes what was tagged so; the answers stay."""
    require(by, TAG, tag.request)
    tag.delete()


def tag_answer(tag: AnswerTag, response: Response, question: RequestQuestion, by: Any) -> None:
    """Of two at the same moment one makes the row, and both have what they wanted."""
    require(by, TAG, tag.request)
    readable_answer(by, response, question)
    row = TaggedAnswer(tag=tag, response=response, question=question, by=by)
    TaggedAnswer.objects.bulk_create([row], ignore_conflicts=True)


def untag_answer(tag: AnswerTag, response: Response, question: RequestQuestion, by: Any) -> None:
    require(by, TAG, tag.request)
    TaggedAnswer.objects.filter(tag=tag, response=response, question=question).delete()


def translate(answer: Answer, language: str, text: str, seen: str, by: Any) -> None:
    """Keep staff's translation; an empty text takes it away. Raises Refused where a colleague has written meanwhile.

    `seen` is the mark of the text that the writer was shown (core/merging.py).
    """
    require(by, TAG, answer.response.request)
    readable_answer(by, answer.response, answer.question)
    with transaction.atomic():
        AnswerTranslation.objects.get_or_create(answer=answer, language=language, defaults={"by": by})
        row = AnswerTranslation.objects.select_for_update(of=("self",)).get(answer=answer, language=language)
        if seen != mark(row.text) and row.text != text:
            raise Refused(_("Somebody else has written a translation meanwhile. Bring both together, then save again."))
        if not text:
            row.delete()
            return
        row.text, row.by, row.at = text, by, timezone.now()
        row.save()
