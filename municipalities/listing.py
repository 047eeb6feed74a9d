"""The register as a list to choose from: by country, and within it by region, as the reader's language sorts."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language

from core.enums import Country
from core.sorting import collation_key
from municipalities.models import Municipality
from municipalities.search import standing


@dataclass(frozen=True)
class Region:
    """`name` is empty for the bodies that are of no region, or of several."""

    name: str
    bodies: list[Municipality]


def countries() -> list[tuple[Country, int]]:
    """Those that the register has bodies of, with their number."""
    numbers = standing(merged=False).order_by().values_list("country").annotate(number=Count("pk"))
    key = collation_key(get_language())
    found = [(Country(country), number) for country, number in numbers.values_list("country", "number")]
    return sorted(found, key=lambda row: key(str(row[0].label)))


def regions(country: Country) -> list[Region]:
    """Those without a region come last."""
    key = collation_key(get_language())
    bodies = sorted(standing(merged=False).filter(country=country), key=lambda body: key(str(body)))
    names = sorted({body.region for body in bodies}, key=lambda name: (not name, key(name)))
    return [Region(name, [body for body in bodies if body.region == name]) for name in names]
