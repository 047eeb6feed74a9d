"""Demand as tables: units down and years across, and each unit's parts by country, category and certainty."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from needs.figures.demand import UnitDemand, YearDemand
from needs.figures.pictures import NAMES, ORDER, figure, rest_of
from needs.models import Unit

DIMENSIONS: dict[str, Any] = {
    "country": _("By country"),
    "category": _("By category"),
    "certainty": _("By certainty"),
}
Namer = Callable[[str], Any]


@dataclass(frozen=True)
class DemandRow:
    """A quantity for each of the table's years; None where nothing is asked for."""

    unit: Unit
    quantities: list[Decimal | None]
    total: Decimal | None


@dataclass(frozen=True)
class DemandTable:
    """`converted`: units that are counted as their `base` in it."""

    years: list[int]
    rows: list[DemandRow]
    converted: list[Unit]


def demand_table(demand: list[UnitDemand], converted: Sequence[Unit] = ()) -> DemandTable:
    years = sorted({year.year for row in demand for year in row.years})
    rows = []
    for row in demand:
        by_year = {year.year: year.quantity for year in row.years}
        rows.append(DemandRow(row.unit, [by_year.get(year) for year in years], row.total))
    return DemandTable(years, rows, list(converted))


@dataclass(frozen=True)
class PartRow:
    name: Any
    figures: list[str]


@dataclass(frozen=True)
class PartGroup:
    label: str | Promise
    rows: list[PartRow]


@dataclass(frozen=True)
class PartTable:
    """A unit's years, and its parts as far as they may be shown; "–" where the others make up the whole."""

    unit: str
    name: Text
    years: list[YearDemand]
    groups: list[PartGroup]


def part_tables(units: Iterable[Any], names: Mapping[str, Namer] | None = None) -> list[PartTable]:
    """Of `reading.UnitDemand`."""
    called = {**NAMES, **(names or {})}
    return [PartTable(unit.unit, unit.name, unit.years, groups(unit.years, called)) for unit in units]


def groups(years: Sequence[YearDemand], names: Mapping[str, Namer]) -> list[PartGroup]:
    found = []
    for dimension, label in DIMENSIONS.items():
        values = values_of(years, dimension)
        rows = [PartRow(names[dimension](value), [part(year, dimension, value) for year in years]) for value in values]
        if rows:
            found.append(PartGroup(label, rows))
    return found


def values_of(years: Sequence[YearDemand], dimension: str) -> list[str]:
    """Those that are shown in any of the years, as the pictures have them."""
    order = ORDER.get(dimension, [])
    found = {value for year in years for value in year.parts.get(dimension, {})}
    return sorted(found, key=lambda value: (order.index(value) if value in order else len(order), value))


def part(year: YearDemand, dimension: str, value: str) -> str:
    if is_kept_back(year, dimension, value):
        return figure(None)
    quantity = year.parts.get(dimension, {}).get(value)
    return "–" if quantity is None else figure(quantity)


def is_kept_back(year: YearDemand, dimension: str, value: str) -> bool:
    """Whether a part is missing where the others do not make up the whole: it is hidden, or there is none of it."""
    return value not in year.parts.get(dimension, {}) and (year.quantity is None or rest_of(year, dimension) > 0)


def what_is_hidden(units: Iterable[Any]) -> dict[str, bool]:
    """For the notes beneath the tables: whether they leave out a year's sum, and whether a part of a year."""
    years_of_units = [unit.years for unit in units]
    return {
        "demand_hidden": any(year.quantity is None for years in years_of_units for year in years),
        "parts_hidden": any(
            is_kept_back(year, dimension, value)
            for years in years_of_units
            for dimension in DIMENSIONS
            for value in values_of(years, dimension)
            for year in years
        ),
    }
