"""Clocks are put forward and back: what people write is a moment all the same, and what is daily happens daily."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.core.exceptions import ValidationError

from core.zones import TimeZone, at_local
from dialogue_portal.celery import app

pytestmark = pytest.mark.fault
QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)
FORWARD, BACK = datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)


def quarters(around: datetime) -> list[datetime]:
    """Two days of what clocks may show."""
    return [around.replace(tzinfo=None) - DAY + number * QUARTER for number in range(8 * 24)]


@pytest.mark.parametrize("zone", TimeZone.values)
def test_what_a_clock_shows_is_a_moment_and_what_none_shows_is_refused(zone: str) -> None:
    moments, refused = [], []
    for local in quarters(FORWARD) + quarters(BACK):
        try:
            moments.append(at_local(local, zone))
        except ValidationError:
            refused.append(local)
        else:
            assert moments[-1].astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    assert moments == sorted(moments), "later on the clock is later"
    assert len(refused) == (0 if zone == TimeZone.REYKJAVIK else 4), "an hour, where summer time begins"


@pytest.mark.parametrize("night", [FORWARD, BACK])
def test_what_is_daily_happens_once_on_each_day(night: datetime) -> None:
    daily = [entry["schedule"] for entry in app.conf.beat_schedule.values() if isinstance(entry["schedule"], crontab)]
    assert daily
    for schedule in daily:
        at, seen = night - DAY, []
        while at < night + 2 * DAY:
            schedule.nowfun = lambda now=at: now
            at += schedule.remaining_estimate(at)
            seen.append(at)
        assert {later - earlier for earlier, later in pairwise(seen)} == {DAY}
