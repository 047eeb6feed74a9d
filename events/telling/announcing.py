"""The doors of an event: written, published, changed, cancelled, held. Each asks who may and leaves its trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import refuse_missing
from core.workflow import Refused, WrongState, move
from dialogues.enums import LedgerKind
from events.boards import keeping
from events.enums import EventState
from events.meetings import following
from events.models import Event
from events.models.event import RUN
from events.registering import reminding
from events.telling import closing
from events.telling.sharing import event_told
from events.telling.shifting import move_along

MUST_HAVE = ("title", "summary")
PLACE = frozenset({"city", "venue", "form"})
MOVED = PLACE | {"starts_at", "ends_at", "time_zone"}
PRIVATE = frozenset({"online_link"})  # for those alone who are registered: never in the ledger
AT_ONCE = timedelta(days=3)


@contextmanager
def locked(event: Event) -> Iterator[Event]:
    """The event as it is now, held until the end; the caller's own learns what became of it."""
    with transaction.atomic():
        current = Event.objects.select_for_update(of=("self",), no_key=True).select_related("dialogue").get(pk=event.pk)
        yield current
    event.refresh_from_db()


def refuse_off(event: Event) -> None:
    """Raises Refused where the event does not take place, or is not announced yet."""
    if event.is_draft:
        raise Refused(_("The event is a draft. Publish it first."))
    if event.state == EventState.CANCELLED:
        raise Refused(_("This event is cancelled."))


def write(event: Event, by: Any, **fields: Any) -> Event:
    """A new event, or a draft that is written on. Raises Refused where another event has the address."""
    require(by, RUN, event)
    with transaction.atomic():
        if event.pk:
            event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
            if event.state != EventState.DRAFT:
                raise WrongState(_("This event is published. What is changed now is told to everybody."))
        before = copy(event) if event.pk else None
        for name, value in fields.items():
            setattr(event, name, value)
        save(event)
        if before:
            bring_along(event, before)
    return event


def save(event: Event) -> None:
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as error:
        if not Event.objects.filter(slug=event.slug).exclude(pk=event.pk).exists():
            raise
        raise Refused(_("Another event has this address. Choose another one.")) from error


def publish(event: Event, by: Any, at: datetime | None = None) -> None:
    """Raises Refused while a language is missing. `at`, as in all doors here, is for history that is loaded."""
    with locked(event) as current:
        move(current, "publish", by, log=when(at))
        refuse_missing(current, *MUST_HAVE)
        event_told(current, LedgerKind.EVENT_PUBLISHED, by, at)


def change(event: Event, by: Any, fields: dict[str, Any], reason: str = "", at: datetime | None = None) -> list[str]:
    """Change a published event and tell it. Answers the names of what changed; raises Refused where nothing did.

    Moved to another time, it takes its agenda along. Who is registered is told by events/calendars/following.py.
    """
    with locked(event) as current:
        changes = {name: value for name, value in fields.items() if getattr(current, name) != value}
        if not changes:
            raise Refused(_("Nothing is changed yet, so nobody was told anything."))
        before = copy(current)
        move(current, "change", by, reason=reason.strip(), log=when(at), **changes)
        refuse_missing(current, *MUST_HAVE)
        bring_along(current, before)
        told = {n: [plain(getattr(before, n)), plain(value)] for n, value in changes.items() if n not in PRIVATE}
        urgent = is_urgent(changes, [before.starts_at, current.starts_at], at or timezone.now())
        if told:
            event_told(current, LedgerKind.EVENT_CHANGED, by, at, details={"changes": told}, urgent=urgent)
    return list(changes)


def bring_along(event: Event, before: Event) -> None:
    """What hangs on what it was before: agenda, 1:1 meetings, closings, reminders, names of notes not for companies."""
    starts, ends = before.starts_at, before.ends_at
    has_moved = move_along(event, starts, ends)
    is_elsewhere = any(getattr(event, name) != getattr(before, name) for name in PLACE)
    if is_elsewhere and not has_moved and event.ends_at > timezone.now():
        following.tell_changed(event)
    closing.follow(event, starts, ends)
    reminding.remind_anew(event, starts)
    if event.audience != before.audience:
        keeping.names_changed(event.board_guests.values_list("pk", flat=True))


def is_urgent(changes: dict[str, Any], starts: list[datetime], now: datetime) -> bool:
    """Another time or place so near to the event that tomorrow's digest may come too late."""
    return bool(MOVED & set(changes)) and any(timedelta() <= start - now <= AT_ONCE for start in starts)


def plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


def cancel(event: Event, by: Any, reason: str, at: datetime | None = None) -> None:
    if not reason.strip():
        raise Refused(_("Write the reason: colleagues ask for it later."))
    with locked(event) as current:
        move(current, "cancel", by, reason=reason.strip(), log=when(at))
        following.cancel_along(current, by, reason.strip(), at)
        event_told(current, LedgerKind.EVENT_CANCELLED, by, at, urgent=True)


def hold(event: Event, by: Any, at: datetime | None = None) -> None:
    """Say that it took place, once it is over."""
    with locked(event) as current:
        if current.ends_at > (at or timezone.now()):
            raise Refused(_("This event is not over yet. Say that it was held when it is."))
        move(current, "hold", by, log=when(at))
        event_told(current, LedgerKind.EVENT_HELD, by, at)


def when(at: datetime | None) -> dict[str, Any]:
    return {"at": at} if at else {}
