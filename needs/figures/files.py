"""Figures as files to take home: CSV, XLSX and JSON of exactly what a page shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import exports
from needs.figures.demand import Quarter, YearDemand
from needs.figures.pictures import NAMES
from needs.figures.tables import Namer

KINDS = (*exports.KINDS, "json")


@dataclass(frozen=True)
class FigureRow:
    """`number` is None where it is not shown; `to` is the upper end of a value."""

    figure: str
    part: str = ""
    unit: str = ""
    year: int | None = None
    quarter: int | None = None
    number: Decimal | int | None = None
    to: int | None = None
    bodies: int | None = None
    as_of: str = ""


COLUMNS = [
    exports.Column(pgettext_lazy("name of a figure", "Figure"), lambda row: row.figure),
    exports.Column(gettext_lazy("Part"), lambda row: row.part),
    exports.Column(gettext_lazy("Unit"), lambda row: row.unit),
    exports.Column(gettext_lazy("Year"), lambda row: row.year),
    exports.Column(gettext_lazy("Quarter"), lambda row: row.quarter),
    exports.Column(pgettext_lazy("figure", "Number"), lambda row: _("not shown") if row.number is None else row.number),
    exports.Column(gettext_lazy("To"), lambda row: row.to),
    exports.Column(gettext_lazy("Public buyers"), lambda row: row.bodies),
    exports.Column(gettext_lazy("As of"), lambda row: row.as_of),
]


def figure_rows(figures: Any, names: Mapping[str, Namer]) -> list[FigureRow]:
    """`figures` has `demand`, `calendar`, `contract_ends` and `value`, in full or as far as they are public."""
    found: list[FigureRow] = []
    for unit in figures.demand:
        for year in unit.years:
            found += year_rows(str(unit.name), year, names)
    found += quarter_rows(_("First call-offs"), figures.calendar)
    found += quarter_rows(_("Contracts that end"), figures.contract_ends)
    if value := figures.value:
        since, currency = as_of(getattr(value, "as_of", "")), "EUR"
        found.append(FigureRow(_("Value"), unit=currency, number=value.low, to=value.high, as_of=since))
        for dimension, parts in getattr(value, "parts", {}).items():
            for name, (low, high) in parts.items():
                found.append(FigureRow(_("Value"), str(names[dimension](name)), currency, number=low, to=high))
    return found


def year_rows(unit: str, year: YearDemand, names: Mapping[str, Namer]) -> Iterator[FigureRow]:
    since = as_of(year.as_of)
    yield FigureRow(_("Demand"), "", unit, year.year, None, exact(year.quantity), None, year.bodies, since)
    for dimension, parts in year.parts.items():
        for name, quantity in parts.items():
            yield FigureRow(
                _("Demand"), str(names[dimension](name)), unit, year.year, None, exact(quantity), as_of=since
            )


def exact(quantity: Decimal | None) -> Decimal | None:
    """Without noughts at its end."""
    return None if quantity is None else quantity.normalize()


def quarter_rows(label: str, quarters: Iterable[Quarter]) -> list[FigureRow]:
    return [
        FigureRow(label, "", _("public buyers"), row.year, row.quarter, row.bodies, None, row.bodies, as_of(row.as_of))
        for row in quarters
    ]


def as_of(since: int | str | None) -> str:
    return "" if not since else _("version %(number)s") % {"number": since} if isinstance(since, int) else since


def all_names(categories: Mapping[str, Any]) -> dict[str, Namer]:
    """How values of every dimension are called; `categories` are the names by address."""
    return {**NAMES, "category": lambda slug: categories.get(slug, slug)}


def file(figures: Any, names: Mapping[str, Namer], kind: str, name: str) -> HttpResponseBase:
    rows = figure_rows(figures, names)
    if kind != "json":
        return exports.export(rows, COLUMNS, kind, name)  # type: ignore[arg-type]
    response = JsonResponse({"name": name, "figures": [as_json(row) for row in rows], "rates": rates_of(figures)})
    filename = f"{slugify(name, allow_unicode=True) or 'figures'}.json"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def as_json(row: FigureRow) -> dict[str, Any]:
    number = None if row.number is None else format(Decimal(row.number), "f")
    return {**asdict(row), "number": number}


def rates_of(figures: Any) -> list[dict[str, str]]:
    rates = getattr(figures.value, "rates", None) or getattr(figures, "rates", [])
    return [
        {"currency": rate.currency, "per_euro": str(rate.per_euro), "on": rate.on.isoformat(), "source": rate.source}
        for rate in rates
    ]
