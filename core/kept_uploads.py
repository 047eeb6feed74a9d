"""Files that people add to something: the form's field, the bytes in the private storage, the row that knows them.

A row has the columns `name`, `content_type`, `size`, `sha256` and `file`.
"""

import hashlib
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import uploads
from core.once import OnceForm


def what_is_taken() -> str:
    said = _("%(kinds)s. At most %(size)s MB each. Macros and archives are not taken.")
    return said % {"kinds": uploads.WORTH, "size": uploads.MOST_BYTES // 1024 // 1024}


class UploadForm(OnceForm):
    """One file: after cleaning with its clean `name`, and what it is as its `kind`."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=lazy(what_is_taken, str)(),
        allow_empty_file=True,  # so that the reason is said as for the others
        max_length=None,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        name = uploads.file_name(file.name)
        if not name:
            raise ValidationError(_("This file has no name. Give it one, and choose it again."))
        file.kind = uploads.kind_of(file, name)
        file.name = name
        return file


def keep(row: Any, file: Any, folder: str) -> Any:
    """Store a file that its form has looked at, and save the row; where that fails the bytes go again."""
    row.name, row.content_type, row.size, row.sha256 = file.name, file.kind.content_type, file.size, checksum(file)
    storage = row.file.storage
    row.file.name = storage.save(f"{folder}/{uuid4().hex}", file)
    try:
        with transaction.atomic():
            row.save()
    except Exception:
        storage.delete(row.file.name)
        raise
    return row


def checksum(file: Any) -> str:
    """SHA-256 in hexadecimal; the file is at its beginning again."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def forget_bytes(row: Any) -> None:
    """The row's bytes go when the transaction is committed."""
    forget(row.file.storage, str(row.file))


def forget(storage: Storage, name: str) -> None:
    """The bytes go when the transaction is committed; if the storage refuses, that is logged and stops nothing."""
    transaction.on_commit(lambda: delete(storage, name), robust=True)


def delete(storage: Storage, name: str) -> None:
    """Gone already is as good."""
    with suppress(FileNotFoundError):
        storage.delete(name)
