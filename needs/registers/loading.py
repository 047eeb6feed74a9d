"""Bringing in what comes with the portal. What is there already stays as staff left it."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from needs.cpv.importing import bring_in
from needs.cpv.reading import read
from needs.models import Category, Unit
from needs.registers import FILE

CPV_FILE = Path(__file__).parent.parent / "cpv" / "transport.csv"


@dataclass(frozen=True)
class Added:
    categories: int
    units: int
    codes: int


def load() -> Added:
    """Make the categories, units and CPV codes that are missing, by slug or code."""
    entries = tomllib.loads(FILE.read_text("utf-8"))
    with transaction.atomic():
        codes = len(bring_in(read(CPV_FILE.read_bytes()), only_new=True).new)
        return Added(add_categories(entries["category"]), add_units(entries["unit"]), codes)


def names(entry: dict[str, Any]) -> dict[str, str]:
    return {build_localized_fieldname("name", code): entry[code] for code in CODES if code in entry}


def add_categories(entries: dict[str, Any]) -> int:
    there = set(Category.objects.values_list("slug", flat=True))
    missing = [Category(slug=slug, **names(entry)) for slug, entry in entries.items() if slug not in there]
    return len(Category.objects.bulk_create(missing))


def add_units(entries: dict[str, Any]) -> int:
    """Bases come first: a unit may be counted as one that is made here too."""
    there = {unit.slug: unit for unit in Unit.objects.all()}
    missing = [slug for slug in entries if slug not in there]
    for slug in sorted(missing, key=lambda slug: "base" in entries[slug]):
        entry = entries[slug]
        unit = Unit(slug=slug, position=list(entries).index(slug) + 1, **names(entry))
        if "base" in entry:
            unit.base, unit.factor = there[entry["base"]], Decimal(entry["factor"])
        unit.full_clean()
        unit.save()
        there[slug] = unit
    return len(missing)
