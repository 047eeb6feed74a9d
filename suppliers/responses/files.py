"""The files of an answer: added and removed while it is written; their bytes are in the private storage."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.workflow import Refused
from needs.intake.attachments import checksum, delete_bytes
from suppliers.models import Answer, AnswerFile, RequestQuestion, Response
from suppliers.responses.answering import being_written, locked


def add(response: Response, question: RequestQuestion, file: Any, by: Any) -> AnswerFile:
    """Store a file that its form has looked at. Raises Refused if there are enough."""
    with locked(response, by) as current:
        answer = being_written(current, question)
        most = question.most or 1
        if answer.pk and answer.files.count() >= most:
            said = ngettext(
                "There is %(most)s file already, which is as many as this answer may have. Remove one first.",
                "There are %(most)s files already, which is as many as this answer may have. Remove one first.",
                most,
            )
            raise Refused(said % {"most": most})
        answer.written_by = by
        answer.save()
        return store(answer, file, by)


def store(answer: Answer, file: Any, by: Any) -> AnswerFile:
    """Bytes and row; where the row fails the bytes go again."""
    row = AnswerFile(answer=answer, name=file.name, content_type=file.kind.content_type, size=file.size, added_by=by)
    row.sha256 = checksum(file)
    storage = row.file.storage
    row.file.name = storage.save(f"responses/{answer.response.key}/{uuid4().hex}", file)
    try:
        row.save()
    except Exception:
        storage.delete(row.file.name)
        raise
    return row


def remove(response: Response, key: str, by: Any) -> str:
    """Take a file out of what is being written; its name, or an empty text where it is gone already.

    A submitted version may share its bytes: these stay then.
    """
    with locked(response, by) as current:
        found = AnswerFile.objects.filter(answer__response=current, answer__version=0, key=key).first()
        if found is None:
            return ""
        place, storage = str(found.file.name), found.file.storage
        found.delete()
        if not AnswerFile.objects.filter(file=place).exists():
            transaction.on_commit(partial(delete_bytes, storage, place))
    return found.name


def what_is_left(question: RequestQuestion, count: int) -> str:
    """How many files may still come, in words."""
    left = max((question.most or 1) - count, 0)
    if not left:
        return _("That is as many files as this answer may have. Remove one to add another.")
    return ngettext("%(left)s more file may come.", "%(left)s more files may come.", left) % {"left": left}
