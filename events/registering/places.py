"""Which limits a registration counts in."""

from collections.abc import Iterable

from django.db.models import F

from core.names import clean_name
from events.enums import COMES_FROM, Audience
from events.models import Event, Registration

EVENT = "event"
LONGEST_NAME = 250  # characters: folding may make three of one, and a place has room for 300


def audience(name: str) -> str:
    return f"audience:{name}"


def session(session_id: int) -> str:
    return f"session:{session_id}"


def organisation(registration: Registration) -> str:
    """One and the same for all who name it, as far as that can be told from a text that anybody may write."""
    if registration.municipality_id:
        return f"organisation:body-{registration.municipality_id}"
    if registration.company_id:
        return f"organisation:company-{registration.company_id}"
    written = clean_name(registration.organisation).casefold()[:LONGEST_NAME]
    return f"organisation:named-{written}" if written else ""


def places_of(registration: Registration, sessions: Iterable[int] = ()) -> list[str]:
    chosen = [session(number) for number in sorted(set(sessions))]
    return [place for place in (EVENT, audience(registration.audience), organisation(registration), *chosen) if place]


def who_waits(event: Event) -> Audience | None:
    """Who comes to the waiting list if she registers now: everyone, or only who comes for a supplier.

    For what pages say; what counts is the statement that registers. An organisation's own limit is not looked at.
    """
    full = set(event.seats.filter(taken__gte=F("capacity")).values_list("place", flat=True))
    comes_from = COMES_FROM if event.audience == Audience.EVERYONE else [event.audience]
    if EVENT in full or all(audience(name) in full for name in comes_from):
        return Audience.EVERYONE
    return Audience.SUPPLIERS if audience(Audience.SUPPLIERS) in full else None
