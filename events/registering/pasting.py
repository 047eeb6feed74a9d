"""Staff register many people at once, from pasted lines that were looked over first."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.permissions import require
from events.models import Event, Registration
from events.notifications import registrations as notifications
from events.registering import pasted, seats
from events.registering.places import places_of


def preview(event: Event, text: str) -> list[pasted.Line]:
    """Each line, with what is wrong with it; who is registered already is told, since staff may know."""
    return pasted.read(text, event.registrations.active().exclude(email="").values_list("email", flat=True))


@transaction.atomic
def register_all(event: Event, by: Any, lines: list[pasted.Line], audience: str, language: str) -> list[Registration]:
    """The good lines, in their order: a seat for each as long as there are any, then the waiting list.

    Under the lock, as who registers meanwhile may hold the counter of an organisation and wait for the event's.
    """
    require(by, "events.handle_registrations", event)
    seats.lock(event.pk)
    made = []
    for line in lines:
        if line.wrong:
            continue
        said = {"name": line.name, "email": line.email, "organisation": line.organisation}
        one = Registration(event=event, **said, audience=audience, language=language)
        one.confirmed_at = timezone.now()
        one.places = places_of(one)
        try:
            seats.take(one)
        except seats.Registered:  # by herself, since the lines were looked over
            continue
        notifications.taken(one)
        made.append(one)
    return made
