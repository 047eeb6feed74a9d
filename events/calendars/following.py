"""Calendars follow what becomes of an event: each change raises its number, and whoever is registered or waits is told.

What is owed stands in the database: the entry's number, and on each registration the number that was sent last.
Several changes in a row are told in one mail: nobody is told while staff are still at it, unless the event is near.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.attempts import attempt
from events.calendars.noting import is_known, note, shown
from events.enums import EventState
from events.models import Event, EventTransition, Registration
from events.notifications import changes

AT_IT, NEAR = timedelta(minutes=10), timedelta(days=1)


def follow_all() -> None:
    """Note every event that is to come, then tell who was told something else."""
    coming = Event.objects.public().filter(settled("pk", "starts_at"), ends_at__gt=timezone.now())
    for event in coming.select_related("calendar_entry").prefetch_related("sessions"):
        attempt(note_changed, event.pk, event)
    for number in owed().values_list("pk", flat=True):
        attempt(tell, number)


def note_changed(_number: int, event: Event) -> None:
    entry = getattr(event, "calendar_entry", None)
    if entry is None or not is_known(entry.shown, shown(event)):
        note(event)


def settled(event: str, starts_at: str) -> Q:
    """That nobody has changed the event in the last minutes, or that there is no time to wait."""
    now = timezone.now()
    at_it = EventTransition.objects.filter(subject=OuterRef(event), action="change", at__gt=now - AT_IT)
    return ~Exists(at_it) | Q(**{f"{starts_at}__lt": now + NEAR})


def owed() -> Any:
    """Registrations whose person knows an older number of an event that takes place."""
    older = Q(invited_as__lt=F("event__calendar_entry__sequence"))
    takes_place = Q(event__state=EventState.PUBLISHED, event__ends_at__gt=timezone.now())
    known = settled("event", "event__starts_at")
    return Registration.objects.told().filter(older & takes_place, known).order_by("pk")


@transaction.atomic
def tell(number: int) -> None:
    """Once, however many workers look."""
    mine = owed().select_for_update(of=("self",), skip_locked=True).filter(pk=number)
    rows = mine.select_related("event__calendar_entry", "event__dialogue")
    if (registration := rows.first()) is not None:
        changes.changed(registration, registration.event.calendar_entry)
