"""Who stands before a board: staff with their account, or a browser that joined by code.

The browser keeps a signed cookie for each event, which names its row and nothing else. It is no session and no sign-in.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.middleware import lacks_second_factor
from events.boards.enums import BoardState
from events.models import Board, BoardGuest
from events.models.board import FACILITATE
from events.models.event import RUN

SALT = "events.boards"
DAYS = 7
SECONDS = DAYS * 86_400


@dataclass(frozen=True)
class Person:
    """`guest` is the joined browser, `account` who is signed in and may run the event; at least one of them."""

    board: Board
    guest: BoardGuest | None
    account: Any

    @property
    def acts_as(self) -> Any:
        """Whom the doors ask: staff may more."""
        return self.account or self.guest

    @property
    def facilitates(self) -> bool:
        return bool(self.acts_as.has_perm(FACILITATE, self.board))


def cookie_name(event_id: int) -> str:
    return f"{settings.COOKIE_PREFIX}board-{event_id}"


def named_by(request: HttpRequest, event_id: int) -> int | None:
    """The number of the guest that the cookie names; nothing is asked of the database."""
    try:
        guest, event = signing.loads(request.COOKIES.get(cookie_name(event_id), ""), salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return int(guest) if event == event_id else None


def remember(response: HttpResponse, guest: BoardGuest) -> None:
    """For a week; from other sites the browser does not send it along, and no script reads it."""
    response.set_cookie(
        cookie_name(guest.event_id),
        signing.dumps([guest.pk, guest.event_id], salt=SALT),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def guest_at(request: HttpRequest, event_id: int) -> BoardGuest | None:
    pk = named_by(request, event_id)
    return BoardGuest.objects.filter(pk=pk, event=event_id).select_related("body").first() if pk else None


def staff(request: HttpRequest, event: Any) -> Any:
    """Who is signed in and runs the event, with the second factor for it. Without a session no database is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user if request.user.has_perm(RUN, event) and not lacks_second_factor(request.user) else None


def person_at(request: HttpRequest, pk: int) -> Person | None:
    """Whoever may see the board, before it opens who leads it; None for everybody else, whether it is there or not."""
    board = Board.objects.select_related("event__dialogue", "session").filter(pk=pk).first()
    if board is None:
        return None
    guest, account = guest_at(request, board.event_id), staff(request, board.event)
    if not (guest or account):
        return None
    person = Person(board, guest, account)
    return person if board.state != BoardState.DRAFT or person.facilitates else None
