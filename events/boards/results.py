"""What came of a board: its notes by group, those with the most dots first, and what became of them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.exports import Column
from core.texts import Text
from events.boards.enums import NoteState
from events.enums import Audience
from events.models import Board, BoardNote, Event, NoteUse

SHOWN = Q(notes__state=NoteState.SHOWN)


@dataclass
class Group:
    """`title` is empty for the notes that are in no group."""

    title: str
    notes: list[Any] = field(default_factory=list)


def counted(event: Event) -> QuerySet[Board]:
    """The event's boards, each with `note_count` of what stands on it."""
    return event.boards.select_related("session").annotate(note_count=Count("notes", SHOWN)).order_by("pk")


def notes(board: Board) -> QuerySet[BoardNote]:
    """What stands on it: with `given` dots, what was merged into each (`beneath`), and its uses."""
    beneath = Prefetch("merged", BoardNote.objects.filter(state=NoteState.SHOWN).order_by("pk"), to_attr="beneath")
    uses = Prefetch("uses", NoteUse.objects.select_related("need__municipality", "comment__statement__challenge"))
    rows = board.notes.filter(state=NoteState.SHOWN, merged_into=None).select_related("group", "guest__body")
    rows = rows.annotate(given=Coalesce(Sum("dots__number"), 0)).prefetch_related(beneath, uses)
    return rows.order_by("group__position", "group", "-given", "pk")


def by_group(board: Board) -> list[Group]:
    """In the order of the columns, and those of no group last."""
    found: dict[Any, Group] = {}
    rows: Any = notes(board)
    for note in rows:
        note.signed = signed(board, note)
        title = note.group.title if note.group else ""
        found.setdefault(note.group_id, Group(title)).notes.append(note)
    return list(found.values())


def signed(board: Board, note: BoardNote) -> str:
    """Who wrote it, where only public buyers were and she said so."""
    return str(note.guest) if board.event.audience == Audience.MUNICIPALITIES and note.guest else ""


def said(note: Any) -> list[Text]:
    """Its words, and those that were merged into it, each with its language."""
    return [Text(one.text, one.language) for one in (note, *note.beneath)]


def columns() -> list[Column]:
    """Of the file to take home; its rows are the notes of `by_group`."""
    return [
        Column(_("Group"), lambda note: note.group.title if note.group else ""),
        Column(pgettext_lazy("board", "Note"), lambda note: note.text),
        Column(_("Language"), lambda note: note.get_language_display()),
        Column(_("Merged into it"), lambda note: "\n".join(one.text for one in note.beneath)),
        Column(_("Dots"), lambda note: note.given),
        Column(_("Written by"), lambda note: note.signed),
        Column(_("Written"), lambda note: note.written_at),
        Column(_("Became"), lambda note: "\n".join(map(became, note.uses.all()))),
    ]


def became(use: NoteUse) -> str:
    if use.need:
        return f"{use.need.title} ({use.need.municipality})"
    return str(use.comment.statement) if use.comment else ""
