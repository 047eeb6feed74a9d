"""Times that move together, as clocks show them where the event is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.workflow import Refused
from events.meetings import following
from events.models import BreakoutPlace, Event, Session


def move_along(event: Event, starts_before: datetime, ends_before: datetime) -> bool:
    """An event that is moved takes its agenda and 1:1 meetings along; one that only begins or ends otherwise does not.

    Whether its meetings moved, and both sides were told of it as it is now.
    """
    by = moved_by(event, starts_before, ends_before)
    if by is None:
        return False
    sessions = list(event.sessions.all()) if by else []
    for session in sessions:
        session.starts_at = shifted(session.starts_at, by, event.zone)
        session.ends_at = shifted(session.ends_at, by, event.zone)
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at"])
    take_places_along(sorted(sessions, key=lambda session: session.starts_at, reverse=by > timedelta()))
    if by:
        following.move_along(event, shifted, by)
    return bool(by)


def moved_by(event: Event, starts_before: datetime, ends_before: datetime) -> timedelta | None:
    """By how much it was moved, as clocks show it; None where it only begins or ends otherwise.

    With another length it is moved where it is on other days: by whole days, so that nine in the morning stays that.
    """
    starts, ends = (wall_clock(at, event.zone) for at in (event.starts_at, event.ends_at))
    began, ended = (wall_clock(at, event.zone) for at in (starts_before, ends_before))
    if event.ends_at - event.starts_at == ends_before - starts_before:
        return starts - began
    days = starts.date() - began.date()
    is_elsewhere = starts.date() > ended.date() or ends.date() < began.date()
    return days if days and (is_elsewhere or days == ends.date() - ended.date()) else None


def take_places_along(sessions: Iterable[Session]) -> None:
    """Whoever was put into a breakout is in it when it is. Raises Refused where somebody is in another one then."""
    try:
        with transaction.atomic():
            for session in sessions:
                BreakoutPlace.objects.filter(session=session).update(starts_at=session.starts_at)
    except IntegrityError as error:
        raise Refused(_("Some people were put into both breakouts. Distribute them anew first.")) from error


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def shifted(at: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """Nine in the morning stays nine in the morning, also where summer time begins in between."""
    return (wall_clock(at, zone) + by).replace(tzinfo=zone)
