"""Joining an event's boards by code. Whatever is wrong with a code, the answer is the same."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages import readers_language
from core.limits import Limit
from core.mail import address
from core.names import clean_name
from core.permissions import require
from core.qr import qr_code
from core.workflow import Refused
from events.boards import keeping
from events.boards.codes import new_code, spaced, tidy
from events.enums import Audience, EventState
from events.models import Board, BoardCode, BoardFacilitator, BoardGuest, Event
from events.models.event import RUN
from municipalities.models import Municipality

# A whole workshop joins from one network. Of 900 million codes it tries one a second
TRIES = Limit("board-code", most=600, seconds=600)


WRONG = gettext_lazy("This code opens no board now. Compare it with the one on the wall.")


class NoSuchCode(Exception):
    """The code opens nothing now."""


def event_of(typed: str) -> tuple[Event, BoardFacilitator | None]:
    """The event whose boards a code opens, and whom it makes facilitator. Raises NoSuchCode."""
    code = tidy(typed)
    living = Event.objects.exclude(state=EventState.CANCELLED)
    if found := living.filter(board_code__code=code).first():
        return found, None
    leads = BoardFacilitator.objects.filter(code=code, board__event__in=living).select_related("board__event").first()
    if leads is None:
        raise NoSuchCode
    return leads.board.event, leads


def bodies_at(event: Event) -> QuerySet[Municipality]:
    """Whom a participant may say that she is from; none where companies come: there every note is unsigned."""
    if event.audience != Audience.MUNICIPALITIES:
        return Municipality.objects.none()
    return Municipality.objects.filter(participations__dialogue=event.dialogue_id).distinct()


def asks_who(event: Event) -> bool:
    return bodies_at(event).exists()


def join(event: Event, leads: BoardFacilitator | None, guest: BoardGuest | None, name: str, body: Any) -> BoardGuest:
    """The guest's row, new or the one that this browser has already. Where companies come no name is kept."""
    says_who = event.audience == Audience.MUNICIPALITIES
    with transaction.atomic():
        guest = guest or BoardGuest(event=event)
        was = str(guest)
        if says_who:
            guest.name, guest.body = clean_name(name)[:40] or guest.name, body or guest.body
        guest.save()
        if leads:
            guest.facilitates.add(leads)
        if str(guest) != was:
            keeping.names_changed([guest.pk])
    return guest


def first_board(guest: BoardGuest) -> Board | None:
    """Where she goes at once: the board that she leads, or the only one that there is to choose."""
    if led := Board.objects.filter(facilitators__guests=guest).order_by("-pk").first():
        return led
    open_ones = list(Board.objects.filter(event=guest.event_id, state="open")[:2])
    return open_ones[0] if len(open_ones) == 1 else None


def code_of(event: Event) -> BoardCode | None:
    """None where nobody can join."""
    return BoardCode.objects.filter(event=event).first()


def way_in(event: Event) -> dict[str, Any]:
    """How others join, for the wall: code, address, both as a picture for a camera. Empty where nobody can."""
    found = code_of(event)
    if found is None:
        return {}
    page = address("board-join", language=readers_language())
    return {
        "code": spaced(found.code),
        "join_address": page.partition("://")[2],
        "qr": qr_code(f"{page}?code={found.code}", border=2, light="white"),
    }


# What the manager does


def let_join(event: Event, by: Any) -> BoardCode:
    """A code, or a new one in place of the one that there is. Who has joined stays."""
    require(by, RUN, event)
    for _try in range(5):
        fresh = {"code": new_code(), "made_at": timezone.now()}
        try:
            with transaction.atomic():
                made, _is_new = BoardCode.objects.update_or_create(event=event, defaults=fresh)
                return made
        except IntegrityError:
            continue
    raise Refused(_("No code could be made. Try again."))


def end_joining(event: Event, by: Any) -> None:
    require(by, RUN, event)
    BoardCode.objects.filter(event=event).delete()


def name_facilitator(board: Board, name: str, by: Any) -> BoardFacilitator:
    require(by, RUN, board.event)
    if not clean_name(name):
        raise Refused(_("Write the name."))
    return BoardFacilitator.objects.create(board=board, name=clean_name(name)[:60])


def dismiss_facilitator(board: Board, pk: int, by: Any) -> None:
    """At once: the code is dead, and the browser that used it leads no more. Gone already is as good."""
    require(by, RUN, board.event)
    board.facilitators.filter(pk=pk).delete()
