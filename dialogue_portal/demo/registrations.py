"""Who came to the first meetings, who comes to the market dialogue, and an event that anybody may register for now."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, cycle
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from core.workflow import move
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER
from events.enums import Audience, EventState
from events.models import Event, Registration, RegistrationTerms
from events.registering import limits, seats
from events.registering.places import EVENT, audience, places_of
from municipalities.models import Municipality

FAR = timedelta(days=1)
LETTERS = str.maketrans("øØæÆðÐþÞ", "oOaAdDtT")  # as addresses write them, beside those with marks
NEEDS = {3: {"access": "Step-free access, please."}, 8: {"interpretation": "Finnish – English"}}


def load() -> int:
    there = Event.objects.filter(slug__in=read("registrations")["event"], terms__isnull=True)
    return sum(fill(event, read("registrations")["event"][event.slug]) for event in there.order_by("starts_at"))


@transaction.atomic
def fill(event: Event, entry: dict[str, Any]) -> int:
    """With the real opening and closing, once everybody is in."""
    state, is_past = event.state, event.ends_at < timezone.now()
    asks = {f"asks_{name}": True for name in entry.get("asks", [])}
    most = entry.get("per_organisation")
    RegistrationTerms.objects.create(event=event, closes_at=timezone.now() + FAR, per_organisation=most, **asks)
    Event.objects.filter(pk=event.pk).update(state=EventState.PUBLISHED)  # nobody comes to what is over
    by_audience = {audience(Audience.SUPPLIERS): entry["suppliers_at_most"]} if "suppliers_at_most" in entry else {}
    limits.set_limits(event, None, {EVENT: entry["seats"], **by_audience})
    made = list(guests(event, entry))
    for guest in made:
        guest.places = places_of(guest)
        guest.invited_as = None if is_past else 0
        seats.take(guest)  # nobody is written to: it was long ago, or a while
    Event.objects.filter(pk=event.pk).update(state=state)
    closes = noon(event.starts_at.date() - timedelta(days=entry["closes"]))
    terms = RegistrationTerms.objects.filter(event=event)
    terms.update(opens_at=noon(entry["opens"]) if "opens" in entry else None, closes_at=closes)
    if state == EventState.HELD:
        attend(event, made, entry["missed"])
    return len(made)


def attend(event: Event, guests: list[Registration], missed: int) -> None:
    manager = User.objects.get(email=MANAGER)
    for number, guest in enumerate(guests[missed:]):
        at = event.starts_at - timedelta(minutes=30 - number)
        move(guest, "attend", manager, log={"at": at})


def guests(event: Event, entry: dict[str, Any]) -> Iterator[Registration]:
    """In the order in which they registered, one every seven hours or so."""
    names, numbers = people(), count()
    since = noon(entry["opens"]) if "opens" in entry else timezone.now() - timedelta(days=20)
    bodies = cycle(Municipality.objects.filter(participations__dialogue=event.dialogue).order_by("pk").distinct())
    kinds = {
        Audience.MUNICIPALITIES: bodies,
        Audience.SUPPLIERS: cycle(read("registrations")["companies"]),
        Audience.EVERYONE: cycle(read("registrations")["others"]),
    }
    for kind in turns(entry):
        number, source = next(numbers), next(kinds[kind])
        guest = next(names)
        guest.event, guest.audience, guest.organisation = event, kind, str(source)
        guest.municipality = source if isinstance(source, Municipality) else None
        if guest.municipality is None:  # its seats are counted by the domain of its addresses
            guest.email = f"{guest.email.partition('@')[0]}@{slugify(str(source).translate(LETTERS))}.example"
        guest.asked_at = guest.confirmed_at = since + number * timedelta(hours=7, minutes=number * 11 % 60)
        guest.is_listed = number % 3 != 0
        if entry.get("asks"):
            for name, text in NEEDS.get(number, {}).items():
                setattr(guest, name, text)
        yield guest


def turns(entry: dict[str, Any]) -> list[Audience]:
    """Who registers next: the kinds spread evenly over the whole time."""
    wanted = {
        Audience.MUNICIPALITIES: entry.get("municipalities", 0),
        Audience.SUPPLIERS: entry.get("suppliers", 0),
        Audience.EVERYONE: entry.get("others", 0),
    }
    spread = [((place + 0.5) / number, kind) for kind, number in wanted.items() for place in range(number)]
    return [kind for _place, kind in sorted(spread, key=lambda one: one[0])]


def people() -> Iterator[Registration]:
    """From one country after the other, no two of one name."""
    countries = list(read("registrations")["names"].values())
    for number in count():
        country, turn = countries[number % len(countries)], number // len(countries)
        given, family = country["given"], country["family"]
        name = f"{given[turn % len(given)]} {family[(turn + turn // len(given)) % len(family)]}"
        email = f"{slugify(name.translate(LETTERS)).replace('-', '.')}@example.org"
        yield Registration(name=name, email=email, language=country["language"])


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)
