"""What the chosen needs ask for together, as the list and the page of each act say it."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, OuterRef, TextField
from django.db.models.functions import Cast, JSONObject

from core.numbers import row_number
from core.texts import localized_names
from needs.figures.demand import UnitDemand, YearDemand, unit_demand
from needs.figures.tables import demand_table
from needs.models import DemandLine, Unit


@dataclass(frozen=True)
class Chosen:
    """A need with the `lines` of `lines_with_units`, as far as a sum wants it, its state and its dialogue."""

    pk: int
    municipality_id: int
    lines: list[dict[str, Any]]
    state: str
    dialogue_id: int

    @classmethod
    def read(cls, pk: str, municipality: str, lines: str, place: str) -> "Chosen":
        """`place`: its state and the number of its dialogue."""
        state, dialogue = place.split()
        return cls(int(pk), int(municipality), json.loads(lines), state, int(dialogue))


def numbers(values: Iterable[str]) -> list[int]:
    """Numbers of needs, as the boxes of the list send them."""
    return [number for number in map(row_number, values) if number is not None]


def lines_with_units() -> ArraySubquery:
    """The demand lines of a need, each with all that its unit has, and the unit that it is counted as."""
    names = ("id", "slug", "position", *localized_names("name"))
    unit, base = ({name: f"{of}__{name}" for name in names} for of in ("unit", "unit__base"))
    line = JSONObject(
        year="year",
        quantity=Cast("quantity", TextField()),
        unit=JSONObject(**unit, factor=Cast("unit__factor", TextField())),
        base=JSONObject(**base),
    )
    return ArraySubquery(DemandLine.objects.filter(need=OuterRef("pk")).order_by("year").values(line=line))


def lines_as_json() -> Func:
    return Func(lines_with_units(), function="to_jsonb", output_field=JSONField())


def summary(needs: list[Any]) -> dict[str, Any]:
    """Of needs with their `lines`."""
    return {
        "chosen": needs,
        "chosen_bodies": len({need.municipality_id for need in needs}),
        "chosen_demand": demand_table(demand_of(needs), conversions(needs)) if needs else None,
    }


def demand_of(needs: list[Any]) -> list[UnitDemand]:
    """As `demand_of_lines`, of the few needs that are at hand with their `lines`."""
    units: dict[int, Unit] = {}
    found: dict[int, dict[int, list[tuple[int, Decimal]]]] = defaultdict(lambda: defaultdict(list))
    for need in needs:
        for line in need.lines:
            unit = counted_as(line)
            units[unit.pk] = unit
            amount = Decimal(line["quantity"]) * Decimal(line["unit"]["factor"])
            if amount:
                found[unit.pk][line["year"]].append((need.municipality_id, amount))
    return [
        unit_demand(unit, [year_of(year, parts) for year, parts in sorted(found[unit.pk].items())])
        for unit in sorted(units.values(), key=lambda unit: (unit.position, unit.slug))
        if found[unit.pk]
    ]


def counted_as(line: dict[str, Any]) -> Unit:
    return Unit(**line["base"]) if line["base"]["id"] else Unit(**line["unit"])


def year_of(year: int, parts: list[tuple[int, Decimal]]) -> YearDemand:
    bodies = {body for body, _amount in parts}
    return YearDemand(year, sum((amount for _body, amount in parts), Decimal()), len(bodies))


def conversions(needs: list[Any]) -> list[Unit]:
    """Units in these needs that are counted as others, each with its `base`."""
    found = {
        line["unit"]["id"]: Unit(**{**line["unit"], "factor": Decimal(line["unit"]["factor"])}, base=counted_as(line))
        for need in needs
        for line in need.lines
        if line["base"]["id"]
    }
    return sorted(found.values(), key=lambda unit: (unit.position, unit.slug))
