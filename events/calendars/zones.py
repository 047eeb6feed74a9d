"""Time zones as calendars want them: when clocks change, as rules, for each zone that events are in.

Written here because programs know no zone by its name for sure, and because rules that a library derives from a zone's
past are read an hour late by some (ical.js). All zones change at 01:00 UTC on the last Sundays of March and October.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from core.zones import TimeZone

LAST_SUNDAY = {"byday": "-1SU"}
SATURDAY_BEFORE = {"byday": "SA", "bymonthday": list(range(24, 31))}  # where it is still the day before
EU_SINCE = 1996
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """What a zone's clocks show: hours from UTC in winter, and what the two times of the year are called."""

    winter: int
    names: tuple[str, str]  # in winter, in summer


CENTRAL, EASTERN, WESTERN = (
    Clock(1, ("CET", "CEST")),
    Clock(2, ("EET", "EEST")),
    Clock(0, ("WET", "WEST")),
)
CLOCKS = {
    TimeZone.OSLO: CENTRAL,
    TimeZone.STOCKHOLM: CENTRAL,
    TimeZone.COPENHAGEN: CENTRAL,
    TimeZone.HELSINKI: EASTERN,
    TimeZone.MARIEHAMN: EASTERN,
    TimeZone.TORSHAVN: WESTERN,
}


def timezone_of(zone: str) -> Timezone:
    component = Timezone()
    component.add("tzid", zone)
    for part in parts(TimeZone(zone)):
        component.add_component(part)
    return component


def parts(zone: TimeZone) -> list[Any]:
    if zone == TimeZone.REYKJAVIK:  # no summer time since 1968
        return [observance(TimezoneStandard, "GMT", datetime(1968, 4, 7, 1, tzinfo=UTC), 0, 0)]
    if zone == TimeZone.NUUK:
        return nuuk()
    clock = CLOCKS[zone]
    return summer_and_winter(clock.winter, clock.names, EU_SINCE)


def summer_and_winter(winter: int, names: tuple[str, str], since: int, until: int | None = None) -> list[Any]:
    spring, autumn = change(since, 3), change(since, 10)
    ends = [change(until, month) if until else None for month in (3, 10)]
    return [
        observance(TimezoneDaylight, names[1], spring, winter, winter + 1, ends[0], yearly=True),
        observance(TimezoneStandard, names[0], autumn, winter + 1, winter, ends[1], yearly=True),
    ]


def nuuk() -> list[Any]:
    """Three hours behind until 2023, when the summer's two stayed; summer time again from 2024 on."""
    stayed = observance(TimezoneStandard, "-02", change(2023, 3), -3, -2)
    return [
        *summer_and_winter(-3, ("-03", "-02"), EU_SINCE, 2022),
        stayed,
        *summer_and_winter(-2, ("-02", "-01"), 2024),
    ]


def change(year: int, month: int) -> datetime:
    """01:00 UTC on the month's last Sunday; March and October have 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def observance(
    kind: Any, name: str, at: datetime, before: int, after: int, until: datetime | None = None, *, yearly: bool = False
) -> Any:
    """What clocks show from `at` on; `before` and `after` are hours from UTC."""
    component, local = kind(), (at + before * HOUR).replace(tzinfo=None)
    component.add("dtstart", local)
    component.add("tzname", name)
    component.add("tzoffsetfrom", before * HOUR)
    component.add("tzoffsetto", after * HOUR)
    if yearly:
        days = LAST_SUNDAY if local.weekday() == 6 else SATURDAY_BEFORE
        rule: dict[str, Any] = {"freq": "yearly", "bymonth": local.month, **days}
        component.add("rrule", rule | ({"until": until} if until else {}))
    return component
