"""What is kept of those who write on boards, and of those who lead them."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Withheld, actor_in_trail, by_user, keep_hers, nobody
from core.periods import period
from events.boards import keeping
from events.models import BoardFacilitator, BoardGuest, BoardTransition, NoteUse

NAMELESS = "\u2013"
WHO = _("So that it can be told who decided.")


def while_named(end: str) -> Case:
    return Case(When(~Q(name__in=["", NAMELESS]), then=period("registrations").after(end)))


def forget_names(rows: QuerySet[Any]) -> Withheld:
    """That somebody of a public buyer was there stays."""
    guests = list(rows.values_list("pk", flat=True))
    rows.update(name="")
    keeping.names_changed(guests)
    return {}


def forget_facilitators(rows: QuerySet[Any]) -> Withheld:
    rows.update(name=NAMELESS)
    return {}


BOARDS: list[Kept] = [
    Kept(
        "board-names",
        BoardGuest,
        _("First names on boards of workshops"),
        _("So that those who were there know whom to ask about a note."),
        format_lazy(_("{time} after the event"), time=period("registrations")),
        nobody,
        ("name", "joined_at"),
        until=while_named("event__ends_at"),
        forget=forget_names,
    ),
    Kept(
        "board-facilitators",
        BoardFacilitator,
        _("Who led boards of workshops"),
        WHO,
        format_lazy(_("{time} after the event"), time=period("registrations")),
        nobody,
        ("name", "named_at"),
        until=while_named("board__event__ends_at"),
        forget=forget_facilitators,
    ),
    actor_in_trail(
        "board-steps",
        BoardTransition,
        _("Boards that you opened or closed"),
        WHO,
        _("as long as the event; after an erasure without your name"),
    ),
    Kept(
        "note-uses",
        NoteUse,
        _("Notes of boards that you passed on"),
        WHO,
        _("as long as the event; after an erasure without your name"),
        by_user("by"),
        ("at",),
        erase=keep_hers,
    ),
]
