"""Finding the municipalities of the Nordic countries, all of them in the register, by what somebody types."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from municipalities.models import Municipality
from municipalities.register.figures import Figures
from municipalities.register.formats import entries_of
from municipalities.register.importing import bring_in
from municipalities.search import find_bodies, matches, resolve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made")]
REGISTER = Path(settings.BASE_DIR) / "municipalities" / "register"


def make_once() -> None:
    """Brings the whole register in."""
    for path in sorted(REGISTER.glob("*.csv")):
        country = path.stem.upper()
        entries = entries_of(path.read_bytes(), "csv", country)
        bring_in(entries, country, figures=Figures(), on=timezone.localdate())


def first(text: str) -> str | None:
    found = find_bodies(text).first()
    return found.official_name if found else None


@pytest.mark.parametrize(
    ("typed", "official_name"),
    [
        ("orebro", "Örebro"),
        ("Örebro", "Örebro"),
        ("abo", "Turku / Åbo"),
        ("ÅBO", "Turku / Åbo"),
        ("turku", "Turku / Åbo"),
        ("Turku / Åbo", "Turku / Åbo"),
        ("kobenhavn", "København"),
        ("koebenhavn", "København"),
        ("Kööpenhamina", "København"),
        ("Kaupmannahöfn", "København"),
        ("aarhus", "Aarhus"),
        ("Århus", "Aarhus"),
        ("tornio", "Tornio"),
        ("tornea", "Tornio"),
        ("haaparanta", "Haparanda"),
        ("karasjok", "Kárášjohka – Karasjok"),
        ("Kárášjohka", "Kárášjohka – Karasjok"),
        ("torshavn", "Tórshavnar kommuna"),
        ("thorshavn", "Tórshavnar kommuna"),
        ("Þórshöfn", "Tórshavnar kommuna"),
        ("reykjavik", "Reykjavíkurborg"),
    ],
)
def test_a_name_of_any_language_finds_its_body(typed: str, official_name: str) -> None:
    assert first(typed) == official_name
    assert resolve(typed)[0] == Municipality.objects.get(official_name=official_name)


@pytest.mark.parametrize("typed", ["Oslo kommune", "City of Oslo", "oslo", "  OSLO  ", "Os\u200elo"])
def test_what_people_put_around_a_name_does_not_matter(typed: str) -> None:
    assert resolve(typed)[0] == Municipality.objects.get(country="NO", code="0301")


@pytest.mark.parametrize(
    ("typed", "official_name"),
    [
        ("Stokholm", "Stockholm"),
        ("Trondheym", "Trondheim – Tråante"),
        ("gothenborg", "Göteborg"),
        ("Helsinky", "Helsinki / Helsingfors"),
    ],
)
def test_a_slip_of_the_pen_is_offered_but_not_taken(typed: str, official_name: str) -> None:
    assert first(typed) == official_name
    body, offered = resolve(typed)
    assert body is None
    assert offered


def test_two_of_one_name_are_both_offered_and_none_is_taken() -> None:
    body, offered = resolve("Herøy")
    assert body is None
    assert {match.body.region for match in offered} == {"Møre og Romsdal", "Nordland – Nordlánnda"}


def test_a_search_is_one_query(django_assert_num_queries: Callable) -> None:
    for typed in ("s", "stokholm", "oslo kommune", "zzzz"):
        with django_assert_num_queries(1):
            matches(typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "\u200f\u202e", "%", "_", "\\", "' OR 1=1 --", "🏙", "zzzzqqqq", "ö" * 10_000, "\n", "<b>"],
)
def test_what_names_nothing_finds_nothing(typed: str) -> None:
    assert matches(typed) == []
    assert resolve(typed) == (None, [])
