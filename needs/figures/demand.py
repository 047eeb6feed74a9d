"""Total demand of needs or of a challenge's sources, rolled up in SQL, in full: for those who may see all of it.

What the public may see of it is another matter: needs/figures/public.py. Units are converted to their base, exactly.
Of a need that is split between challenges a challenge has its parts alone, their values pro rata.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Func, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear

from core.texts import Text
from municipalities.mergers import mergers, way
from municipalities.models import Municipality
from needs.figures import euro
from needs.models import ChallengeNeed, DemandLine, Need, SourcePart, Unit

ENOUGH_BODIES = 3
NUMBER = DecimalField(max_digits=40, decimal_places=11)
MONEY = DecimalField(max_digits=40, decimal_places=2)
BASE = Coalesce("unit__base", "unit")
DIMENSIONS = {
    "country": "need__municipality__country",
    "category": "need__category__slug",
    "certainty": "certainty",
}


@dataclass(frozen=True)
class YearDemand:
    """`quantity` is None where it is not to be shown; `as_of` says from when a figure is that was left as it was.

    `parts` are its parts by dimension and value, {"country": {"NO": 12}}, as far as they may be shown.
    """

    year: int
    quantity: Decimal | None
    bodies: int | None
    parts: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    as_of: int | str | None = None


@dataclass(frozen=True)
class UnitDemand:
    unit: Unit
    years: list[YearDemand]
    total: Decimal | None

    @property
    def name(self) -> Text:
        return self.unit.heading


@dataclass(frozen=True)
class Quarter:
    """How many bodies have a contract that may start, or ends, in this quarter."""

    year: int
    quarter: int
    bodies: int | None
    as_of: int | str | None = None


# The lines, each with how much of it is `taken`


def lines_of(needs: Iterable[Need] | QuerySet[Need]) -> QuerySet[DemandLine]:
    return DemandLine.objects.filter(need__in=needs).annotate(taken=F("quantity"))


def lines_of_sources(sources: QuerySet[ChallengeNeed]) -> QuerySet[DemandLine]:
    """Of sources of one challenge: a need is in it once."""
    used = DemandLine.objects.filter(need__uses__in=sources)
    part = SourcePart.objects.filter(source=OuterRef("need__uses"), line=OuterRef("pk")).values("quantity")
    whole = When(need__uses__is_split=False, then=F("quantity"))
    return used.annotate(taken=Case(whole, default=Subquery(part))).filter(taken__isnull=False)


# Quantities


def demand_of_lines(lines: QuerySet[DemandLine], *dimensions: str) -> list[UnitDemand]:
    """Quantity per base unit and year in the units' order, and its parts; a query for each dimension and two more."""
    parts = {dimension: parts_of(lines, dimension) for dimension in dimensions}
    rows = list(summed(lines))
    units = Unit.objects.in_bulk({row["base"] for row in rows})
    found = []
    for pk, of_unit in groupby(rows, key=lambda row: row["base"]):
        years = [
            YearDemand(
                row["year"],
                row["amount"],
                row["bodies"],
                {dimension: by_year[pk, row["year"]] for dimension, by_year in parts.items()},
            )
            for row in of_unit
        ]
        found.append(unit_demand(units[pk], years))
    return sorted(found, key=lambda row: (row.unit.position, row.unit.slug))


def unit_demand(unit: Unit, years: list[YearDemand]) -> UnitDemand:
    return UnitDemand(unit, years, sum((year.quantity or Decimal() for year in years), Decimal()))


def summed(lines: Any, *by: str) -> QuerySet[DemandLine, dict[str, Any]]:
    """Who asks for nothing stands behind nothing."""
    amount = Sum(F("taken") * F("unit__factor"), output_field=NUMBER)
    rows = lines.filter(taken__gt=0).order_by().annotate(base=BASE).values("base", "year", *by)
    return rows.annotate(amount=amount, bodies=Count("need__municipality", distinct=True)).order_by("base", "year", *by)


def parts_of(lines: QuerySet[DemandLine], dimension: str) -> dict[tuple[int, int], dict[str, Decimal]]:
    name = DIMENSIONS[dimension]
    found: dict[tuple[int, int], dict[str, Decimal]] = {}
    for row in summed(lines, name):
        found.setdefault((row["base"], row["year"]), {})[str(row[name])] = row["amount"]
    return found


# Money


class Div(Func):
    """Division of whole numbers, without a rest, exact in PostgreSQL's numbers."""

    function = "div"


def pro_rata(value: str) -> Case:
    """The share of a line's value that is taken, to the cent, half a cent being one."""
    twice = F(value) * F("taken") * Value(200) + F("quantity")
    share = Div(twice, F("quantity") * Value(2), output_field=NUMBER) / Value(Decimal(100))
    part = When(taken__lt=F("quantity"), then=share)
    return Case(part, default=F(value), output_field=NUMBER)


def values_of(lines: QuerySet[DemandLine], *by: str) -> list[dict[str, Any]]:
    """`low` and `high` per currency. Where "from" is not said it is nothing, where "to" is not said it is "from"."""
    said = lines.filter(Q(value_min__isnull=False) | Q(value_max__isnull=False)).order_by()
    zero = Value(Decimal(), output_field=MONEY)
    rows = said.annotate(
        share_low=Coalesce(pro_rata("value_min"), zero, output_field=NUMBER),
        share_high=Coalesce(pro_rata("value_max"), pro_rata("value_min"), output_field=NUMBER),
    )
    return list(
        rows.values("currency", *by).annotate(low=Sum("share_low"), high=Sum("share_high")).order_by("currency", *by)
    )


def value_range(lines: QuerySet[DemandLine], rates: Iterable[Any]) -> euro.ValueRange | None:
    """In euros at these rates."""
    values = [euro.Value(row["currency"], row["low"], row["high"]) for row in values_of(lines)]
    return euro.in_euros(values, euro.per_euro(rates))


# When


def calendar(lines: QuerySet[DemandLine], of: str = "earliest_start") -> list[Quarter]:
    """First call-offs by quarter, when the bodies' contracts may start at the earliest; or `of` "contract_ends"."""
    rows = (
        lines.filter(**{f"{of}__isnull": False})
        .order_by()
        .values(at_year=ExtractYear(of), at_quarter=ExtractQuarter(of))
        .annotate(bodies=Count("need__municipality", distinct=True))
        .order_by("at_year", "at_quarter")
    )
    return [Quarter(row["at_year"], row["at_quarter"], row["bodies"]) for row in rows]


# Whose


def inhabitants(municipalities: Iterable[Municipality]) -> int | None:
    """Inhabitants of all of them together; a municipal company counts as its parent, nobody twice."""
    bodies = Municipality.objects.filter(pk__in=[body.pk for body in municipalities])
    return inhabitants_of(bodies)


def inhabitants_of(bodies: QuerySet[Municipality]) -> int | None:
    counted, into = set(bodies.order_by().values_list(Coalesce("parent", "pk"), flat=True)), mergers()
    once = [pk for pk in counted if counted.isdisjoint(way(pk, into)[1:])]
    return Municipality.objects.filter(pk__in=once).aggregate(total=Sum("population"))["total"]
