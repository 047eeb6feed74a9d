"""What everybody finds: the search of what is public, and the facets that narrow it (needs/models/found.py)."""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.facets import Choice, Facet
from core.texts import text_of
from dialogues.models import Dialogue
from needs.curation.search import MOST_RANKED, Rank, words
from needs.models import Category, CpvCode, PublicChallenge, PublicNeed

YEARS = range(2000, 2101)
NAMES: dict[type, str] = {PublicChallenge: "public_challenge", PublicNeed: "public_need"}


class Fits(Func):
    """Whether a row is among those that fit a query, as `Meaning` answers it: found by the index alone."""

    template = "(%(expressions)s::tsquery))))"
    output_field = BooleanField()

    def __init__(self, model: type, query: str) -> None:
        super().__init__(F("pk"), Value(query), arg_joiner=f" = ANY(ARRAY(SELECT {NAMES[model]}_hits(")


def meaning(model: type, text: str) -> str:
    """What was typed, as the text of a query (see migration 0015); empty for what means nothing."""
    typed = words(text)
    if not typed:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NAMES[model]}_query(%s::text[])::text", [typed])
        return str(cursor.fetchone()[0])


def fitting(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    return rows.filter(Fits(rows.model, query))


def best(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Those that fit, the best first; of more than MOST_RANKED the newest of them."""
    newest = fitting(rows, query).order_by("-pk").values("pk")[:MOST_RANKED]
    ranked = rows.model.objects.filter(pk__in=newest)
    return ranked.annotate(rank=Rank("words", query)).order_by("-rank", "-pk")


# Facets


def challenge_facets() -> list[Facet]:
    return [categories(), countries(), years(), dialogues()]


def need_facets() -> list[Facet]:
    return [categories(), countries(), years(), cpv_branches(), dialogues()]


def categories() -> Facet:
    found = Category.objects.all()
    return Facet("category", _("Category"), [registered("category", row, row.slug, "name") for row in found])


def dialogues() -> Facet:
    return Facet(
        "dialogue",
        _("Dialogue"),
        [registered("dialogue", row, row.slug, "title") for row in Dialogue.objects.all()],
    )


def registered(name: str, row: Any, value: str, field: str) -> Choice:
    return Choice(value, f"{name}:{row.pk}", text_of(row, field))


def countries() -> Facet:
    return Facet("country", _("Country"), [Choice(code, f"country:{code}", name) for code, name in Country.choices])


def years() -> Facet:
    """Of demand that is shown."""
    found = [Choice(str(year), f"year:{year}", str(year)) for year in YEARS]
    return Facet("year", _("Year of demand"), found, in_order=True)


def cpv_branches() -> Facet:
    """The first two digits of a code say its branch; one that the register does not name is shown by its number."""
    names = {row.code[:2]: text_of(row, "name") for row in CpvCode.objects.filter(code__endswith="000000")}
    codes = [f"{number:02}" for number in range(1, 100)]
    return Facet("cpv", _("CPV branch"), [Choice(code, f"cpv:{code}", names.get(code, code)) for code in codes])
