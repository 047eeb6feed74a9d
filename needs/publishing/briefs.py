"""The brief: a statement as the PDF that a supplier's bid manager reads, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import pdf
from core.enums import Country
from core.pictures import ladder
from core.qr import qr_code
from core.texts import Text
from needs.enums import ClauseKind, IntentStep
from needs.figures.demand import Quarter
from needs.figures.pictures import (
    QUARTERS,
    bodies,
    demand_picture,
    figure,
    quarter_label,
    quarter_name,
)
from needs.figures.reading import UnitDemand
from needs.figures.tables import PartGroup, PartRow, PartTable, part_tables, what_is_hidden
from needs.models import Edition, Statement
from needs.publishing.editions import drafted
from needs.publishing.supporters import LADDER, Standing
from needs.statements.document import Clause, Document

TEMPLATE = "needs/pdf/brief.html"
STYLESHEET = "css/brief.css"
# How wide a drawing is in its own units, so that its letters have the size of the text around it
COLUMN, HALF_PAGE, HEADLINE_HEIGHT = 570, 365, 130
FEW_SUPPORTERS = 5  # so few that they stand together on a page
FEWEST_ON_LADDER = 3
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Fact:
    """A figure of the first page's band."""

    value: str
    label: str | Text
    detail: str = ""


def render_brief(statement: Statement, language: str, edition: Edition | None = None) -> pdf.Pdf:
    """The brief of a frozen statement. Raises core.pdf.RenderFailed."""
    return pdf.render(brief_html(statement, language, edition), stylesheet=STYLESHEET, language=language)


def brief_html(statement: Statement, language: str, edition: Edition | None = None) -> str:
    """Of that edition, or else with who stands behind the statement now."""
    with translation.override(language):
        return brief_page(Document(statement, language), edition or drafted(statement))


def brief_page(document: Document, edition: Edition) -> str:
    """The brief's HTML, in the document's language, which must be the active one."""
    return render_to_string(TEMPLATE, brief_context(document, edition))


def brief_context(document: Document, edition: Edition) -> dict[str, Any]:
    address = web_address(document)
    standing = Standing(edition.supporters, document.language)
    behind = standing.supporters
    return {
        "document": document,
        "edition": edition,
        "on": edition.dated_on,
        "language_name": LANGUAGE_NAMES[document.language],
        "address": address,
        "dialogue_address": settings.SITE_URL + reverse("dialogue", args=[document.content["dialogue"]["slug"]]),
        "qr": qr_code(address),
        "facts": facts(document, standing),
        "headline": headline(document),
        "headline_unit": document.main_unit and document.main_unit.name,
        "background": clauses(document, ClauseKind.BACKGROUND),
        "outcomes": clauses(document, ClauseKind.OUTCOME),
        "requirements": clauses(document, ClauseKind.REQUIREMENT),
        "targets": sorted(
            clauses(document, ClauseKind.TARGET), key=lambda clause: (clause.target_year or 9999, clause.number)
        ),
        "commitments": clauses(document, ClauseKind.COMMITMENT),
        "demand_years": years_of(document.demand),
        "demand_rows": list(zip(demand_rows(document), demand_parts(document), strict=True)),
        "demand_is_parted": any(demand_parts(document)),
        "value": document.figures.value,
        "demand_pictures": demand_pictures(document),
        **what_is_hidden(document.demand),
        "quarters": [quarter_label(quarter) for quarter in QUARTERS],
        "calendar_rows": calendar_rows(document),
        "supporters": behind,
        "standing": standing,
        "ladder_picture": ladder_picture(standing, width=COLUMN) if stands_for_many(standing) else "",
        "few_supporters": len(behind) <= FEW_SUPPORTERS,
        "anyone_signed": any(body.signed_on for body in behind),
        "anyone_intends": any(body.intent for body in behind),
        "keywords": [str(document.category), str(document.dialogue_title), *(c.label for c in standing.countries)],
    }


def web_address(document: Document) -> str:
    """Of this version, where the reader also sees whether there is a newer one."""
    return settings.SITE_URL + reverse("statement", args=[document.content["challenge"], document.number])


def clauses(document: Document, kind: ClauseKind) -> list[Clause]:
    return [clause for clause in document.clauses if clause.kind == kind]


# The band of figures


def facts(document: Document, standing: Standing) -> list[Fact]:
    demand = document.main_demand
    first = document.first_call_off
    bodies_behind, countries = len(standing.behind), len(standing.countries)
    found = [
        demand and Fact(figure(demand.total), demand.counted, document.main_years),
        Fact(str(bodies_behind), ngettext("public buyer", "public buyers", bodies_behind)),
        Fact(str(countries), ngettext("country", "countries", countries), countries_label(standing.countries)),
        standing.inhabitants and Fact(number_format(standing.inhabitants), _("inhabitants")),
        first and Fact(quarter_name(first), _("first call-off")),
    ]
    return [fact for fact in found if fact]


def stands_for_many(standing: Standing) -> bool:
    """Whether so many have come further than to sign that a picture says more than the table's column."""
    further = standing.ladder[LADDER.index(IntentStep.SIGNED) + 1 :]
    return sum(rung.count for rung in further) >= FEWEST_ON_LADDER


def ladder_picture(standing: Standing, *, width: float) -> SafeString | str:
    """How far the bodies have come; empty where none said so."""
    rungs = standing.ladder
    if not rungs:
        return ""
    desc = "; ".join(f"{rung.label}: {rung.count}" for rung in rungs)
    return ladder("ladder", _("How far the public buyers have come"), desc, rungs, width=width)


def countries_label(countries: Iterable[Country]) -> str:
    return ", ".join(str(country.label) for country in countries)


# Demand by year


def years_of(demand: list[UnitDemand]) -> list[int]:
    return sorted({year.year for unit in demand for year in unit.years})


def demand_rows(document: Document) -> list[dict[str, Any]]:
    """Of each unit its figures in all of the years ("–" where nobody asks for any) and its total."""
    years = years_of(document.demand)
    return [
        {
            "unit": unit.name,
            "figures": [year_figure(unit, year) for year in years],
            "total": figure(unit.total),
        }
        for unit in document.demand
    ]


def demand_parts(document: Document) -> list[list[PartGroup]]:
    """Of each of the demand's rows its parts by country and by certainty, in the years of the whole demand."""
    years = years_of(document.demand)
    return [[in_years(group, table, years) for group in table.groups] for table in part_tables(document.demand)]


def in_years(group: PartGroup, table: PartTable, years: list[int]) -> PartGroup:
    place = {row.year: place for place, row in enumerate(table.years)}
    rows = [
        PartRow(row.name, [row.figures[place[year]] if year in place else "–" for year in years]) for row in group.rows
    ]
    return PartGroup(group.label, rows)


def headline(document: Document) -> SafeString | str:
    """The first figure of the first page as a picture; empty where no demand is shown."""
    shown = document.main_unit
    return demand_picture(shown, width=COLUMN, height=HEADLINE_HEIGHT, name="headline") if shown else ""


def demand_pictures(document: Document) -> list[tuple[Text, SafeString]]:
    """The units of which there is a figure to show, two beside each other; a single one has the first page's."""
    shown = [unit for unit in document.demand if any(year.quantity is not None for year in unit.years)]
    if len(shown) == 1 and document.main_demand:
        return []
    return [(unit.name, demand_picture(unit, width=HALF_PAGE, height=140)) for unit in shown]


def year_figure(unit: UnitDemand, year: int) -> str:
    row = next((row for row in unit.years if row.year == year), None)
    return "–" if row is None else figure(row.quantity)


def calendar_rows(document: Document) -> list[tuple[int, list[tuple[str, int]]]]:
    """Of each year the bodies in its quarters, "–" where none can start, and how dark the field is, from 0 to 4."""
    known = {(row.year, row.quarter): row for row in document.calendar}
    most = max((row.bodies or 0 for row in known.values()), default=0) or 1
    years = sorted({year for year, _quarter in known})
    return [(year, [calendar_field(known.get((year, quarter)), most) for quarter in QUARTERS]) for year in years]


def calendar_field(row: Quarter | None, most: int) -> tuple[str, int]:
    return ("–", 0) if row is None else (bodies(row), ceil(4 * (row.bodies or 0) / most))
