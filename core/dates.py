"""Dates as they are known, and times with the zone that they are in."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

DAY, MONTH = "day", "month"
HOME = "Europe/Oslo"  # the zone of what has none of its own: news, the ledger
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}([-./]) ?[0-9]{1,2}\1 ?[0-9]{4}\.?")
NUMBERED_DAY = re.compile(r"[3-7][0-9]{4}")  # of this century, as spreadsheets count days
FIRST_DAY_OF_SHEETS = date(1899, 12, 30)


def date_by_precision(on: date | None, precision: str) -> str:
    """ "26 March 2020", "March 2020" or "to be decided", as exactly as the date is known."""
    if on is None or precision not in (DAY, MONTH):
        return _("to be decided")
    return date_format(on, "DATE_FORMAT" if precision == DAY else "YEAR_MONTH_FORMAT")


def moment(at: datetime, form: str = "TIME_FORMAT") -> SafeString:
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_format(at, form))


def day(at: datetime | date, zone: str = HOME) -> SafeString:
    """Of a moment the day that it was in the zone."""
    on = at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), date_format(on, "DATE_FORMAT"))


def span_of_time(starts: datetime, ends: datetime, zone: ZoneInfo, zone_name: str) -> SafeString:
    """ "26 March 2020, 09:00–16:00 (Copenhagen, CET)", over one day or several, in the zone."""
    starts, ends = starts.astimezone(zone), ends.astimezone(zone)
    until = moment(ends, "TIME_FORMAT" if starts.date() == ends.date() else "DATETIME_FORMAT")
    return format_html("{}–{} ({})", moment(starts, "DATETIME_FORMAT"), until, zone_label(starts, zone_name))


def zone_label(at: datetime, zone_name: str) -> str:
    """ "Copenhagen, CET"; zones without letters of their own have their offset: "Nuuk, UTC−2"."""
    short = at.tzname() or ""
    if not short.isalpha():
        short = f"UTC{short.replace('-', '−').replace('−0', '−').replace('+0', '+')}"
    return f"{zone_name}, {short}"


def read_day(text: str) -> date | None:
    """The day that people write as 2027-12-31, 31.12.2027, 31/12/2027 or 31-12-2027, and spreadsheets as a number."""
    text = text.strip()
    if WRITTEN_DAY.fullmatch(text):
        parts = [int(part) for part in re.split(r"[-./]", text.rstrip("."))]
        year, month, on = parts if len(text.split("-")[0]) == 4 else reversed(parts)
        try:
            return date(year, month, on)
        except ValueError:
            return None
    return FIRST_DAY_OF_SHEETS + timedelta(days=int(text)) if NUMBERED_DAY.fullmatch(text) else None
