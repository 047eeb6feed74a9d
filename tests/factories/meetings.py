"""Days of 1:1 meetings, small ones: two public buyers in two rooms, and as many companies as a test wants."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.meetings.enums import DayState
from events.models import (
    Meeting,
    MeetingBody,
    MeetingCompany,
    MeetingDay,
    MeetingRoom,
    MeetingSlot,
    MeetingWish,
)
from tests.factories.events import EventFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.suppliers import CompanyFactory


class MeetingDayFactory(DjangoModelFactory):
    """Open for wishes, at an event in a month; `slots` times of 20 minutes with five minutes between them."""

    class Meta:
        model = MeetingDay
        skip_postgeneration_save = True

    event = factory.SubFactory(
        EventFactory,
        starts_at=factory.LazyFunction(lambda: timezone.now().replace(second=0, microsecond=0) + timedelta(days=30)),
        ends_at=factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=7)),
    )
    state = DayState.OPEN
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    seed = "a seed for tests"

    @factory.post_generation
    def slots(day: MeetingDay, create: bool, extracted: int | None, **_kwargs: object) -> None:  # noqa: N805
        for number in range(4 if extracted is None else extracted):
            starts = day.event.starts_at + timedelta(minutes=25 * number)
            MeetingSlot.objects.create(
                day=day, number=number + 1, starts_at=starts, ends_at=starts + timedelta(minutes=20)
            )


class MeetingRoomFactory(DjangoModelFactory):
    class Meta:
        model = MeetingRoom

    day = factory.SubFactory(MeetingDayFactory)
    name = factory.Sequence(lambda n: f"Room {n}")


class MeetingBodyFactory(DjangoModelFactory):
    class Meta:
        model = MeetingBody

    day = factory.SubFactory(MeetingDayFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    room = factory.SubFactory(MeetingRoomFactory, day=factory.SelfAttribute("..day"))


class MeetingCompanyFactory(DjangoModelFactory):
    class Meta:
        model = MeetingCompany

    day = factory.SubFactory(MeetingDayFactory)
    company = factory.SubFactory(CompanyFactory)


class MeetingFactory(DjangoModelFactory):
    """In the day's first time."""

    class Meta:
        model = Meeting

    day = factory.SubFactory(MeetingDayFactory)
    body = factory.SubFactory(MeetingBodyFactory, day=factory.SelfAttribute("..day"))
    asker = factory.SubFactory(MeetingCompanyFactory, day=factory.SelfAttribute("..day"))
    slot = factory.LazyAttribute(lambda meeting: meeting.day.slots.first())


def wishes(asker: MeetingCompany, *bodies: MeetingBody, about: str = "Depots") -> Any:
    """The company's wishes, the first one first."""
    rows = [MeetingWish(asker=asker, body=body, rank=n, about=about) for n, body in enumerate(bodies, 1)]
    return MeetingWish.objects.bulk_create(rows)
