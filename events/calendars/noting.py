"""The number of an event in calendars: raised whenever what those who come know of it has changed."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from core.texts import texts
from events.calendars.entries import Version, version_of
from events.enums import EventState
from events.models import CalendarEntry, Event, Registration, Session


def shown(event: Event) -> dict[str, Any]:
    """What those who come know of it, its title as written in English. It is kept, and never public."""
    with translation.override("en"):
        title = event.title
    return {
        "title": title,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "time_zone": event.time_zone,
        "city": event.city,
        "venue": event.venue,
        "form": event.form,
        "online_link": event.online_link,
        "sessions": {str(session.pk): session_shown(session) for session in event.sessions.all()},
        "state": EventState.CANCELLED.value if event.state == EventState.CANCELLED else EventState.PUBLISHED.value,
    }


def session_shown(session: Session) -> dict[str, Any]:
    times = {"starts_at": session.starts_at.isoformat(), "ends_at": session.ends_at.isoformat()}
    return {"titles": texts(session, "title"), **times}


def is_known(known: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether nothing has changed of what was noted; an older version of the portal noted less."""
    return known == {name: value for name, value in now.items() if name in known}


def is_owed(entry: CalendarEntry) -> bool:
    """Whether somebody has not been told of the latest number yet: she is told the difference to what was before it."""
    return Registration.objects.told().filter(event=entry.event_id, invited_as__lt=entry.sequence).exists()


@transaction.atomic
def note(event: Event) -> Version:
    """Raise the event's number if what is shown has changed since it was noted last."""
    now, known = shown(event), CalendarEntry.objects.filter(event=event).first()
    if known is not None and is_known(known.shown, now):
        if known.shown != now:
            CalendarEntry.objects.filter(pk=known.pk, sequence=known.sequence).update(shown=now)
        event.calendar_entry = known
        return version_of(event)
    entry, _is_new = CalendarEntry.objects.select_for_update().get_or_create(event=event, defaults={"shown": now})
    if not is_known(entry.shown, now):
        if not is_owed(entry):
            entry.before = entry.shown
        entry.shown = now
        entry.sequence, entry.changed_at = entry.sequence + 1, timezone.now()
        entry.save()
    event.calendar_entry = entry
    return version_of(event)
