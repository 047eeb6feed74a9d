"""The files of a need: added and removed while it is written; their bytes are in the private storage."""

from typing import Any

from django.utils.translation import gettext as _

from core import uploads
from core.kept_uploads import UploadForm, forget_bytes, keep
from core.permissions import require
from core.workflow import Refused
from needs.intake.writing import refuse_unless_written
from needs.models import Attachment, Need
from needs.workflow import locked

MOST = 10


def what_is_taken() -> str:
    said = _("%(kinds)s. At most %(size)s MB each and %(most)s files. Macros and archives are not taken.")
    return said % {"kinds": uploads.WORTH, "size": uploads.MOST_BYTES // 1024 // 1024, "most": MOST}


class AttachmentForm(UploadForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = what_is_taken()


def add(need: Need, file: Any, by: Any) -> Attachment:
    """Store a file that its form has looked at. Raises Refused if the need is not written now, or has enough files."""
    require(by, "needs.edit_need", need)
    with locked(need) as current:
        refuse_unless_written(current)
        if current.attachments.count() >= MOST:
            said = _("There are %(most)s files already. Remove one first, or join several into a PDF.")
            raise Refused(said % {"most": MOST})
        return store(current, file, by)


def store(need: Need, file: Any, by: Any) -> Attachment:
    return keep(Attachment(need=need, added_by=by), file, f"needs/{need.pk}")  # type: ignore[no-any-return]


def remove(attachment: Attachment, by: Any) -> None:
    """Its bytes go when the transaction is committed. Removed already is as good."""
    require(by, "needs.edit_need", attachment.need)
    with locked(attachment.need) as current:
        refuse_unless_written(current)
        for row in current.attachments.filter(pk=attachment.pk):
            row.delete()
            forget_bytes(row)
