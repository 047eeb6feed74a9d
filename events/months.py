"""Events month by month, as a calendar on the wall shows them: in weeks that begin on Monday."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from events.models import Event, EventQuerySet

MOMENT = timedelta.resolution
EDGE = timedelta(days=1)  # zones are some hours apart: what is on in a month is said in the event's own


@dataclass
class Day:
    on: date
    is_inside: bool  # of the month, and not of the one before or after
    events: list[Event] = field(default_factory=list)


def month_of(text: str, default: date) -> date:
    """The first day of a month that is written as "2027-03"; anything else is the default's month."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return default.replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def weeks(month: date, events: Iterable[Event]) -> list[list[Day]]:
    """The month's weeks with each day's events; one that lasts for days stands on each of them."""
    dates = Calendar().monthdatescalendar(month.year, month.month)
    found = [[Day(on, on.month == month.month) for on in week] for week in dates]
    by_date = {day.on: day for week in found for day in week if day.is_inside}
    for event in events:
        first, last = event.starts_at.astimezone(event.zone).date(), last_day(event)
        for number in range((last - first).days + 1):
            if day := by_date.get(first + timedelta(days=number)):
                day.events.append(event)
    return found


def last_day(event: Event) -> date:
    """What ends at midnight is not on the next day too."""
    return max(event.starts_at, event.ends_at - MOMENT).astimezone(event.zone).date()


def events_in(month: date, events: EventQuerySet) -> EventQuerySet:
    starts, ends = (datetime.combine(at, time(), UTC) for at in (month - EDGE, after(month) + EDGE))
    return events.filter(starts_at__lt=ends, ends_at__gt=starts).order_by("starts_at", "pk")


def reach(events: EventQuerySet) -> tuple[date, date]:
    """The months of the first and of the last event, and of today: beyond them there is nothing to turn to."""
    months = [datetime.now(UTC).date()]
    if first := events.order_by("starts_at").first():
        months.append(first.starts_at.astimezone(first.zone).date())
    if last := events.order_by("-ends_at").first():
        months.append(last_day(last))
    return min(months).replace(day=1), max(months).replace(day=1)
