"""An event that is like one before: a new draft with its texts, agenda, limits and terms."""

from datetime import datetime
from typing import Any

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from core.permissions import require
from events.enums import EventState
from events.models import Event, RegistrationTerms, Session
from events.models.event import RUN
from events.registering import limits, places
from events.telling import announcing
from events.telling.shifting import shifted, wall_clock

OWN = {"id", "slug", "state", "starts_at", "ends_at", "online_link"}


@transaction.atomic
def copy(event: Event, by: Any, slug: str, starts_at: datetime) -> Event:
    """As long as the other, from `starts_at` on. The link for taking part online stays behind: it is another meeting.

    Raises Refused where the address is taken.
    """
    require(by, RUN, event)
    later = wall_clock(starts_at, event.zone) - wall_clock(event.starts_at, event.zone)

    def at(moment: datetime | None) -> datetime | None:
        return moment and shifted(moment, later, event.zone)

    times = {"starts_at": starts_at, "ends_at": at(event.ends_at)}
    new = Event(slug=slug, state=EventState.DRAFT, **fields_of(event, OWN), **times)
    announcing.write(new, by)
    numbers = {}
    for session in event.sessions.order_by("pk"):
        times = {"starts_at": at(session.starts_at), "ends_at": at(session.ends_at)}
        numbers[session.pk] = Session.objects.create(
            event=new, **fields_of(session, {"id", "event", *times}), **times
        ).pk
    if terms := RegistrationTerms.objects.filter(event=event).first():
        times = {"opens_at": at(terms.opens_at), "closes_at": at(terms.closes_at)}
        RegistrationTerms.objects.create(event=new, **fields_of(terms, {"id", "event", *times}), **times)
        limits.set_limits(new, by, capacities(event, numbers))
    return new


def fields_of(thing: Any, without: set[str]) -> dict[str, Any]:
    """A translated field is copied in all its languages, and not in the reader's again."""
    names = {field.name for field in thing._meta.concrete_fields}
    left_out = without | {name for name in names if build_localized_fieldname(name, "en") in names}
    kept = [field.attname for field in thing._meta.concrete_fields if field.name not in left_out]
    return {name: getattr(thing, name) for name in kept}


def capacities(event: Event, numbers: dict[int, int]) -> dict[str, int | None]:
    """The limits, of the new sessions instead of the old; those of organisations come by themselves."""
    known = dict(event.seats.exclude(place__startswith=places.ORGANISATION).values_list("place", "capacity"))
    renamed = {places.session(old): places.session(new) for old, new in numbers.items()}
    return {renamed.get(place, place): capacity for place, capacity in known.items()}
