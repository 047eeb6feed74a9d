"""What figures look like: the same drawings on pages and in briefs, each with the same figures in a table beside it."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Country
from core.pictures import HEIGHT, WIDTH, Bar, Cell, Stack, bars, grid
from core.stacks import LOOKS, REST, stacked_bars
from needs.enums import Certainty
from needs.figures.demand import Quarter, YearDemand
from needs.figures.reading import UnitDemand

QUARTERS = (1, 2, 3, 4)
CENT = Decimal("0.01")
NAMES: dict[str, Callable[[str], str]] = {
    "country": lambda value: str(Country(value).label),
    "certainty": lambda value: str(Certainty(value).label),
}
BY = {
    "country": gettext_lazy("Demand per year by country: %(unit)s"),
    "certainty": gettext_lazy("Demand per year by certainty: %(unit)s"),
}
ORDER = {"country": Country.values, "certainty": Certainty.values[::-1]}  # the surest at the foot


def figure(quantity: Decimal | None) -> str:
    """A quantity as the reader's language writes it, or that it is not shown."""
    return _("not shown") if quantity is None else number_format(shortest(quantity))


def shortest(quantity: Decimal) -> Decimal:
    """To the hundredth, without noughts at its end."""
    rounded = quantity.quantize(CENT)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def demand_picture(
    demand: UnitDemand,
    *,
    by: str = "country",
    width: float = WIDTH,
    height: float = HEIGHT,
    name: str = "demand",
) -> SafeString:
    """A unit's demand per year, stacked by country or certainty where at least two parts may be shown."""
    series, size = series_of(demand.years, by), {"width": width, "height": height}
    if len(series) < 2:
        title = _("Demand per year: %(unit)s") % {"unit": demand.name}
        desc = "; ".join(f"{row.year}: {figure(row.quantity)}" for row in demand.years)
        return bars(f"{name}-{demand.unit}", title, desc, [year_bar(row) for row in demand.years], **size)
    title = str(BY[by]) % {"unit": demand.name}
    names = [NAMES[by](value) if value else _("not shown apart") for value in series]
    looks = [LOOKS[ORDER[by].index(value)] if value else REST for value in series]
    desc = "; ".join(in_words(row, names, parts_of(row, by, series)) for row in demand.years)
    stacks = [year_stack(row, parts_of(row, by, series)) for row in demand.years]
    return stacked_bars(f"{name}-{by}-{demand.unit}", title, desc, names, stacks, looks=looks, **size)


def series_of(years: Sequence[YearDemand], by: str) -> list[str]:
    """The values that are shown in any of the years, in their order, and "" for what is not shown apart."""
    shown = {value for row in years for value in row.parts.get(by, {})}
    found = [value for value in ORDER[by] if value in shown]
    rest = any(row.quantity is not None and rest_of(row, by) for row in years)
    return [*found, *([""] if rest and found else [])]


def rest_of(row: YearDemand, by: str) -> Decimal:
    return (row.quantity or Decimal()) - sum(row.parts.get(by, {}).values(), Decimal())


def parts_of(row: YearDemand, by: str, series: Sequence[str]) -> list[Decimal]:
    if row.quantity is None:
        return []
    parts = row.parts.get(by, {})
    return [parts.get(value, Decimal()) if value else rest_of(row, by) for value in series]


def year_stack(row: YearDemand, parts: Sequence[Decimal]) -> Stack:
    return Stack(str(row.year), [float(part) for part in parts], figure(row.quantity))


def in_words(row: YearDemand, names: Sequence[str], parts: Sequence[Decimal]) -> str:
    told = ", ".join(f"{name} {figure(part)}" for name, part in zip(names, parts, strict=False) if part)
    return f"{row.year}: {figure(row.quantity)}" + (f" ({told})" if told else "")


def year_bar(row: YearDemand) -> Bar:
    return Bar(str(row.year), None if row.quantity is None else float(row.quantity), figure(row.quantity))


def calendar_picture(calendar: Sequence[Quarter], *, width: float = WIDTH) -> SafeString:
    """Years of four quarters: in how many bodies the first contracts may start."""
    known = {(row.year, row.quarter): row for row in calendar}
    most = max((row.bodies or 0 for row in calendar), default=1) or 1
    years = sorted({row.year for row in calendar})
    return grid(
        "calendar",
        _("Procurement calendar: public buyers whose contracts can start, by quarter"),
        "; ".join(f"{quarter_name(row)}: {row.bodies}" for row in calendar),
        [quarter_label(quarter) for quarter in QUARTERS],
        [(str(year), [cell(known.get((year, quarter)), most) for quarter in QUARTERS]) for year in years],
        width=width,
    )


def cell(row: Quarter | None, most: int) -> Cell | None:
    return None if row is None or row.bodies is None else Cell(str(row.bodies), row.bodies / most)


def quarter_label(quarter: int) -> str:
    return _("Q%(quarter)s") % {"quarter": quarter}


def quarter_name(row: Quarter) -> str:
    """ "Q1 2021" in the reader's language."""
    return _("Q%(quarter)s %(year)s") % {"quarter": row.quarter, "year": row.year}


def bodies(row: Quarter) -> str:
    return str(row.bodies)
