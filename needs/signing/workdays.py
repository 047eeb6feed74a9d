"""Working days before a deadline: Saturdays and Sundays are none. Of national holidays the portal does not know."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

SATURDAY = 5
NOTICE = 3  # working days before the deadline


def reminder_day(deadline: datetime, zone: str) -> date:
    """The day in the zone on which those who have not answered are reminded."""
    day, left = timezone.localdate(deadline, ZoneInfo(zone)), NOTICE
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone))
