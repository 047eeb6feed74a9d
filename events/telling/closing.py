"""Closing times follow an event that moves: of registration, and of wishes for breakouts and 1:1 meetings."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.models import Breakouts, Event, MeetingDay, RegistrationTerms
from events.telling.shifting import moved_by, shifted


def follow(event: Event, starts_before: datetime, ends_before: datetime) -> None:
    """What is closed stays closed; what is still to close does so as long before the event as it was to.

    What was to close before the event began still does, where it begins or ends otherwise too.
    """
    if (starts_before, ends_before) == (event.starts_at, event.ends_at):
        return
    for model in (RegistrationTerms, Breakouts, MeetingDay):
        rows: Any = model._base_manager
        for row in rows.select_for_update(of=("self",)).filter(event=event, closes_at__gt=timezone.now()):
            row.event = event
            closes = closing(row, starts_before, moved_by(event, starts_before, ends_before))
            rows.filter(pk=row.pk).update(closes_at=closes, **opening(row, closes))


def closing(row: Any, starts_before: datetime, by: timedelta | None) -> datetime:
    """Not in the past, where the event itself is still to come: nobody saw that it would close."""
    event, now, closes = row.event, timezone.now(), row.closes_at
    latest = event.starts_at if closes <= starts_before else event.ends_at
    if by is not None and shifted(closes, by, event.zone) > now:
        return min(shifted(closes, by, event.zone), latest)
    return min(closes, latest) if latest > now else closes


def opening(row: Any, closes: datetime) -> dict[str, datetime]:
    """What would open only after it closes opens now."""
    opens = getattr(row, "opens_at", None)
    return {"opens_at": timezone.now()} if opens and opens >= closes else {}


def of_registration(event: Event) -> datetime | None:
    return RegistrationTerms.objects.filter(event=event).values_list("closes_at", flat=True).first()
