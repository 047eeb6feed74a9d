"""The doors of what a dialogue says of itself: its phase, its texts, and the rows that stand on its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.ordering import moved, number
from core.permissions import require
from core.workflow import Refused
from dialogues.models import Dialogue, Milestone, PhaseChange, Theme
from dialogues.staff import locked

KEEP = "dialogues.keep_dialogue"


@contextmanager
def held(dialogue: Dialogue, by: Any) -> Iterator[Dialogue]:
    """The dialogue as it is now, held until the end: it and its rows change under this lock only."""
    require(by, KEEP, dialogue)
    with transaction.atomic():
        yield locked(dialogue)


def change_phase(dialogue: Dialogue, phase: str, by: Any, reason: str) -> None:
    """Of a dialogue that is held. Where it is in this phase already, as where a form is sent twice, nothing is done."""
    if dialogue.phase == phase:
        return
    PhaseChange.objects.create(
        dialogue=dialogue, from_value=dialogue.phase, to_value=phase, actor=by, reason=reason.strip()
    )
    write(dialogue, phase=phase)


def write(thing: Any, **fields: Any) -> None:
    """On a dialogue that is held, or a row of it. Raises ValidationError where there is such a row already."""
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.validate_constraints()
    thing.save()


def add(dialogue: Dialogue, model: type[Any], **fields: Any) -> None:
    """A row of a dialogue that is held: a milestone before the first later one, whatever else behind the others."""
    rows, row = list(model.objects.filter(dialogue=dialogue)), model(dialogue=dialogue)
    write(row, **fields)
    place = next((place for place, other in enumerate(rows) if is_before(row, other)), len(rows))
    number([*rows[:place], row, *rows[place:]])


def is_before(row: Any, other: Any) -> bool:
    return isinstance(row, Milestone) and bool(row.on and other.on) and row.on < other.on


def move(row: Any, seen: str, places: int, by: Any) -> None:
    """So many places further down, or up where that is negative; from the place where it was `seen`, counted from 1."""
    with held(row.dialogue, by):
        rows = list(type(row).objects.filter(dialogue=row.dialogue))
        if row in rows and str(rows.index(row) + 1) == seen:
            number(moved(rows, row, places))


def remove(row: Any, by: Any) -> None:
    """Raises Refused where somebody chose the theme. Removed already is as good."""
    with held(row.dialogue, by):
        current = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
        if current:
            refuse_chosen(current)
            current.delete()


def refuse_chosen(row: Any) -> None:
    if isinstance(row, Theme) and row.chosen_by.exists():
        raise Refused(_("People who registered their interest chose this theme. It stays; you can change its name."))
