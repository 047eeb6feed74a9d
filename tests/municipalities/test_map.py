"""The map of who takes part."""

import re

import pytest

from core.enums import Country
from municipalities.enums import Kind
from municipalities.map import LARGEST, SMALLEST, SYMBOL, legend, map_of, nowhere, place, radius
from municipalities.models import Municipality
from municipalities.outlines import HEIGHT, INSET, WIDTH, area, paths, thinned

CAPITALS = {
    "NO": (59.91, 10.75),
    "SE": (59.33, 18.07),
    "DK": (55.68, 12.57),
    "FI": (60.17, 24.94),
    "IS": (64.15, -21.94),
    "FO": (62.01, -6.77),
    "GL": (64.18, -51.74),
    "AX": (60.10, 19.94),
}


def body(country: str = "NO", **fields: object) -> Municipality:
    latitude, longitude = CAPITALS[country]
    return Municipality(
        **{"country": country, "official_name": country, "latitude": latitude, "longitude": longitude, **fields}
    )


def test_every_country_has_an_outline() -> None:
    assert set(paths()) == set(Country)
    assert all(line.startswith("M") and line.endswith("z") for line in paths().values())


def test_the_outlines_are_small_enough_for_every_page() -> None:
    assert sum(map(len, paths().values())) < 25_000


@pytest.mark.parametrize("country", CAPITALS)
def test_every_capital_is_in_the_picture(country: str) -> None:
    x, y = place(body(country))
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_places_keep_their_order_and_greenland_its_frame() -> None:
    x = {country: place(body(country))[0] for country in CAPITALS}
    assert x["IS"] < x["FO"] < x["NO"] < x["DK"] < x["SE"] < x["AX"] < x["FI"]
    left, top, width, height = INSET
    nuuk = place(body("GL"))
    assert left < nuuk[0] < left + width
    assert top < nuuk[1] < top + height


def test_the_distance_from_oslo_to_stockholm_is_that_on_earth() -> None:
    (x1, y1), (x2, y2) = place(body("NO")), place(body("SE"))
    kilometres = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 / 1500 * 6371
    assert kilometres == pytest.approx(416, rel=0.02)


def test_a_company_without_a_place_is_where_its_parent_is() -> None:
    company = body("SE", kind=Kind.COMPANY, latitude=None, longitude=None, parent=body("SE"))
    assert place(company) == place(body("SE"))
    lost = body("SE", latitude=None)
    assert nowhere([company, lost]) == [lost]


def test_a_municipality_is_as_large_as_its_inhabitants_are_many_within_limits() -> None:
    sizes = [radius(body(population=number)) for number in (0, 10_000, 500_000, 1_000_000, 9_000_000)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)
    assert radius(body(population=None)) == radius(body(kind=Kind.REGION, population=5)) == SYMBOL


def test_the_map_says_what_it_shows_and_names_each_dot() -> None:
    drawn = map_of([body("NO", pk=1, official_name="<Oslo>", population=693_494), body("IS", pk=2, kind=Kind.REGION)])
    assert '<desc id="map-desc">2 public buyers in Norway, Iceland</desc>' in drawn
    assert "<title>&lt;Oslo&gt;, 693,494 inhabitants</title>" in drawn
    assert "<title>IS, Region or county</title>" in drawn
    assert len(re.findall('class="country takes-part"', drawn)) == 2


def test_the_legend_names_the_shapes_that_are_there() -> None:
    assert [label for _symbol, label in legend([body("NO"), body("SE", kind=Kind.COMPANY)])] == [
        "Municipality",
        "Municipal company",
    ]


def test_points_too_near_to_see_are_left_out() -> None:
    assert thinned([(0, 0), (0.5, 0), (1, 0), (1.2, 0.1), (5, 5)]) == [(0, 0), (1, 0), (5, 5)]
    assert area([(0, 0), (2, 0), (2, 3), (0, 3)]) == 6
