"""Which limits a registration counts in."""

from collections.abc import Iterable

from django.db.models import F

from core.addresses import domain_of
from events.enums import COMES_FROM, Audience
from events.models import Event, Registration, Seats
from municipalities.bodies import OPEN_TO_ALL

EVENT = "event"
ORGANISATION = "organisation:"
AT = f"{ORGANISATION}at-"  # and a domain


def audience(name: str) -> str:
    return f"audience:{name}"


def session(session_id: int) -> str:
    return f"session:{session_id}"


def organisation(registration: Registration) -> str:
    """Of what was proven: the body or company of an account, or the domain of an address once that is confirmed.

    What anybody may type takes no seat of an organisation, nor does it tell whether that has any left. Whom she
    brings along comes for hers. Of addresses that anybody gets there is none.
    """
    if registration.municipality_id:
        return f"{ORGANISATION}body-{registration.municipality_id}"
    if registration.company_id:
        return f"{ORGANISATION}company-{registration.company_id}"
    domain = domain_of((registration.booked_by or registration).email)
    is_proven = registration.confirmed_at and registration.organisation and domain not in OPEN_TO_ALL
    return f"{AT}{domain}" if is_proven else ""


def has_room(registration: Registration) -> bool:
    """Whether her organisation has a seat left; where each has a limit it has a counter from now on. Wants the lock."""
    place, most = organisation(registration), registration.event.terms.per_organisation
    if not place or most is None:
        return True
    counter, _is_new = Seats.objects.get_or_create(event=registration.event, place=place, defaults={"capacity": most})
    return counter.left != 0


def places_of(registration: Registration, sessions: Iterable[int] = ()) -> list[str]:
    chosen = [session(number) for number in sorted(set(sessions))]
    return [place for place in (EVENT, audience(registration.audience), organisation(registration), *chosen) if place]


def full_places(event: Event, *, kind: str = "") -> list[str]:
    """Those whose seats are all taken, of a `kind` or all."""
    return list(event.seats.filter(place__startswith=kind, taken__gte=F("capacity")).values_list("place", flat=True))


def who_waits(event: Event) -> Audience | None:
    """Who comes to the waiting list if she registers now: everyone, or only who comes for a supplier.

    For what pages say; what counts is the statement that registers. An organisation's own limit is not looked at.
    """
    full = set(full_places(event))
    comes_from = COMES_FROM if event.audience == Audience.EVERYONE else [event.audience]
    if EVENT in full or all(audience(name) in full for name in comes_from):
        return Audience.EVERYONE
    return Audience.SUPPLIERS if audience(Audience.SUPPLIERS) in full else None
