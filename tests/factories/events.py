from datetime import UTC, datetime

import factory

from core.zones import TimeZone
from events.enums import Audience, EventKind, EventState
from events.models import Event, Session
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
