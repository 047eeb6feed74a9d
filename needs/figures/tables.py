"""Total demand as a table: units down, years across."""

from dataclasses import dataclass
from decimal import Decimal

from needs.figures.demand import UnitDemand
from needs.models import Unit


@dataclass(frozen=True)
class DemandRow:
    """A quantity for each of the table's years; None where nothing is asked for."""

    unit: Unit
    quantities: list[Decimal | None]
    total: Decimal | None


@dataclass(frozen=True)
class DemandTable:
    years: list[int]
    rows: list[DemandRow]


def demand_table(demand: list[UnitDemand]) -> DemandTable:
    years = sorted({year.year for row in demand for year in row.years})
    rows = []
    for row in demand:
        by_year = {year.year: year.quantity for year in row.years}
        rows.append(DemandRow(row.unit, [by_year.get(year) for year in years], row.total))
    return DemandTable(years, rows)
