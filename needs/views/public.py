"""Challenges as everybody reads them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Prefetch
from django.db.models.fields.json import KeyTransform
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.canonical import checksum
from core.declarations import modules
from core.drawing import drawn_text
from core.pictures import WIDTH
from core.public import public
from core.row_states import PageRows
from core.texts import Text
from needs.enums import BriefState, StatementState
from needs.figures.pictures import bodies, calendar_picture, demand_picture, quarter_name
from needs.figures.tables import part_tables, what_is_hidden
from needs.models import Brief, Statement
from needs.publishing import public_needs
from needs.publishing.addresses import brief_address
from needs.publishing.briefs import demand_rows, facts, years_of
from needs.publishing.editions import drafted
from needs.publishing.supporters import Standing, standing
from needs.statements.document import Document

# Frozen in the content; and of the dialogue what its own page says
IN_CONTENT, NOT_SHOWN = ("title", "summary", "invitation"), ("theme", "summary", "background")
NARROW, FEW_YEARS = 360, 6


@public
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """The current statement."""
    return page(request, slug, state=StatementState.PUBLISHED)


@public
def statement(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version, current or superseded."""
    return page(request, slug, number=number)


def page(request: HttpRequest, slug: str, **which: Any) -> HttpResponse:
    """The page of one of the challenge's statements, made once for as long as nothing changes of what it is made of."""

    def make() -> str:
        found = get_object_or_404(public_statements(), challenge__slug=slug, **which)
        return render_to_string("needs/statement.html", statement_context(found), request)

    if request.GET:  # of these there are as many as anybody cares to think of
        return HttpResponse(make())
    return HttpResponse(drawn_text((request.path, made_of().state(slug)), make))


@cache
def made_of() -> PageRows:
    """Whatever is on a challenge's page; the floors above say in their challenge_page.py what they show there."""
    page = "SELECT id, dialogue_id, category_id FROM needs_challenge WHERE slug = %s"
    return PageRows(page, tuple(rows for module in modules("challenge_page") for rows in module.ROWS))


def public_statements() -> Any:
    found = Statement.objects.filter(state__in=StatementState.public()).select_related("challenge__dialogue")
    return found.defer(*IN_CONTENT, "challenge__listing", *(f"challenge__dialogue__{name}" for name in NOT_SHOWN))


def statement_context(statement: Statement) -> dict[str, Any]:
    document = Document(statement, get_language())
    behind = Standing(standing(statement), document.language)
    editions = public_editions(statement)
    return {
        "statement": statement,
        "dialogue": statement.challenge.dialogue,
        "source_needs": public_needs.of_statement(statement),
        "document": document,
        "facts": facts(document, behind),
        "headline": drawn(document, "needs/_headline.html", lambda: headline(document)),
        "text": drawn(document, "needs/_statement_text.html", lambda: {"statement": statement, "document": document}),
        "figures": drawn(
            document,
            "needs/_statement_figures.html",
            lambda: figures_context(document, behind),
            checksum(behind.written),
        ),
        "edition": editions[0],
        "editions": editions,
        "briefs": editions[0].public_briefs,
        "versions": versions(statement),
    }


def drawn(document: Document, template: str, context: Callable[[], dict[str, Any]], *made_of: Any) -> SafeString:
    """A part of the page that depends on the frozen text and on `made_of` alone: drawn once of a public statement."""

    def draw() -> str:
        return render_to_string(template, context())

    statement = document.statement
    if not statement.is_public:
        return mark_safe(draw())  # noqa: S308 (a template's output)
    return drawn_text((template, statement.pk, statement.content_hash, *made_of), draw)


def headline(document: Document) -> dict[str, Any]:
    """The first figure of the head as a picture; nothing where no demand is shown."""
    shown = document.main_unit
    if shown is None:
        return {}
    drawing = demand_picture(shown, width=NARROW if len(shown.years) <= FEW_YEARS else WIDTH, name="headline")
    return {"unit": str(shown.name), "picture": drawing}


def figures_context(document: Document, behind: Standing) -> dict[str, Any]:
    return {
        "document": document,
        "demand_years": years_of(document.demand),
        "pictures": pictures(document),
        "demand_rows": demand_rows(document),
        "part_tables": [table for table in part_tables(document.demand) if table.groups],
        "value": document.figures.value,
        "contract_ends": document.figures.contract_ends,
        **what_is_hidden(document.demand),
        "calendar_picture": calendar_picture(document.calendar, width=NARROW) if document.calendar else "",
        "calendar_rows": [(quarter_name(row), bodies(row)) for row in document.calendar],
        "supporters": behind.supporters,
        "standing": behind,
    }


def public_editions(statement: Statement) -> list[Any]:
    """The newest first, each with its `public_briefs` and these with their `address`; of a preview one without."""
    ready = Brief.objects.filter(state=BriefState.READY).order_by("pk")
    editions = statement.editions.public().order_by("-number").defer("supporters")
    found: list[Any] = list(editions.prefetch_related(Prefetch("briefs", ready, to_attr="public_briefs")))
    for edition in found:
        for brief in edition.public_briefs:
            brief.address = brief_address(brief, statement.challenge.slug, statement.number, edition)
    return found or [preview_edition(statement)]


def preview_edition(statement: Statement) -> Any:
    edition: Any = drafted(statement)
    edition.public_briefs = []
    return edition


def pictures(document: Document) -> list[tuple[Text, SafeString]]:
    """A picture of each unit of which there is a figure to show; all on one scale, wide enough for the years."""
    shown = [unit for unit in document.demand if any(year.quantity is not None for year in unit.years)]
    width = NARROW if all(len(unit.years) <= FEW_YEARS for unit in shown) else WIDTH
    return [(unit.name, demand_picture(unit, width=width)) for unit in shown]


def versions(statement: Statement) -> Any:
    """All public versions of the challenge, the newest first, with what changed, and without their texts."""
    public = Statement.objects.public().filter(challenge=statement.challenge_id).order_by("-number")
    return public.annotate(changes=KeyTransform("changes", "content")).only("number", "state", "published_at", "zone")


@public
def content(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The frozen text of a public version, from which anybody computes its checksum (docs/architecture.md)."""
    found = get_object_or_404(public_statements(), challenge__slug=slug, number=number)
    return JsonResponse(found.content, json_dumps_params={"ensure_ascii": False})
