"""On which days of the calendar an event stands."""

from datetime import UTC, date, datetime

import pytest

from events import months
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (datetime(2027, 3, 3, 23, tzinfo=UTC), [2, 3]),  # midnight in Oslo
        (datetime(2027, 3, 3, 23, 1, tzinfo=UTC), [2, 3, 4]),
        (datetime(2027, 3, 2, 11, tzinfo=UTC), [2]),
    ],
)
def test_an_event_that_ends_at_midnight_is_not_on_the_next_day(ends: datetime, days: list[int]) -> None:
    event = EventFactory(starts_at=datetime(2027, 3, 2, 9, tzinfo=UTC), ends_at=ends, time_zone="Europe/Oslo")
    weeks = months.weeks(date(2027, 3, 1), [event])
    assert [day.on.day for week in weeks for day in week if day.events] == days
