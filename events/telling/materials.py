"""The doors of an event's material: added and taken away while it is a draft, shown at the event, published."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState, move
from events.models import Event, Material, MaterialFile
from events.models.event import RUN
from events.telling.announcing import refuse_missing, when
from events.telling.sharing import material_told


@contextmanager
def locked(material: Material) -> Iterator[Material]:
    with transaction.atomic():
        rows = Material.objects.select_for_update(of=("self",)).select_related("event__dialogue")
        yield rows.get(pk=material.pk)


def refuse_unless_draft(material: Material) -> None:
    if not material.is_draft:
        raise WrongState(_("What was shown to others stays as it was. Add what is new as new material."))


def add(event: Event, by: Any, titles: dict[str, str], file: Any, language: str) -> Material:
    """`titles` by the names of the fields; `file` as its form has looked at it (core/uploads.py)."""
    require(by, RUN, event)
    with transaction.atomic():
        material = Material.objects.create(event=event, **titles)
        store(material, file, language, by)
    return material


def rename(material: Material, by: Any, titles: dict[str, str]) -> None:
    require(by, RUN, material)
    with locked(material) as current:
        refuse_unless_draft(current)
        for name, title in titles.items():
            setattr(current, name, title)
        current.save()


def add_file(material: Material, by: Any, file: Any, language: str) -> MaterialFile:
    """In another language; in one that it has already, it comes instead."""
    require(by, RUN, material)
    with locked(material) as current:
        refuse_unless_draft(current)
        for former in current.files.filter(language=language):
            drop(former)
        return store(current, file, language, by)


def store(material: Material, file: Any, language: str, by: Any) -> MaterialFile:
    """Bytes and row; where the row fails the bytes go again."""
    row = MaterialFile(material=material, language=language, name=file.name, size=file.size, added_by=by)
    row.content_type, row.sha256 = file.kind.content_type, checksum(file)
    storage = row.file.storage
    row.file.name = storage.save(f"events/{material.event_id}/{uuid4().hex}", file)
    try:
        with transaction.atomic():
            row.save()
    except Exception:
        storage.delete(row.file.name)
        raise
    return row


def checksum(file: Any) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def remove_file(file: MaterialFile, by: Any) -> None:
    """Of a draft; the material goes with its last file. Removed already is as good."""
    require(by, RUN, file.material)
    with locked(file.material) as current:
        refuse_unless_draft(current)
        for row in current.files.filter(pk=file.pk):
            drop(row)
        if not current.files.exists():
            current.delete()


def drop(file: MaterialFile) -> None:
    """Its bytes go when that is committed."""
    name, storage = str(file.file), file.file.storage
    file.delete()
    transaction.on_commit(partial(delete_bytes, storage, name), robust=True)


def delete_bytes(storage: Any, name: str) -> None:
    with suppress(FileNotFoundError):
        storage.delete(name)


def show(material: Material, by: Any, at: datetime | None = None) -> None:
    """Those who came have it: the ledger says so, and that everybody else has not got it yet."""
    with locked(material) as current:
        move(current, "show", by, log=when(at))
        refuse_incomplete(current)
        material_told(current, by, at)


def publish(material: Material, by: Any, at: datetime | None = None) -> None:
    """Everybody has it. The event itself must be public, since its page is where it is found."""
    with locked(material) as current:
        move(current, "publish", by, log=when(at), published_at=at or timezone.now())
        refuse_incomplete(current)
        material_told(current, by, at)


def refuse_incomplete(material: Material) -> None:
    if material.event.is_draft:
        raise Refused(_("The event is a draft. Publish it first: its page is where the material is found."))
    if not material.files.exists():
        raise Refused(_("There is no file yet. Add one first."))
    refuse_missing(material, "title")
