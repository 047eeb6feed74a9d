"""Where public buyers are, as a map; the same is in the table beside it."""

from collections.abc import Iterable, Sequence
from math import sqrt

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.enums import Country
from core.pictures import TONE, picture, short
from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.outlines import HEIGHT, INSET, PATH_SCALE, WIDTH, frame_of, paths

SMALLEST, LARGEST, MANY = 4.5, 15.0, 1_000_000  # pixels of a dot; inhabitants at which it stops growing
SYMBOL = 7.0
# As paths around 0, 0 whose reach is 1, for who has no eye for colours
SHAPES = {
    Kind.MUNICIPALITY: "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z",
    Kind.REGION: "M-.9 -.9H.9V.9H-.9Z",
    Kind.COMPANY: "M0 -1.2L1.2 0L0 1.2L-1.2 0Z",
    Kind.CENTRAL_PURCHASING: "M0 -1.2L1.15 .9H-1.15Z",
}


def map_of(bodies: Sequence[Municipality]) -> SafeString:
    """The Nordic countries, those of the bodies marked; each body where it is, a municipality by its size."""
    countries = {body.country for body in bodies}
    drawing = format_html("{}{}{}", land(countries), inset(), dots(bodies))
    return picture("map", _("Map of the participants"), described(bodies, countries), WIDTH, HEIGHT, drawing)


def described(bodies: Sequence[Municipality], countries: set[str]) -> str:
    number = number_of(bodies)
    said = ngettext("%(number)s public buyer in %(countries)s", "%(number)s public buyers in %(countries)s", number)
    names = ", ".join(str(country.label) for country in Country if country in countries)
    return said % {"number": number, "countries": names}


def number_of(bodies: Iterable[Municipality]) -> int:
    """Those that are a part of the same body now count as one."""
    return len({body.successor for body in bodies})


def land(countries: set[str]) -> SafeString:
    outlines = format_html_join(
        "",
        '<path class="{}" fill="{}" fill-opacity="{}" d="{}"/>',
        (
            ("country takes-part", TONE, "0.3", line) if country in countries else ("country", TONE, "0.08", line)
            for country, line in paths().items()
        ),
    )
    return format_html(
        '<g stroke="currentColor" stroke-opacity="0.45" stroke-width="{}" transform="scale({})">{}</g>',
        short(0.6 * PATH_SCALE), short(1 / PATH_SCALE), outlines,
    )  # fmt: skip


def inset() -> SafeString:
    """The frame around Greenland."""
    return format_html(
        '<rect class="inset" x="{}" y="{}" width="{}" height="{}" rx="4" fill="none" stroke="currentColor"'
        ' stroke-opacity="0.3"/>',
        *(short(number) for number in INSET),
    )


def dots(bodies: Iterable[Municipality]) -> SafeString:
    """The small ones upon the large ones."""
    shown = sorted((body for body in bodies if place(body)), key=radius, reverse=True)
    return format_html('<g class="dots" stroke="#fff">{}</g>', SafeString("".join(dot(body) for body in shown)))


def place(body: Municipality) -> tuple[float, float] | None:
    """Pixels; a body without a place of its own is where its parent is."""
    for owner in (body, body.parent):
        if owner and owner.longitude is not None and owner.latitude is not None:
            return frame_of(owner.country).place((owner.longitude, owner.latitude))
    return None


def radius(body: Municipality) -> float:
    """The dot's area grows with the inhabitants; who has none of its own gets a symbol of one size."""
    if body.kind != Kind.MUNICIPALITY or body.population is None:
        return SYMBOL
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(min(body.population / MANY, 1))


def dot(body: Municipality) -> SafeString:
    x, y = place(body) or (0, 0)
    size = radius(body)
    return format_html(
        '<path class="dot" fill="{}" stroke-width="{}" d="{}" transform="translate({} {}) scale({})">'
        "<title>{}</title></path>",
        TONE, short(1 / size), SHAPES[Kind(body.kind)], short(x), short(y), short(size), named(body),
    )  # fmt: skip


def named(body: Municipality) -> str:
    if body.kind != Kind.MUNICIPALITY or not body.population:
        return f"{body}, {body.get_kind_display()}"
    people = ngettext("%(number)s inhabitant", "%(number)s inhabitants", body.population)
    return f"{body}, {people % {'number': intcomma(body.population)}}"


def legend(bodies: Iterable[Municipality]) -> list[tuple[SafeString, str]]:
    """The symbol and name of each kind that is on the map."""
    kinds = {body.kind for body in bodies if place(body)}
    return [(symbol(kind), str(kind.label)) for kind in Kind if kind in kinds]


def symbol(kind: Kind) -> SafeString:
    return format_html(
        '<svg class="symbol" viewBox="-1.4 -1.4 2.8 2.8" width="16" height="16" aria-hidden="true">'
        '<path class="dot" fill="{}" d="{}"/></svg>',
        TONE, SHAPES[kind],
    )  # fmt: skip


def nowhere(bodies: Iterable[Municipality]) -> list[Municipality]:
    """Those that the map cannot show."""
    return [body for body in bodies if not place(body)]
