"""Submitting a response, once more after a change, and taking it back: until the deadline by the database's clock.

What arrives later, or once the request is withdrawn, is refused by the very statement that would write it; the answers
stay a draft.
"""

from typing import Any

from django.db import DatabaseError
from django.db.models import DateTimeField, F, Func
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.canonical import checksum
from core.workflow import Refused, WrongState, move
from suppliers.models import Answer, AnswerFile, InformationRequest, Response, ResponseReceipt
from suppliers.notifications import requests as notifications
from suppliers.requests.enums import RequestState
from suppliers.responses import receipts
from suppliers.responses.answering import locked
from suppliers.responses.beginning import refuse_who_read
from suppliers.responses.document import content
from suppliers.responses.enums import ResponseState
from suppliers.responses.progress import Progress

LATE = "RQ001"  # what the trigger says, see the migration requests_stand


class Clock(Func):
    """The database's clock as it is when the row is written, and not when the statement or transaction began."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


class TooLate(Refused):
    """The deadline has passed, or the request is withdrawn: nothing was submitted or taken back."""

    def __init__(self, request: InformationRequest) -> None:
        super().__init__(late_words(request))


def late_words(request: InformationRequest) -> str:
    if InformationRequest.objects.filter(pk=request.pk, state=RequestState.WITHDRAWN).exists():
        return _(
            "The request is withdrawn, so nothing was submitted or taken back. Your answers are kept; "
            "nobody outside of your company reads them."
        )
    return _(
        "The deadline has passed, so this was not submitted. Your answers are kept as a draft; "
        "nobody outside of your company reads them."
    )


class Incomplete(Refused):
    """Something is missing still; `missing` has the rows with a sentence for each."""

    def __init__(self, missing: list[Any]) -> None:
        super().__init__(" ".join(sentence for _row, sentence in missing))
        self.missing = missing


def still_open() -> Any:
    return InformationRequest.objects.valid().filter(closes_at__gt=Clock())


def submit(response: Response, by: Any) -> ResponseReceipt:
    """Make what is written the next version. Raises TooLate, Incomplete.

    Where a colleague has submitted the very same a moment before, it is her version that is answered.
    """
    try:
        with locked(response, by) as current:
            made = submit_locked(current, by)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == LATE:
            raise TooLate(response.request) from error
        raise
    response.refresh_from_db()
    return made


def submit_locked(current: Response, by: Any) -> ResponseReceipt:
    if not still_open().filter(pk=current.request_id).exists():
        raise TooLate(current.request)
    refuse_who_read(current.request, current.company)
    progress = Progress(current)
    if progress.missing:
        raise Incomplete(progress.missing)
    said = content(current, progress)
    last = current.receipts.last()
    if last and current.state == ResponseState.SUBMITTED and same(last, said):
        return last
    take_the_next_version(current)
    move(current, "submit", by)
    receipt = record_version(current, progress, said, by)
    notifications.submitted(current, by)
    return receipt


def same(receipt: ResponseReceipt, said: dict[str, Any]) -> bool:
    """Whether the company says the same, in the same language; a question that was put right is no change of hers."""
    return words_of(receipt.content) == words_of(said)


def words_of(document: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    answers = [{name: said for name, said in row.items() if name != "asked"} for row in document["answers"]]
    return document["language"], answers


def take_the_next_version(current: Response) -> None:
    """Number and time, in one statement that looks at the clock while it writes."""
    rows = Response.objects.filter(pk=current.pk, request__in=still_open())
    if not rows.update(versions=F("versions") + 1, submitted_at=Clock()):
        raise TooLate(current.request)
    current.refresh_from_db(fields=["versions", "submitted_at"])


def record_version(current: Response, progress: Progress, said: dict[str, Any], by: Any) -> ResponseReceipt:
    """Copy what is written as a version that never changes, and owe its receipt."""
    for row in progress.rows:
        if row.is_answered and row.answer:
            copy_answer(row.answer, row.files, current.versions)
    at: Any = current.submitted_at
    document = {**said, "version": current.versions, "submitted_at": at.isoformat()}
    return receipts.owe(current, document, checksum(document), by, str(get_language()))


def copy_answer(answer: Answer, files: list[AnswerFile], version: int) -> None:
    names = ["response_id", "question_id", "text", "number", "day", "chosen", "rows", "is_confidential"]
    said = {name: getattr(answer, name) for name in names}
    reason = answer.confidential_reason if answer.is_confidential else ""
    written = {"written_by_id": answer.written_by_id, "written_at": answer.written_at}
    copy = Answer.objects.create(**said, **written, version=version, confidential_reason=reason)
    kept = ["file", "name", "content_type", "size", "sha256", "added_by_id", "added_at"]
    AnswerFile.objects.bulk_create(
        [AnswerFile(answer=copy, **{name: getattr(file, name) for name in kept}) for file in files]
    )


def withdraw(response: Response, by: Any) -> None:
    """Nobody reads it then; the answers stay, and may be submitted again. Raises TooLate, WrongState."""
    try:
        with locked(response, by) as current:
            if not still_open().filter(pk=current.request_id).exists():
                raise TooLate(current.request)
            if current.state != ResponseState.SUBMITTED:
                raise WrongState(_("This response is not submitted now. Nothing was changed."))
            move(current, "withdraw", by)
            notifications.withdrawn(current, by)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == LATE:
            raise TooLate(response.request) from error
        raise
    response.refresh_from_db()


def has_changed(response: Response, progress: Progress) -> bool:
    """Whether what is written differs from the last version that was submitted."""
    last = response.receipts.last()
    return last is None or not same(last, content(response, progress))
