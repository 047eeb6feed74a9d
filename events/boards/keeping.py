"""A board's own doors: made, changed, opened and closed; and its groups."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.names import clean_name
from core.ordering import moved, number
from core.permissions import require
from core.workflow import Refused, move
from events.models import Board, BoardGroup, BoardNote, Event
from events.models.board import FACILITATE
from events.models.event import RUN

MOST_GROUPS = 24
FIELDS = ("title", "question", "language", "session", "dots")  # as the form asks for them


@contextmanager
def changing(board: Board) -> Iterator[Board]:
    """The board, held until the end, with the next version, which whatever is changed in it gets.

    So those who write wait for each other, and a version that is seen has everything before it.
    """
    with transaction.atomic():
        rows = Board.objects.select_for_update(of=("self",), no_key=True).select_related("event__dialogue")
        current = rows.get(pk=board.pk)
        current.version += 1
        yield current
        Board.objects.filter(pk=current.pk).update(version=current.version)
    board.version, board.state = current.version, current.state


def make(event: Event, by: Any, **fields: Any) -> Board:
    require(by, RUN, event)
    board = Board(event=event, **fields)
    refuse_foreign_session(board)
    board.save()
    return board


def change(board: Board, by: Any, **fields: Any) -> None:
    """Its texts and dots. Fewer dots take none back that are given."""
    require(by, FACILITATE, board)
    with changing(board) as current:
        for name in FIELDS:
            if name in fields:
                setattr(current, name, fields[name])
        refuse_foreign_session(current)
        current.save(update_fields=FIELDS)


def refuse_foreign_session(board: Board) -> None:
    if board.session and board.session.event_id != board.event_id:
        raise Refused(_("This session is of another event."))


def step(board: Board, action: str, by: Any, at: datetime | None = None) -> None:
    """Open it, also again, or close it. As it was wanted already is as good."""
    require(by, FACILITATE, board)
    with changing(board) as current:
        if current.is_open != (action == "open"):
            move(current, action, by if isinstance(by, User) else None, log={"at": at} if at else {})


def names_changed(guests: Iterable[int]) -> None:
    """Who follows a board hears of other names beneath notes as of everything else that changed."""
    notes = BoardNote.objects.filter(guest__in=list(guests))
    for board in Board.objects.filter(notes__in=notes).distinct():
        with changing(board) as current:
            notes.filter(board=current).update(version=current.version)


# Groups


def add_group(board: Board, title: str, by: Any) -> BoardGroup:
    """A group, or the one that has this title already."""
    require(by, FACILITATE, board)
    with changing(board) as current:
        if current.groups.count() >= MOST_GROUPS:
            raise Refused(_("There are very many groups already. Remove one first."))
        if sent_before := current.groups.filter(title=named(title)).first():
            return sent_before
        last = current.groups.aggregate(last=Max("position"))["last"] or 0
        return BoardGroup.objects.create(board=current, title=named(title), position=last + 1)


def rename_group(group: BoardGroup, title: str, by: Any) -> None:
    require(by, FACILITATE, group.board)
    with changing(group.board) as current:
        current.groups.filter(pk=group.pk).update(title=named(title))


def remove_group(group: BoardGroup, by: Any) -> None:
    """Its notes stay, in no group."""
    require(by, FACILITATE, group.board)
    with changing(group.board) as current:
        BoardNote.objects.filter(group=group).update(group=None, version=current.version)
        current.groups.filter(pk=group.pk).delete()


def shift_group(group: BoardGroup, by: Any, steps: int) -> None:
    """Forward or back among the columns; -1 brings it one nearer to the beginning."""
    require(by, FACILITATE, group.board)
    with changing(group.board) as current:
        order = list(current.groups.all())
        if group in order:
            number(moved(order, group, steps))


def named(title: str) -> str:
    if not clean_name(title):
        raise Refused(_("Give the group a title."))
    return clean_name(title)[:120]
