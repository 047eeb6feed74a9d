"""Pictures drawn on the server, as SVG for pages and PDFs alike.

Each says with `<title>` and `<desc>` what it shows; the same figures belong in a table beside it. Without any
stylesheet they are readable on paper, in grey, and on light and dark pages: text in the text's own colour,
shapes in a tone that stands out from both. A page may style `.picture` and the classes inside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TONE = "#0d7a5f"
FONT = "Inter, 'Inter Ext', system-ui, sans-serif"
WIDTH, HEIGHT = 480, 190
WIDTH_OF_A_DIGIT, WIDTH_OF_A_LETTER = 0.64, 0.56  # of the letters' size, with a little air


@dataclass(frozen=True)
class Bar:
    """`value` is None where there is a figure that is not shown; `text` is what stands over the bar."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class Stack:
    """A bar of parts, the lowest first, one for each series (nought draws nothing); `text` stands over it.

    Without parts there is a figure that is not shown.
    """

    label: str
    parts: Sequence[float]
    text: str


@dataclass(frozen=True)
class Cell:
    """A field of a grid; `weight` from 0 to 1 says how dark it is, None that its figure is not shown."""

    text: str
    weight: float | None


@dataclass(frozen=True)
class Rung:
    """A step of a ladder and how many stand on it."""

    label: str
    count: int


def picture(name: str, title: str, desc: str, width: float, height: float, drawing: SafeString) -> SafeString:
    """`name` sets it apart from the other pictures of a page."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {} {}" role="img"'
        ' aria-labelledby="{}-title {}-desc" font-family="{}" font-size="14" fill="currentColor">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        short(width), short(height), name, name, SafeString(FONT), name, title, name, desc, drawing,
    )  # fmt: skip


def bars(
    name: str, title: str, desc: str, rows: Sequence[Bar], *, width: float = WIDTH, height: float = HEIGHT
) -> SafeString:
    """Upright bars on a common base, each with its label under it and its figure above it."""
    top, base = 26.0, height - 28
    highest = max((row.value or 0 for row in rows), default=0) or 1
    step = width / max(len(rows), 1)
    size = letter_size((row.text for row in rows if row.value is not None), step, WIDTH_OF_A_DIGIT)
    small = letter_size((row.text for row in rows if row.value is None), step, WIDTH_OF_A_LETTER)
    drawn = [
        bar(
            row,
            step * (place + 0.5),
            min(step * 0.62, 72),
            base,
            (base - top) * (row.value or 0) / highest,
            small if row.value is None else size,
        )
        for place, row in enumerate(rows)
    ]
    ground = format_html(
        '<path class="base" d="M0 {}H{}" stroke="currentColor" fill="none"/>', short(base), short(width)
    )
    return picture(name, title, desc, width, height, SafeString("".join([*drawn, ground])))


def letter_size(texts: Iterable[str], room: float, wide: float) -> float:
    """The size at which the longest of the texts still fits."""
    return min([14.0, *(room * 0.92 / (len(text) * wide) for text in texts if text)])


def bar(row: Bar, middle: float, width: float, base: float, height: float, size: float) -> SafeString:
    hidden = row.value is None
    height = 22.0 if hidden else max(height, 1.0)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" {}/>'
        '<text class="figure" x="{}" y="{}" text-anchor="middle" font-weight="{}" font-size="{}">{}</text>'
        '<text class="label" x="{}" y="{}" text-anchor="middle">{}</text>',
        "hidden" if hidden else "bar", short(middle - width / 2), short(base - height), short(width), short(height),
        SafeString(DASHED) if hidden else format_html('fill="{}"', TONE),
        short(middle), short(base - height - 8), 400 if hidden else 600, short(size), row.text,
        short(middle), short(base + 20), row.label,
    )  # fmt: skip


DASHED = 'fill="none" stroke="currentColor" stroke-dasharray="4 3"'


def grid(
    name: str,
    title: str,
    desc: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell | None]]],
    *,
    width: float = WIDTH,
) -> SafeString:
    """Rows of fields under common column heads, such as years of four quarters; None leaves a field empty."""
    left, top, high = 56.0, 26.0, 36.0
    wide = (width - left) / len(columns)
    heads = format_html_join(
        "",
        '<text class="label" x="{}" y="16" text-anchor="middle">{}</text>',
        ((short(left + wide * (place + 0.5)), column) for place, column in enumerate(columns)),
    )
    drawn = [grid_row(label, cells, left, top + high * line, wide, high) for line, (label, cells) in enumerate(rows)]
    return picture(name, title, desc, width, top + high * len(rows), heads + SafeString("".join(drawn)))


def grid_row(label: str, cells: Sequence[Cell | None], left: float, top: float, wide: float, high: float) -> SafeString:
    fields = [field(cell, left + wide * place, top, wide, high) for place, cell in enumerate(cells)]
    head = format_html('<text class="label" x="0" y="{}">{}</text>', short(top + high / 2 + 5), label)
    return head + SafeString("".join(fields))


def field(cell: Cell | None, x: float, y: float, wide: float, high: float) -> SafeString:
    box = format_html(
        'x="{}" y="{}" width="{}" height="{}"', short(x + 2), short(y + 2), short(wide - 4), short(high - 4)
    )
    if cell is None:
        return format_html('<rect class="empty" {} fill="{}" fill-opacity="0.06"/>', box, TONE)
    look = (
        SafeString(DASHED)
        if cell.weight is None
        else format_html('fill="{}" fill-opacity="{}"', TONE, short(0.2 + 0.4 * cell.weight))
    )
    return format_html(
        '<rect class="field" {} {}/>'
        '<text class="figure" x="{}" y="{}" text-anchor="middle" font-weight="600">{}</text>',
        box, look, short(x + wide / 2), short(y + high / 2 + 5), cell.text,
    )  # fmt: skip


def ladder(name: str, title: str, desc: str, rungs: Sequence[Rung], *, width: float = WIDTH) -> SafeString:
    """Steps from the foot up, each a little further to the right, with as many dots as stand on it and their number."""
    high, label = 20.0, 190.0
    step = min(12.0, (width - label) / 3 / max(len(rungs), 1))
    room = width - label - step * len(rungs) - 40
    most = max((rung.count for rung in rungs), default=0)
    dot = min(16.0, room / max(most, 1))
    drawn = [
        rung_of(rung, high * (len(rungs) - place), label + step * place, width, dot) for place, rung in enumerate(rungs)
    ]
    return picture(name, title, desc, width, high * len(rungs) + 6, SafeString("".join(drawn)))


def rung_of(rung: Rung, base: float, left: float, width: float, dot: float) -> SafeString:
    dots = format_html_join(
        "",
        '<circle class="bar" cx="{}" cy="{}" r="{}" fill="{}"/>',
        (
            (short(left + 8 + dot * (place + 0.5)), short(base - 10), short(min(dot * 0.42, 6)), TONE)
            for place in range(rung.count)
        ),
    )
    size = letter_size([rung.label], left - 8, WIDTH_OF_A_LETTER)
    return format_html(
        '<path class="base" d="M{} {}H{}" stroke="currentColor" stroke-opacity="0.4" fill="none"/>'
        '<text class="label" x="{}" y="{}" text-anchor="end" font-size="{}">{}</text>{}'
        '<text class="figure" x="{}" y="{}" font-weight="600">{}</text>',
        short(left), short(base), short(width),
        short(left - 4), short(base - 5), short(size), rung.label, dots,
        short(left + 14 + dot * rung.count), short(base - 5), rung.count,
    )  # fmt: skip


def short(number: float) -> SafeString:
    """A coordinate, the same in every language: "12.5", "40"."""
    return SafeString(f"{number:.2f}".rstrip("0").rstrip("."))
