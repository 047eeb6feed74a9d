"""What is made of the needs that are chosen in the list."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.merging_forms import in_all_languages
from needs.figures.demand import UnitDemand, YearDemand, unit_demand
from needs.figures.tables import demand_table
from needs.models import DemandLine, Need, Unit


def readable(user: Any) -> QuerySet[Need]:
    """The needs that this person may read."""
    return Need.objects.visible_to(user).select_related("municipality", "category", "dialogue")


def chosen(request: HttpRequest) -> QuerySet[Need]:
    """The needs whose boxes are ticked, of those that the person may read."""
    numbers = [value for value in request.GET.getlist("need") if value.isdecimal() and len(value) < 19]
    return readable(request.user).filter(pk__in=numbers)


def selection(request: HttpRequest) -> dict[str, Any]:
    """The chosen needs and their total demand, in one query: the desk has none to spare."""
    return summary(list(chosen(request).annotate(lines=lines_with_units())) if "need" in request.GET else [])


def lines_with_units() -> ArraySubquery:
    """The demand lines of a need, each with all that `Unit` has."""
    unit = {name: f"unit__{name}" for name in ("id", "slug", "position", *in_all_languages("name"))}
    line = JSONObject(year="year", quantity=Cast("quantity", TextField()), unit=JSONObject(**unit))
    return ArraySubquery(DemandLine.objects.filter(need=OuterRef("pk")).order_by("year").values(line=line))


def summary(needs: list[Any]) -> dict[str, Any]:
    """Of needs with their `lines`."""
    return {
        "chosen": needs,
        "chosen_bodies": len({need.municipality_id for need in needs}),
        "chosen_demand": demand_table(demand_of(needs)) if needs else None,
    }


def demand_of(needs: list[Any]) -> list[UnitDemand]:
    """As `total_demand`, of the few needs that are at hand with their `lines`."""
    units = {line["unit"]["id"]: Unit(**line["unit"]) for need in needs for line in need.lines}
    found: dict[int, dict[int, list[tuple[Need, Decimal]]]] = {pk: defaultdict(list) for pk in units}
    for need in needs:
        for line in need.lines:
            found[line["unit"]["id"]][line["year"]].append((need, Decimal(line["quantity"])))
    return [
        unit_demand(unit, [year_of(year, parts) for year, parts in sorted(found[unit.pk].items())])
        for unit in sorted(units.values(), key=lambda unit: (unit.position, unit.pk))
    ]


def year_of(year: int, parts: list[tuple[Need, Decimal]]) -> YearDemand:
    bodies = {need.municipality_id for need, _quantity in parts}
    return YearDemand(year, sum((quantity for _need, quantity in parts), Decimal()), len(bodies))


@require_safe
def need_selection(request: HttpRequest) -> HttpResponse:
    """What the list says of the chosen needs, alone: the list asks for it as boxes are ticked."""
    return render(request, "needs/workspace/_selection.html", selection(request))
