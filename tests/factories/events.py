from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.zones import TimeZone
from events.enums import Audience, EventKind, EventState, RegistrationState
from events.models import Event, Registration, RegistrationTerms, Session
from events.registering.places import EVENT, audience
from tests.factories.base import Translated
from tests.factories.dialogues import DialogueFactory


class EventFactory(Translated):
    """A published event of 26 March 2020 in Copenhagen's zone, its place to be decided."""

    class Meta:
        model = Event

    dialogue = factory.SubFactory(DialogueFactory)
    slug = factory.Sequence(lambda n: f"event-{n}")
    kind = EventKind.MARKET_DIALOGUE
    audience = Audience.EVERYONE
    state = EventState.PUBLISHED
    title = factory.Sequence(lambda n: f"Event {n}")
    summary = "Suppliers meet the municipalities."
    starts_at = datetime(2020, 3, 26, 8, tzinfo=UTC)
    ends_at = datetime(2020, 3, 26, 15, tzinfo=UTC)
    time_zone = TimeZone.COPENHAGEN


class SessionFactory(Translated):
    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = datetime(2020, 3, 26, 8, tzinfo=UTC)
    ends_at = datetime(2020, 3, 26, 9, tzinfo=UTC)


class TermsFactory(DjangoModelFactory):
    """Registration that is open until the event begins, in a month."""

    class Meta:
        model = RegistrationTerms

    class Params:
        begins = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))

    event = factory.SubFactory(
        EventFactory,
        starts_at=factory.SelfAttribute("..begins"),
        ends_at=factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=7)),
    )
    closes_at = factory.SelfAttribute("begins")


class RegistrationFactory(DjangoModelFactory):
    """Somebody who has confirmed and has a seat, written past the counters: `seats.settle` counts it."""

    class Meta:
        model = Registration

    event = factory.LazyAttribute(lambda _registration: TermsFactory().event)
    state = RegistrationState.REGISTERED
    audience = Audience.EVERYONE
    name = factory.Sequence(lambda n: f"Guest {n}")
    email = factory.Sequence(lambda n: f"guest{n}@example.org")
    language = "en"
    places = factory.LazyAttribute(lambda one: [EVENT, audience(one.audience)])
    confirmed_at = factory.LazyFunction(timezone.now)
