"""When registration and wishes close, once the event is at another time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.zones import in_zone
from events.models import Breakouts, Event, MeetingDay, RegistrationTerms
from events.telling import announcing
from tests.factories import StaffRoleFactory, TermsFactory
from tests.factories.meetings import MeetingDayFactory
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def event() -> Event:
    """In a month, from nine; registration closes three days before, wishes two and one."""
    event = TermsFactory().event
    event.starts_at = event.starts_at.astimezone(event.zone).replace(hour=9)
    event.ends_at = event.starts_at + timedelta(hours=7)
    event.save()
    RegistrationTerms.objects.update(closes_at=event.starts_at - 3 * DAY)
    Breakouts.objects.create(event=event, closes_at=event.starts_at - 2 * DAY)
    MeetingDayFactory(event=event, closes_at=event.starts_at - DAY)
    return event


@pytest.fixture
def manager(event: Event) -> Any:
    return StaffRoleFactory(dialogue=event.dialogue).user


def closings(event: Event) -> list[datetime]:
    """As clocks show them there: of registration, breakouts, meetings."""
    rows = [model.objects.get(event=event) for model in (RegistrationTerms, Breakouts, MeetingDay)]
    return [local(event, row.closes_at) for row in rows]


def local(event: Event, at: datetime) -> datetime:
    return at.astimezone(event.zone).replace(tzinfo=None)


def move(event: Event, by: Any, starts: datetime, ends: datetime) -> None:
    announcing.change(event, by, {"starts_at": starts, "ends_at": ends})


def test_what_is_still_to_close_moves_with_the_event_and_what_is_closed_stays_closed(
    event: Event, manager: Any
) -> None:
    closed = timezone.now() - DAY
    Breakouts.objects.update(closes_at=closed)
    move(event, manager, event.starts_at + WEEK, event.ends_at + WEEK)
    starts = local(event, event.starts_at)
    assert closings(event) == [starts - 3 * DAY, local(event, closed), starts - DAY]


def test_what_closes_moves_with_an_event_that_is_shorter_on_another_day_and_closes_before_it_begins(
    event: Event, manager: Any
) -> None:
    before = closings(event)
    hour = timedelta(hours=1)
    move(event, manager, event.starts_at + WEEK + hour, event.ends_at + WEEK - hour)
    assert closings(event) == [closes + WEEK for closes in before]
    RegistrationTerms.objects.update(closes_at=event.starts_at)
    move(event, manager, event.starts_at + WEEK - hour, event.ends_at + WEEK)
    assert closings(event)[0] == local(event, event.starts_at)


def test_an_event_that_is_tomorrow_now_closes_no_later_than_it_begins(event: Event, manager: Any) -> None:
    opens = timezone.now() + 5 * DAY
    MeetingDay.objects.update(opens_at=opens)
    length, starts = event.ends_at - event.starts_at, timezone.now() + timedelta(hours=30)
    move(event, manager, starts, starts + length)
    begins = local(event, starts)
    assert closings(event) == [begins, begins, begins - DAY]
    assert MeetingDay.objects.get().opens_at < timezone.now()


def test_an_event_that_only_begins_earlier_closes_before_it_begins(event: Event, manager: Any) -> None:
    before = closings(event)
    move(event, manager, event.starts_at - 2 * DAY, event.ends_at)
    begins = local(event, event.starts_at)
    assert closings(event) == [before[0], begins, begins]
    RegistrationTerms.objects.update(closes_at=event.ends_at)
    move(event, manager, event.starts_at, event.ends_at - timedelta(hours=1))
    assert closings(event)[0] == local(event, event.ends_at)


def test_who_moves_an_event_reads_when_registration_closes_now(event: Event, manager: Any) -> None:
    client, page = signed_in(manager), reverse("workspace-event-change", args=[event.slug])
    fields = client.get(page).context["form"]
    sent = {field.name: "" if field.value() is None else field.value() for field in fields}
    times = {"starts": event.starts_at + WEEK, "ends": event.ends_at + WEEK}
    sent |= {name: f"{local(event, at):%Y-%m-%dT%H:%M}" for name, at in times.items()}
    until = in_zone(RegistrationTerms.objects.get().closes_at + WEEK, event.time_zone)
    assert f"Registration closes on {until}." in client.post(page, sent, follow=True).content.decode()
    seen = client.get(page).context["form"].initial["seen"]
    again = client.post(page, sent | {"seen": seen, "city": "Oslo"}, follow=True)
    assert "Registration closes on" not in again.content.decode()
