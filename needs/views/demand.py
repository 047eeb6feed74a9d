"""Demand in the workspace: in full for those who run a dialogue, with what of it the public sees."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import TemplateView

from municipalities.models import Municipality
from needs.figures import demand, keeping
from needs.figures.demand import Quarter, UnitDemand, YearDemand
from needs.figures.euro import ValueRange
from needs.figures.rates import rates_at
from needs.figures.reading import PublicFigures
from needs.models import DemandLine
from needs.views.desk import DeskMixin


@dataclass
class YearRow:
    """A year of a unit in full, and as the public sees it; None where the public sees nothing of it."""

    full: YearDemand
    public: YearDemand | None

    @property
    def is_shown(self) -> bool:
        return self.public is not None and self.public.quantity == self.full.quantity


@dataclass
class UnitTable:
    full: UnitDemand
    rows: list[YearRow]
    total_is_shown: bool

    @property
    def is_all_shown(self) -> bool:
        return self.total_is_shown and all(row.is_shown for row in self.rows)

    @property
    def is_all_hidden(self) -> bool:
        return not self.total_is_shown and all(row.public is None for row in self.rows)


def unit_tables(full: list[UnitDemand], public: PublicFigures) -> list[UnitTable]:
    shown = {row.unit: row for row in public.demand}
    tables = []
    for row in full:
        seen = shown.get(row.unit.slug)
        years = {year.year: year for year in seen.years if year.quantity is not None} if seen else {}
        rows = [YearRow(year, years.get(year.year)) for year in row.years]
        tables.append(UnitTable(row, rows, bool(seen) and seen.total == row.total))  # type: ignore[union-attr]
    return tables


def quarter_rows(full: list[Quarter], public: list[Quarter]) -> list[tuple[Quarter, bool]]:
    shown = {(row.year, row.quarter, row.bodies) for row in public}
    return [(row, (row.year, row.quarter, row.bodies) in shown) for row in full]


@dataclass
class FullFigures:
    """Of some lines, in full."""

    demand: list[UnitDemand]
    calendar: list[Quarter]
    contract_ends: list[Quarter]
    value: ValueRange | None
    rates: list[Any]


def full_figures(lines: Any, *dimensions: str) -> FullFigures:
    rates = rates_at(timezone.localdate()).newest
    return FullFigures(
        demand.demand_of_lines(lines, *dimensions),
        demand.calendar(lines),
        demand.calendar(lines, "contract_ends"),
        demand.value_range(lines, rates),
        rates,
    )


def beside(full: FullFigures, public: PublicFigures) -> dict[str, Any]:
    """What a page of full figures says, beside what is public of them."""
    return {
        "tables": unit_tables(full.demand, public),
        "starts": quarter_rows(full.calendar, public.calendar),
        "ends": quarter_rows(full.contract_ends, public.contract_ends),
        "value": full.value,
        "rates": full.rates,
        "public_value": public.value,
        "enough": demand.ENOUGH_BODIES,
    }


def whose(bodies: Any) -> dict[str, Any]:
    """Of bodies as a query: how many, of how many countries, with how many inhabitants."""
    countries = list(bodies.order_by().values_list("country", flat=True))
    return {
        "bodies": len(countries),
        "countries": len(set(countries)),
        "inhabitants": demand.inhabitants_of(bodies),
    }


class DemandPart(DeskMixin, TemplateView):
    """Total demand of a challenge with full figures, and what of them the public will see."""

    template_name = "needs/workspace/demand.html"
    part = "demand"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = self.challenge.sources.all()
        lines: Any = demand.lines_of_sources(sources) if sources else DemandLine.objects.none()
        content = keeping.content_of(self.statement, self.challenge.published)
        return super().get_context_data(
            **kwargs,
            **beside(full_figures(lines, "certainty"), PublicFigures(content, str(get_language()))),
            **whose(Municipality.objects.filter(pk__in=self.challenge.needs.order_by().values("municipality"))),
        )
