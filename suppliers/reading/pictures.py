"""A line of time with dots on it, drawn as the other pictures are (core/pictures.py)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.pictures import TONE, WIDTH, picture, short

AIR, DOT, HIGH = 20.0, 9.0, 24.0


DOT_WITH_NUMBER = (
    '<circle class="ring" cx="{}" cy="{}" r="{}" fill="none" stroke="{}" stroke-width="2"/>'
    '<text class="figure" x="{}" y="{}" text-anchor="middle" font-size="12">{}</text>'
)


@dataclass(frozen=True)
class Mark:
    label: str
    on: date


def timeline(name: str, title: str, desc: str, marks: Sequence[Mark]) -> SafeString:
    """Marks in order of time; those that would lie on one another are piled up. First and last day stand below."""
    first, last = marks[0].on, marks[-1].on
    days = max((last - first).days, 1)
    placed: list[tuple[float, int, Mark]] = []
    for mark in marks:
        x = AIR + (WIDTH - 2 * AIR) * (mark.on - first).days / days if first != last else WIDTH / 2
        level = sum(abs(x - other) < 2 * DOT + 2 for other, _level, _mark in placed)
        placed.append((x, level, mark))
    base = DOT * 2 + 6 + HIGH * max(level for _x, level, _mark in placed)
    dots = format_html_join("", DOT_WITH_NUMBER, (dot(x, base - DOT - 3 - HIGH * up, mark) for x, up, mark in placed))
    line = format_html('<path class="base" d="M0 {}H{}" stroke="currentColor" fill="none"/>', short(base), short(WIDTH))
    return picture(name, title, desc, WIDTH, base + 24, dots + line + ends(first, last, base, WIDTH))


def dot(x: float, y: float, mark: Mark) -> tuple[SafeString | str, ...]:
    return short(x), short(y), short(DOT), TONE, short(x), short(y + 4.5), mark.label


def ends(first: date, last: date, base: float, width: float) -> SafeString:
    label = '<text class="label" x="{}" y="{}" text-anchor="{}">{}</text>'
    if first == last:
        return format_html(label, short(width / 2), short(base + 18), "middle", date_format(first, "DATE_FORMAT"))
    return format_html(label, 0, short(base + 18), "start", date_format(first, "DATE_FORMAT")) + format_html(
        label, short(width), short(base + 18), "end", date_format(last, "DATE_FORMAT")
    )
