"""A dialogue's way through time, as a line with numbered stops; the list beside it has the same numbers."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.dates import date_by_precision
from core.pictures import TONE, WIDTH, picture, short
from dialogues.models import Milestone

RADIUS, APART, EDGE = 13.0, 30.0, 16.0
LINE, HEIGHT = 22.0, 66.0


def timeline(milestones: Sequence[Milestone]) -> SafeString | str:
    """Nothing where fewer than two milestones have a date. Those without one have no stop on the line."""
    stops = [(number, row) for number, row in enumerate(milestones, start=1) if row.on]
    if len(stops) < 2:
        return ""
    days = [row.on for _number, row in stops if row.on]
    places = spread([place(day, min(days), max(days)) for day in days])
    drawn = [stop(number, where) for (number, _row), where in zip(stops, places, strict=True)]
    ends = format_html_join(
        "",
        '<text class="label" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (short(EDGE - RADIUS), short(HEIGHT - 6), "start", date_format(min(days), "YEAR_MONTH_FORMAT")),
            (short(WIDTH - EDGE + RADIUS), short(HEIGHT - 6), "end", date_format(max(days), "YEAR_MONTH_FORMAT")),
        ),
    )
    desc = "; ".join(f"{number}: {date_by_precision(row.on, row.precision)}, {row.title}" for number, row in stops)
    return picture("timeline", _("Timeline"), desc, WIDTH, HEIGHT, SafeString(ground() + "".join(drawn) + ends))


def place(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return EDGE + share * (WIDTH - 2 * EDGE)


def spread(places: list[float]) -> list[float]:
    """Keeps stops apart, in their order: each is moved right of the one before, then back from the right end."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = dict(enumerate(places))
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + APART)
    limit = WIDTH - EDGE
    for index in reversed(order):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - APART
    return [moved[index] for index in range(len(places))]


def ground() -> SafeString:
    return format_html('<path class="base" d="M0 {0}H{1}" stroke="currentColor" fill="none"/>', short(LINE), WIDTH)


def stop(number: int, where: float) -> SafeString:
    return format_html(
        '<circle class="stop" cx="{0}" cy="{1}" r="{2}" fill="{3}"/>'
        '<text class="number" x="{0}" y="{4}" text-anchor="middle" font-weight="600" fill="#fff">{5}</text>',
        short(where), short(LINE), short(RADIUS), TONE, short(LINE + 5), number,
    )  # fmt: skip
