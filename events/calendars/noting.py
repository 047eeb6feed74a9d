"""The number of an event in calendars: raised whenever what they show of it has changed."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from events.calendars.entries import Version, version_of
from events.enums import EventState
from events.models import CalendarEntry, Event


def shown(event: Event) -> dict[str, Any]:
    """What a calendar shows of it, its title as written in English."""
    with translation.override("en"):
        title = event.title
    return {
        "title": title,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "time_zone": event.time_zone,
        "city": event.city,
        "venue": event.venue,
        "state": EventState.CANCELLED.value if event.state == EventState.CANCELLED else EventState.PUBLISHED.value,
    }


@transaction.atomic
def note(event: Event) -> Version:
    """Raise the event's number if what calendars show has changed since it was noted last."""
    now, known = shown(event), CalendarEntry.objects.filter(event=event).first()
    if known is not None and known.shown == now:
        event.calendar_entry = known
        return version_of(event)
    entry, _is_new = CalendarEntry.objects.select_for_update().get_or_create(event=event, defaults={"shown": now})
    if entry.shown != now:
        entry.before, entry.shown = entry.shown, now
        entry.sequence, entry.changed_at = entry.sequence + 1, timezone.now()
        entry.save()
    event.calendar_entry = entry
    return version_of(event)
