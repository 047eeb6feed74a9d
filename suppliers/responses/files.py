"""The files of an answer: added and removed while it is written; their bytes are in the private storage."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.kept_uploads import forget_bytes, keep
from core.workflow import Refused
from suppliers.models import AnswerFile, RequestQuestion, Response
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
        place = f"responses/{answer.response.key}"
        return keep(AnswerFile(answer=answer, added_by=by), file, place)  # type: ignore[no-any-return]


def remove(response: Response, key: str, by: Any) -> str:
    """Take a file out of what is being written; its name, or an empty text where it is gone already.

    A submitted version may share its bytes: these stay then.
    """
    with locked(response, by) as current:
        found = AnswerFile.objects.filter(answer__response=current, answer__version=0, key=key).first()
        if found is None:
            return ""
        found.delete()
        if not AnswerFile.objects.filter(file=found.file.name).exists():
            forget_bytes(found)
    return found.name


def what_is_left(question: RequestQuestion, count: int) -> str:
    """How many files may still come, in words."""
    left = max((question.most or 1) - count, 0)
    if not left:
        return _("That is as many files as this answer may have. Remove one to add another.")
    return ngettext("%(left)s more file may come.", "%(left)s more files may come.", left) % {"left": left}
