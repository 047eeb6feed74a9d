"""Times that move together, as clocks show them where the event is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from events.models import Event, Session


def move_along(event: Event, starts_before: datetime, ends_before: datetime) -> None:
    """An event that is moved as a whole takes its agenda along; one that only begins or ends otherwise does not."""
    if event.ends_at - event.starts_at != ends_before - starts_before:
        return
    by = wall_clock(event.starts_at, event.zone) - wall_clock(starts_before, event.zone)
    sessions = list(event.sessions.all()) if by else []
    for session in sessions:
        session.starts_at = shifted(session.starts_at, by, event.zone)
        session.ends_at = shifted(session.ends_at, by, event.zone)
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at"])


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def shifted(at: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """Nine in the morning stays nine in the morning, also where summer time begins in between."""
    return (wall_clock(at, zone) + by).replace(tzinfo=zone)
