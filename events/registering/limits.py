"""Limits are raised and lowered: a raised one moves people up at once, a lowered one throws nobody out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from core.permissions import require
from events.enums import RegistrationState
from events.models import Event, RegistrationTerms, Seats
from events.registering import seats
from events.registering.coming import pass_on
from events.registering.places import ORGANISATION


def terms_of(event: Event) -> RegistrationTerms:
    """The event's terms, or new ones that are not saved yet."""
    terms = RegistrationTerms.objects.filter(event=event).first() or RegistrationTerms()
    terms.event = event
    return terms


@contextmanager
def held(event: Event) -> Iterator[RegistrationTerms]:
    """The terms as they are now, with the event as it is; until the end nobody moves it or changes its seats."""
    with transaction.atomic():
        seats.lock(event.pk)  # before the event: so do those who register
        yield terms_of(Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk))


def write(terms: RegistrationTerms, by: Any, limits: Mapping[str, int | None], **fields: Any) -> None:
    """Terms that are `held`, and limits; whoever then has room is moved up at once."""
    for name, value in fields.items():
        setattr(terms, name, value)
    terms.save()
    set_limits(terms.event, by, limits)
    set_per_organisation(terms.event, by, terms.per_organisation)


@transaction.atomic
def set_limits(event: Event, by: Any, limits: Mapping[str, int | None]) -> None:
    """The capacity of each place (`Seats.place`), None for no limit. `by` is None where the portal acts."""
    if by is not None:
        require(by, "events.handle_registrations", event)
    seats.lock(event.pk)
    for place, capacity in limits.items():
        Seats.objects.update_or_create(event=event, place=place, defaults={"capacity": capacity})
    pass_on(event.pk)


@transaction.atomic
def set_per_organisation(event: Event, by: Any, most: int | None) -> None:
    """How many each organisation may send. Organisations that are there already are held to it from now on."""
    if by is not None:
        require(by, "events.handle_registrations", event)
    seats.lock(event.pk)
    RegistrationTerms.objects.filter(event=event).update(per_organisation=most)
    Seats.objects.filter(event=event, place__startswith=ORGANISATION).update(capacity=most)
    if most is not None:
        count_organisations(event, most)
    pass_on(event.pk)


def count_organisations(event: Event, most: int) -> None:
    """A counter for each that has seats or waits, where the limit is new."""
    counting = [*RegistrationState.seated(), RegistrationState.WAITING]
    rows = event.registrations.filter(state__in=counting).values_list("places", flat=True)
    named = {place for places in rows for place in places if place.startswith(ORGANISATION)}
    Seats.objects.bulk_create(
        (Seats(event=event, place=place, capacity=most) for place in sorted(named)), ignore_conflicts=True
    )
