"""The doors of notes: put down, taken back, sorted, merged, hidden, given dots. All of them may be sent twice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.limits import Limit
from core.names import clean_name
from core.permissions import require
from core.workflow import Refused
from events.boards.enums import NoteState
from events.boards.keeping import changing
from events.models import Board, BoardGroup, BoardGuest, BoardNote, Dot
from events.models.board import FACILITATE, MOST_LETTERS

JOIN = "events.join_board"
MOST_NOTES = 1000
NOTES_OF_GUEST = Limit("board-notes", most=60, seconds=600)


def put_down(
    board: Board, by: Any, *, key: UUID, text: str, language: str, group: int | None = None, at: datetime | None = None
) -> BoardNote:
    """A note, or the one that was made with this key before. Raises Refused where the board takes none.

    `at` is for history that is loaded.
    """
    require(by, JOIN, board)
    if sent_before := board.notes.filter(key=key).first():
        return sent_before
    text = tidy(text)
    guest = by if isinstance(by, BoardGuest) else None
    with changing(board) as current:
        if sent_meanwhile := current.notes.filter(key=key).first():
            return sent_meanwhile
        refuse_closed(current)
        if current.notes.count() >= MOST_NOTES:
            raise Refused(_("This board is full. Your note is not put down: keep it, and tell the facilitator."))
        return BoardNote.objects.create(
            board=current,
            key=key,
            guest=guest,
            text=text,
            language=language,
            group=current.groups.filter(pk=group).first() if group else None,
            version=current.version,
            written_at=at or timezone.now(),
        )


def tidy(text: str) -> str:
    """Lines without what turns text around or is not seen. Raises Refused where nothing is left, or too much."""
    lines = "\n".join(clean_name(line) for line in text.splitlines()).strip()
    if not lines:
        raise Refused(_("Write something on the note."))
    if len(lines) > MOST_LETTERS:
        said = _("A note has at most %(most)s characters. Make two of it.")
        raise Refused(said % {"most": MOST_LETTERS})
    return lines


def refuse_closed(board: Board) -> None:
    if not board.is_open:
        raise Refused(_("This board is not open. What you wrote is kept on your device."))


def take_back(note: BoardNote, by: BoardGuest | None) -> None:
    """By who wrote it, as long as the board is open: its words are gone. Taken back already is as good.

    What others wrote and was merged into it stands on its own again.
    """
    if by is None or note.guest_id != by.pk:
        raise Refused(_("Only who wrote a note takes it back."))
    with changing(note.board) as current:
        refuse_closed(current)
        note = current.notes.get(pk=note.pk)
        Dot.objects.filter(note=note).delete()
        note.merged.update(merged_into=None, group=note.group_id, version=current.version)
        set_(note, current, text="", state=NoteState.TAKEN_BACK)
        tell_above(note, current)


def set_(note: BoardNote, board: Board, **fields: Any) -> None:
    BoardNote.objects.filter(pk=note.pk, board=board).update(version=board.version, **fields)


def tell_above(note: BoardNote, board: Board) -> None:
    """The note that this one stands beneath shows its words, and so it changed as well."""
    board.notes.filter(merged=note).update(version=board.version)


# What the facilitator does


def sort_into(note: BoardNote, group: BoardGroup | None, by: Any) -> None:
    require(by, FACILITATE, note.board)
    with changing(note.board) as current:
        if group and not current.groups.filter(pk=group.pk).exists():
            raise Refused(_("This group is gone. The note stays where it was."))
        set_(note, current, group=group)


def hide(note: BoardNote, by: Any) -> None:
    swap(note, by, NoteState.SHOWN, NoteState.HIDDEN)


def show(note: BoardNote, by: Any) -> None:
    swap(note, by, NoteState.HIDDEN, NoteState.SHOWN)


def swap(note: BoardNote, by: Any, before: str, after: str) -> None:
    require(by, FACILITATE, note.board)
    with changing(note.board) as current:
        if current.notes.filter(pk=note.pk, state=before).update(state=after, version=current.version):
            tell_above(note, current)


def merge(note: BoardNote, into: BoardNote, by: Any) -> None:
    """The note stands beneath the other from now on, with its words; what was given to it goes to the other."""
    require(by, FACILITATE, note.board)
    with changing(note.board) as current:
        there = current.notes.filter(state=NoteState.SHOWN, merged_into=None)
        if note.pk == into.pk or set(there.filter(pk__in=[note.pk, into.pk])) != {note, into}:
            raise Refused(_("These two can not be merged. Look at the board as it is now."))
        BoardNote.objects.filter(merged_into=note).update(merged_into=into, version=current.version)
        set_(note, current, merged_into=into)
        set_(into, current)
        bring_dots(note, into)


def bring_dots(note: BoardNote, into: BoardNote) -> None:
    """Who gave to both has the sum there; however many gave, it takes the same few statements."""
    given, there = Dot.objects.filter(note=note), Dot.objects.filter(note=into)
    also = Subquery(given.filter(guest=OuterRef("guest")).values("number"))
    there.filter(guest__in=given.values("guest")).update(number=F("number") + also)
    given.exclude(guest__in=there.values("guest")).update(note=into)
    given.delete()


def split(note: BoardNote, by: Any) -> None:
    """On its own again. The dots stay with the note that it was merged into."""
    require(by, FACILITATE, note.board)
    with changing(note.board) as current:
        note = current.notes.select_related("merged_into").get(pk=note.pk)
        if note.merged_into:
            tell_above(note, current)
            set_(note, current, merged_into=None, group=note.merged_into.group_id)


# Dots


def give_dots(note: BoardNote, number: int, by: BoardGuest | None) -> int:
    """How many of her dots this note has from now on, 0 to take them back. Answers how many she has left."""
    if by is None:
        raise Refused(_("Join with the code to give dots."))
    require(by, JOIN, note.board)
    with changing(note.board) as current:
        refuse_closed(current)
        note = current.notes.select_related("merged_into").get(pk=note.pk)
        note = note.merged_into or note
        others = hers(current, by).exclude(note=note).aggregate(all=Sum("number"))["all"] or 0
        had = hers(current, by).filter(note=note).first()
        if number > (had.number if had else 0) and (others + number > current.dots or note.state != NoteState.SHOWN):
            raise Refused(_("All your dots are given. Take one back first."))
        if number > 0:
            Dot.objects.update_or_create(note=note, guest=by, defaults={"number": number})
        else:
            hers(current, by).filter(note=note).delete()
        set_(note, current)
    return max(current.dots - others - max(number, 0), 0)


def hers(board: Board, guest: BoardGuest) -> Any:
    return Dot.objects.filter(guest=guest, note__board=board)
