"""The files of a need: added and removed while it is written; their bytes are in the private storage."""

import hashlib
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import uploads
from core.once import OnceForm
from core.permissions import require
from core.workflow import Refused
from needs.intake.writing import refuse_unless_written
from needs.models import Attachment, Need
from needs.workflow import locked

MOST = 10


def what_is_taken() -> str:
    said = _("%(kinds)s. At most %(size)s MB each and %(most)s files. Macros and archives are not taken.")
    return said % {"kinds": uploads.WORTH, "size": uploads.MOST_BYTES // 1024 // 1024, "most": MOST}


class AttachmentForm(OnceForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=lazy(what_is_taken, str)(),
        allow_empty_file=True,  # so that the reason is said as for the others
        max_length=None,
    )

    def clean_file(self) -> Any:
        """With its cleaned `name`, and what it is as its `kind`."""
        file = self.cleaned_data["file"]
        name = uploads.file_name(file.name)
        if not name:
            raise ValidationError(_("This file has no name. Give it one, and choose it again."))
        file.kind = uploads.kind_of(file, name)
        file.name = name
        return file


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
    """Bytes and row; where the row fails the bytes go again."""
    attachment = Attachment(need=need, name=file.name, content_type=file.kind.content_type, size=file.size, added_by=by)
    attachment.sha256 = checksum(file)
    storage = attachment.file.storage
    attachment.file.name = storage.save(f"needs/{need.pk}/{uuid4().hex}", file)
    try:
        attachment.save()
    except Exception:
        storage.delete(attachment.file.name)
        raise
    return attachment


def checksum(file: Any) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def remove(attachment: Attachment, by: Any) -> None:
    """Its bytes go when the transaction is committed. Removed already is as good."""
    require(by, "needs.edit_need", attachment.need)
    with locked(attachment.need) as current:
        refuse_unless_written(current)
        place, storage = str(attachment.file.name), attachment.file.storage
        current.attachments.filter(pk=attachment.pk).delete()
        transaction.on_commit(lambda: delete_bytes(storage, place))


def delete_bytes(storage: Any, place: str) -> None:
    with suppress(FileNotFoundError):
        storage.delete(place)
