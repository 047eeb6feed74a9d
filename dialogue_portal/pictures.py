"""The home page's picture: as many dots as bodies take part, by country, joining into one."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.pictures import short

WIDTH, HEIGHT = 560.0, 420.0
LEFT, FOCUS, RIGHT = 40.0, 360.0, 520.0
ROW = 14.0


def converging(bodies_by_country: Sequence[int]) -> SafeString:
    """Decoration: the numbers stand in words beside it. Nothing is drawn where nobody takes part."""
    middle = HEIGHT / 2
    starts = list(dots(bodies_by_country))
    lines = [
        f'<path d="M{short(x)} {short(y)}C{short(FOCUS - 150)} {short(y)} {short(FOCUS - 120)} {short(middle)}'
        f' {short(FOCUS)} {short(middle)}"/>'
        for x, y in starts
    ]
    points = [f'<circle cx="{short(x)}" cy="{short(y)}" r="5"/>' for x, y in starts]
    return format_html(
        '<svg class="converging" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<g class="ways" fill="none" stroke="currentColor">{}<path d="M{} {}H{}"/></g>'
        '<g class="bodies" fill="currentColor">{}</g>'
        '<circle class="halo" cx="{}" cy="{}" r="62"/><circle class="focus" cx="{}" cy="{}" r="34"/></svg>',
        short(WIDTH), short(HEIGHT), SafeString("".join(lines)), short(FOCUS), short(middle), short(RIGHT),
        SafeString("".join(points)), short(FOCUS), short(middle), short(FOCUS), short(middle),
    )  # fmt: skip


def dots(bodies_by_country: Sequence[int]) -> Iterator[tuple[float, float]]:
    """A place for every body, from top to bottom, the countries apart, drawn in towards the middle."""
    total = sum(bodies_by_country)
    gaps = total + max(len(bodies_by_country) - 1, 0)
    step = min((HEIGHT - 40) / max(gaps, 1), 2.6 * ROW)
    y = HEIGHT / 2 - step * (gaps - 1) / 2
    for bodies in bodies_by_country:
        for _body in range(bodies):
            yield LEFT + 0.0009 * (y - HEIGHT / 2) ** 2, y
            y += step
        y += step
