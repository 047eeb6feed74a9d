"""Demand as tables: units down and years across, and each unit's parts by country, category and certainty."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from needs.figures.demand import UnitDemand, YearDemand
from needs.figures.pictures import NAMES, ORDER, figure
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
    """A unit's years, and its parts as far as they may be shown; "–" where nothing is shown apart."""

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
        found_in = {value for year in years for value in year.parts.get(dimension, {})}
        values = in_order(dimension, found_in)
        rows = [PartRow(names[dimension](value), [part(year, dimension, value) for year in years]) for value in values]
        if rows:
            found.append(PartGroup(label, rows))
    return found


def in_order(dimension: str, values: set[str]) -> list[str]:
    """As the pictures have them."""
    order = ORDER.get(dimension, [])
    return sorted(values, key=lambda value: (order.index(value) if value in order else len(order), value))


def part(year: YearDemand, dimension: str, value: str) -> str:
    quantity = year.parts.get(dimension, {}).get(value)
    return "–" if quantity is None else figure(quantity)
