"""What a board shows, ready to be asked for by two hundred people at once.

Each process keeps the newest picture of a board. The database is asked for the version at most four times a second, and
for the notes only where it rose. An answer has what changed since the version that the asker has.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Prefetch, Sum
from django.db.models.functions import Coalesce
from django.utils import translation

from events.boards.enums import BoardState, NoteState
from events.enums import Audience
from events.models import Board, BoardNote

FRESH_SECONDS = 0.25
MOST_BOARDS = 50


@dataclass(frozen=True)
class Snapshot:
    """`notes` are those that facilitators see, hidden ones too; `gone` are versions of notes that are not there."""

    pk: int
    event_id: int
    version: int
    board: dict[str, Any]
    notes: list[dict[str, Any]]
    gone: dict[int, int]

    @property
    def is_for_guests(self) -> bool:
        return bool(self.board["state"] != BoardState.DRAFT)

    def since(self, version: int, everything: bool = False) -> dict[str, Any]:
        """What changed after a version, for facilitators with what is hidden."""
        notes = [note for note in self.notes if note["version"] > version]
        gone = [pk for pk, at in self.gone.items() if at > version]
        if not everything:
            gone += [note["id"] for note in notes if note["hidden"]]
            notes = [note for note in notes if not note["hidden"]]
        return {**self.board, "version": self.version, "notes": notes, "gone": gone if version else []}

    def etag(self, everything: bool) -> str:
        return f'"{self.pk}-{self.version}{"-all" if everything else ""}"'


class Kept:
    """The newest pictures, with the moment when each was compared with the database."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.pictures: OrderedDict[int, tuple[float, Snapshot]] = OrderedDict()

    def of(self, pk: int) -> Snapshot | None:
        with self.lock:
            at, picture = self.pictures.get(pk, (0.0, None))
            if picture and time.monotonic() - at < FRESH_SECONDS:
                return picture
            asked_at = time.monotonic()
            version = Board.objects.filter(pk=pk).values_list("version", flat=True).first()
            if version is None:
                self.pictures.pop(pk, None)
                return None
            if picture is None or picture.version != version:
                picture = taken(pk)
            self.pictures[pk] = (asked_at, picture)
            self.pictures.move_to_end(pk)
            while len(self.pictures) > MOST_BOARDS:
                self.pictures.popitem(last=False)
            return picture


kept = Kept()


def of(pk: int) -> Snapshot | None:
    """A quarter of a second old at most. None where there is no such board."""
    return kept.of(pk)


def taken(pk: int) -> Snapshot:
    """As it is now. A note that comes meanwhile is in it already, and is told once more with the next version.

    One picture is for all: names of public buyers are in the board's language, whoever asked first.
    """
    board = Board.objects.select_related("event").get(pk=pk)
    signed = board.event.audience == Audience.MUNICIPALITIES
    rows = list(notes_of(board))
    with translation.override(board.language):
        notes = [as_data(note, signed) for note in rows if on_board(note)]
    groups = [{"id": group.pk, "title": group.title} for group in board.groups.all()]
    return Snapshot(
        pk,
        board.event_id,
        board.version,
        {
            "title": board.title,
            "question": board.question,
            "language": board.language,
            "state": board.state,
            "dots": board.dots,
            "groups": groups,
        },
        notes,
        {note.pk: note.version for note in rows if not on_board(note)},
    )


def notes_of(board: Board) -> Any:
    beneath = BoardNote.objects.filter(state=NoteState.SHOWN).order_by("pk")
    rows = board.notes.annotate(given=Coalesce(Sum("dots__number"), 0)).order_by("pk")
    return rows.select_related("guest__body").prefetch_related(Prefetch("merged", beneath))


def on_board(note: BoardNote) -> bool:
    return note.merged_into_id is None and note.state != NoteState.TAKEN_BACK


def as_data(note: Any, signed: bool) -> dict[str, Any]:
    return {
        "id": note.pk,
        "version": note.version,
        "text": note.text,
        "language": note.language,
        "group": note.group_id,
        "dots": note.given,
        "by": str(note.guest) if signed and note.guest else "",
        "hidden": note.state == NoteState.HIDDEN,
        "also": [{"id": one.pk, "text": one.text, "language": one.language} for one in note.merged.all()],
    }
