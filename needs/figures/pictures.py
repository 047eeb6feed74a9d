"""What a statement's figures look like: the same drawings on its page and in its brief."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.pictures import WIDTH, Bar, Cell, bars, grid
from needs.statements.document import Document, Quarter, UnitDemand, YearDemand

QUARTERS = (1, 2, 3, 4)


def figure(quantity: Decimal | None) -> str:
    """A quantity as the reader's language writes it, or that it is not shown."""
    return _("not shown") if quantity is None else number_format(quantity)


def demand_picture(document: Document, demand: UnitDemand, *, width: float = WIDTH) -> SafeString:
    """Bars of a unit's demand per year."""
    title = _("Demand per year: %(unit)s") % {"unit": demand.name}
    desc = "; ".join(f"{row.year}: {figure(row.quantity)}" for row in demand.years)
    return bars(f"demand-{demand.unit}", title, desc, [year_bar(row) for row in demand.years], width=width)


def year_bar(row: YearDemand) -> Bar:
    return Bar(str(row.year), None if row.quantity is None else float(row.quantity), figure(row.quantity))


def calendar_picture(document: Document, *, width: float = WIDTH) -> SafeString:
    """Years of four quarters: in how many bodies the first contracts may start."""
    calendar = {(row.year, row.quarter): row for row in document.calendar}
    most = max((row.bodies or 0 for row in document.calendar), default=1) or 1
    years = sorted({row.year for row in document.calendar})
    return grid(
        "calendar",
        _("Procurement calendar: bodies whose contracts can start, by quarter"),
        "; ".join(f"{quarter_name(row)}: {bodies(row)}" for row in document.calendar),
        [quarter_label(quarter) for quarter in QUARTERS],
        [(str(year), [cell(calendar.get((year, quarter)), most) for quarter in QUARTERS]) for year in years],
        width=width,
    )


def cell(row: Quarter | None, most: int) -> Cell | None:
    if row is None:
        return None
    return Cell("< 3", None) if row.bodies is None else Cell(str(row.bodies), row.bodies / most)


def quarter_label(quarter: int) -> str:
    return _("Q%(quarter)s") % {"quarter": quarter}


def quarter_name(row: Quarter) -> str:
    """ "Q1 2021" in the reader's language."""
    return _("Q%(quarter)s %(year)s") % {"quarter": row.quarter, "year": row.year}


def bodies(row: Quarter) -> str:
    return _("fewer than three") if row.bodies is None else str(row.bodies)
