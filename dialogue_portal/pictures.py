"""The home page's picture: as many dots as bodies take part, by country, joining into one that suppliers hear."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.pictures import short

WIDTH, HEIGHT = 610.0, 420.0
LEFT, FOCUS, RIGHT = 120.0, 395.0, 490.0
ROW = 14.0
Point = tuple[float, float]


def converging(bodies_by_country: Sequence[tuple[str, int]], heard_by: str) -> SafeString:
    """Decoration: the numbers stand in words beside it. Nothing is drawn where nobody takes part."""
    middle = HEIGHT / 2
    groups = list(dots([bodies for _name, bodies in bodies_by_country]))
    starts = [start for group in groups for start in group]
    lines = [
        f'<path d="M{short(x)} {short(y)}C{short(FOCUS - 150)} {short(y)} {short(FOCUS - 120)} {short(middle)}'
        f' {short(FOCUS)} {short(middle)}"/>'
        for x, y in starts
    ]
    points = [f'<circle cx="{short(x)}" cy="{short(y)}" r="5"/>' for x, y in starts]
    names = [
        (short(min(x for x, _y in group) - 14), short(sum(y for _x, y in group) / len(group) + 5), name)
        for (name, _bodies), group in zip(bodies_by_country, groups, strict=True)
        if group
    ]
    labels = format_html_join("", '<text x="{}" y="{}" text-anchor="end">{}</text>', names)
    return format_html(
        '<svg class="converging" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<g class="ways" fill="none" stroke="currentColor">{}<path d="M{} {}H{}m-7 -6l7 6l-7 6"/></g>'
        '<g class="bodies" fill="currentColor">{}</g>'
        '<circle class="halo" cx="{}" cy="{}" r="62"/><circle class="focus" cx="{}" cy="{}" r="34"/>'
        '<g class="names">{}<text x="{}" y="{}">{}</text></g></svg>',
        short(WIDTH), short(HEIGHT), SafeString("".join(lines)), short(FOCUS), short(middle), short(RIGHT),
        SafeString("".join(points)), short(FOCUS), short(middle), short(FOCUS), short(middle),
        labels, short(RIGHT + 10), short(middle + 5), heard_by,
    )  # fmt: skip


def dots(bodies_by_country: Sequence[int]) -> Iterator[list[Point]]:
    """A place for every body of each country, from top to bottom, the countries apart, drawn in towards the middle."""
    total = sum(bodies_by_country)
    gaps = total + max(len(bodies_by_country) - 1, 0)
    step = min((HEIGHT - 40) / max(gaps, 1), 2.6 * ROW)
    y = HEIGHT / 2 - step * (gaps - 1) / 2
    for bodies in bodies_by_country:
        places = [y + step * place for place in range(bodies)]
        yield [(LEFT + 0.0009 * (place - HEIGHT / 2) ** 2, place) for place in places]
        y += step * (bodies + 1)
