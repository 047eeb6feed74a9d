"""The doors of an event's material: added and taken away while it is a draft, shown at the event, published."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kept_uploads import forget_bytes, keep
from core.permissions import require
from core.texts import refuse_missing
from core.workflow import Refused, WrongState, move
from events.models import Event, Material, MaterialFile
from events.models.event import RUN
from events.telling.announcing import when
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
            forget_bytes(former)
            former.delete()
        return store(current, file, language, by)


def store(material: Material, file: Any, language: str, by: Any) -> MaterialFile:
    row = MaterialFile(material=material, language=language, added_by=by)
    return keep(row, file, f"events/{material.event_id}")  # type: ignore[no-any-return]


def remove_file(file: MaterialFile, by: Any) -> None:
    """Of a draft; the material goes with its last file. Removed already is as good."""
    require(by, RUN, file.material)
    with locked(file.material) as current:
        refuse_unless_draft(current)
        for row in current.files.filter(pk=file.pk):
            forget_bytes(row)
            row.delete()
        if not current.files.exists():
            current.delete()


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
