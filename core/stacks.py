"""Stacked bars, for pages and PDFs alike: the series differ in tone and lines, so that grey paper tells them apart."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.pictures import (
    HEIGHT,
    TONE,
    WIDTH,
    WIDTH_OF_A_DIGIT,
    WIDTH_OF_A_LETTER,
    Bar,
    Stack,
    bar,
    letter_size,
    picture,
    short,
)

Look = tuple[float, bool, bool]
# Of each series how dark it is, and whether it has lines across and upright
LOOKS: tuple[Look, ...] = (
    (1.0, False, False),
    (0.55, False, False),
    (0.25, False, False),
    (0.0, True, False),
    (0.0, False, True),
    (0.55, True, False),
    (0.0, True, True),
    (0.25, False, True),
)
# What is left where only some parts may be shown: pale, and dashed as a bar that is not shown
REST: Look = (0.0, False, False)
LINES_EVERY, SQUARE, LINE_OF_LEGEND, GAP = 5.0, 12.0, 22.0, 16.0


def stacked_bars(
    name: str,
    title: str,
    desc: str,
    series: Sequence[str],
    stacks: Sequence[Stack],
    *,
    looks: Sequence[Look] = LOOKS,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> SafeString:
    """Upright bars of parts on a common base, with a legend under them; `looks` has one for each series.

    A series that stands in several pictures looks the same in all of them if their callers say so.
    """
    top, base = 26.0, height - 28
    highest = max((sum(stack.parts) for stack in stacks), default=0) or 1
    step = width / max(len(stacks), 1)
    size = letter_size((stack.text for stack in stacks if stack.parts), step, WIDTH_OF_A_DIGIT)
    small = letter_size((stack.text for stack in stacks if not stack.parts), step, WIDTH_OF_A_LETTER)
    wide, scale = min(step * 0.62, 72), (base - top) / highest
    drawn = [
        pile(stack, looks, step * (place + 0.5), wide, base, scale, size if stack.parts else small)
        for place, stack in enumerate(stacks)
    ]
    ground = format_html(
        '<path class="base" d="M0 {}H{}" stroke="currentColor" fill="none"/>', short(base), short(width)
    )
    keys, lines = legend(series, looks, width, height + 8)
    whole = SafeString("".join([*drawn, ground, keys]))
    return picture(name, title, desc, width, height + 8 + lines * LINE_OF_LEGEND, whole)


def pile(
    stack: Stack, looks: Sequence[Look], middle: float, width: float, base: float, scale: float, size: float
) -> SafeString:
    if not stack.parts:
        return bar(Bar(stack.label, None, stack.text), middle, width, base, 0, size)
    drawn, top = [], base
    for place, part in enumerate(stack.parts):
        if part > 0:
            high = max(part * scale, 1.0)
            top -= high
            drawn.append(block(looks[place], middle - width / 2, top, width, high))
    texts = format_html(
        '<text class="figure" x="{}" y="{}" text-anchor="middle" font-weight="600" font-size="{}">{}</text>'
        '<text class="label" x="{}" y="{}" text-anchor="middle">{}</text>',
        short(middle), short(top - 8), short(size), stack.text, short(middle), short(base + 20), stack.label,
    )  # fmt: skip
    return SafeString("".join(drawn)) + texts


def block(look: Look, x: float, y: float, width: float, height: float) -> SafeString:
    """A part in the look of its series, with an outline."""
    if look is REST:
        return format_html(
            '<rect class="rest" x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="0.07" stroke="{}"'
            ' stroke-dasharray="4 3"/>',
            short(x), short(y), short(width), short(height), TONE, TONE,
        )  # fmt: skip
    dark, across, upright = look
    rows = places(y, height) if across else []
    columns = places(x, width) if upright else []
    lines = "".join(
        [f"M{short(x)} {short(at)}h{short(width)}" for at in rows]
        + [f"M{short(at)} {short(y)}v{short(height)}" for at in columns]
    )
    hatch = format_html('<path class="hatch" d="{}" stroke="{}" fill="none"/>', lines, TONE) if lines else ""
    return format_html(
        '<rect class="bar part" x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="{}" stroke="{}"/>{}',
        short(x), short(y), short(width), short(height), TONE, short(dark), TONE, hatch,
    )  # fmt: skip


def places(start: float, length: float) -> list[float]:
    return [start + LINES_EVERY * count for count in range(1, int(length / LINES_EVERY) + 1)]


def legend(series: Iterable[str], looks: Sequence[Look], width: float, top: float) -> tuple[SafeString, int]:
    """A square in its look and the name of each series, in as many lines as they need."""
    found, x, line = [], 0.0, 0
    for place, name in enumerate(series):
        wide = SQUARE + 6 + len(name) * 14 * WIDTH_OF_A_LETTER + GAP
        if x and x + wide - GAP > width:
            x, line = 0.0, line + 1
        y = top + line * LINE_OF_LEGEND
        found.append(
            (block(looks[place], x + 0.5, y + 0.5, SQUARE, SQUARE), short(x + SQUARE + 6), short(y + 11), name)
        )
        x += wide
    return format_html_join("", '{}<text class="key" x="{}" y="{}">{}</text>', found), line + 1 if found else 0
