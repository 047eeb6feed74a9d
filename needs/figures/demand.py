"""Total demand of a set of needs, rolled up in SQL, and what of it the public may see.

The rule of three: a sum is shown only where at least three bodies stand behind it, or all of them allowed
their figures to be shown. Where one year of a unit is hidden, so is the unit's total: the difference of the
two would give the year away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear

from municipalities.models import Municipality
from needs.models import DemandLine, Need, Unit

ENOUGH_BODIES = 3


@dataclass(frozen=True)
class YearDemand:
    """`quantity` is None where it is not to be shown."""

    year: int
    quantity: Decimal | None
    bodies: int


@dataclass(frozen=True)
class UnitDemand:
    unit: Unit
    years: list[YearDemand]
    total: Decimal | None


@dataclass(frozen=True)
class Quarter:
    """How many bodies' contracts may start first in this quarter; `bodies` is None where not to be shown."""

    year: int
    quarter: int
    bodies: int | None


def lines_of(needs: Iterable[Need]) -> QuerySet[DemandLine]:
    return DemandLine.objects.filter(need__in=needs)


def total_demand(needs: Iterable[Need], *, public: bool) -> list[UnitDemand]:
    """Quantity per unit and year over the needs, in the units' order; one query and one for the units."""
    rows = (
        lines_of(needs)
        .values("unit__position", "unit", "year")
        .annotate(
            quantity=Sum("quantity"),
            bodies=Count("need__municipality", distinct=True),
            kept_back=Count("pk", filter=Q(is_public=False)),
        )
        .order_by("unit__position", "unit", "year")
    )
    units = Unit.objects.in_bulk({row["unit"] for row in rows})
    return [unit_demand(units[pk], list(years), public) for pk, years in groupby(rows, key=lambda row: row["unit"])]


def unit_demand(unit: Unit, rows: list[Any], public: bool) -> UnitDemand:
    years = [YearDemand(row["year"], shown(row, public), row["bodies"]) for row in rows]
    quantities = [year.quantity for year in years if year.quantity is not None]
    return UnitDemand(unit, years, sum(quantities, Decimal()) if len(quantities) == len(years) else None)


def shown(row: Any, public: bool) -> Decimal | None:
    return row["quantity"] if not public or row["bodies"] >= ENOUGH_BODIES or not row["kept_back"] else None


def calendar(needs: Iterable[Need], *, public: bool) -> list[Quarter]:
    """First call-offs by quarter: when the bodies' contracts may start at the earliest."""
    rows = (
        lines_of(needs)
        .filter(earliest_start__isnull=False)
        .values(at_year=ExtractYear("earliest_start"), at_quarter=ExtractQuarter("earliest_start"))
        .annotate(bodies=Count("need__municipality", distinct=True), kept_back=Count("pk", filter=Q(is_public=False)))
        .order_by("at_year", "at_quarter")
    )
    return [Quarter(row["at_year"], row["at_quarter"], quarter_bodies(row, public)) for row in rows]


def quarter_bodies(row: Any, public: bool) -> int | None:
    return row["bodies"] if not public or row["bodies"] >= ENOUGH_BODIES or not row["kept_back"] else None


def inhabitants(municipalities: Iterable[Municipality]) -> int | None:
    """Inhabitants of all of them together; a municipal company counts as its parent, nobody twice."""
    bodies = Municipality.objects.filter(pk__in=[body.pk for body in municipalities])
    counted = bodies.values_list(Coalesce("parent", "pk"), flat=True)
    return Municipality.objects.filter(pk__in=counted).aggregate(total=Sum("population"))["total"]
