"""Calendars follow what becomes of an event: each change raises its number, and whoever is registered is told.

What is owed stands in the database: the entry's number, and on each registration the number that was sent last.
"""

from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from events.calendars.noting import note, shown
from events.enums import EventState, RegistrationState
from events.models import Event, Registration
from events.notifications import changes


def follow_all() -> None:
    """Note every event that is to come, then tell who was told something else."""
    for event in Event.objects.public().filter(ends_at__gt=timezone.now()).select_related("calendar_entry"):
        entry = getattr(event, "calendar_entry", None)
        if entry is None or entry.shown != shown(event):
            note(event)
    for number in owed().values_list("pk", flat=True):
        tell(number)


def owed() -> Any:
    """Registrations whose person knows an older number of an event that takes place."""
    older = Q(invited_as__lt=F("event__calendar_entry__sequence"))
    live = Q(state=RegistrationState.REGISTERED, event__state=EventState.PUBLISHED, event__ends_at__gt=timezone.now())
    return Registration.objects.filter(older & live).exclude(email="").order_by("pk")


@transaction.atomic
def tell(number: int) -> None:
    """Once, however many workers look."""
    mine = owed().select_for_update(of=("self",), skip_locked=True).filter(pk=number)
    rows = mine.select_related("event__calendar_entry", "event__dialogue")
    if (registration := rows.first()) is not None:
        changes.changed(registration, registration.event.calendar_entry)
