"""What everybody finds: the search of what is public, and the facets that narrow it (needs/models/found.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.facets import Choice, Facet
from core.languages import CODES
from core.texts import Text, localized_names, text_from
from dialogues.enums import Phase
from dialogues.models import Dialogue
from needs.curation.search import MOST_RANKED, Rank, words
from needs.models import Category, CpvCode, PublicChallenge, PublicNeed

YEARS = range(2000, 2101)
SHORTEST = 5  # letters of a word that others may be like
COMMON = 0.6
TOKENS = ("body:", "category:", "cpv:")  # in the words of every row, and nobody's words
NEAR = """SELECT string_agg('(' || meant::text || ')', ' & ') FROM (
    SELECT {}_query(ARRAY[word]) || CASE WHEN start = '' THEN ''::tsquery
        ELSE to_tsquery('simple', start || ':*') || to_tsquery('simple', fold(start) || ':*') END
    FROM unnest(%s::text[], %s::text[]) AS typed (word, start)) AS words (meant)"""
NAMES: dict[type, str] = {PublicChallenge: "public_challenge", PublicNeed: "public_need"}


class Fits(Func):
    """Whether a row is among those that fit a query, as `Meaning` answers it: found by the index alone."""

    template = "(%(expressions)s::tsquery))))"
    output_field = BooleanField()

    def __init__(self, model: type, query: str) -> None:
        super().__init__(F("pk"), Value(query), arg_joiner=f" = ANY(ARRAY(SELECT {NAMES[model]}_hits(")


def meaning(model: type, text: str) -> str:
    """What was typed, as the text of a query (see migrations 0002 and 0003); empty for what means nothing."""
    typed = words(text)
    if not typed:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NAMES[model]}_query(%s::text[])::text", [typed])
        return str(cursor.fetchone()[0])


def near(model: type, text: str) -> str:
    """A query for what was typed or words that begin like the longer ones of it; empty where there are none."""
    typed = words(text)
    beginnings = [beginning(word) for word in typed]
    if not any(beginnings):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(NEAR.format(NAMES[model]), [typed, beginnings])
        return str(cursor.fetchone()[0])


def beginning(word: str) -> str:
    """As much of a word as its forms have in common; of a short one and of a number nothing."""
    if len(word) < SHORTEST or word.isdigit():
        return ""
    start = word[: max(SHORTEST - 1, ceil(len(word) * COMMON))]
    return "" if any(token.startswith(start) for token in TOKENS) else start


def fitting(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    return rows.filter(Fits(rows.model, query))


def best(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Those that fit, the best first; of more than MOST_RANKED the newest of them."""
    newest = fitting(rows, query).order_by("-pk").values("pk")[:MOST_RANKED]
    return ranked(rows.model.objects.filter(pk__in=newest), query)


def ranked(rows: QuerySet[Any], query: str, words: str = "words") -> QuerySet[Any]:
    return rows.annotate(rank=Rank(words, query)).order_by("-rank", "-pk")


# Facets


def challenge_facets() -> list[Facet]:
    found = registers(Category, Dialogue)
    return [categories(found), countries(), years(), dialogues(found), phases(found)]


def need_facets() -> list[Facet]:
    found = registers(Category, Dialogue, CpvCode)
    return [categories(found), countries(), years(), cpv_branches(found), dialogues(found)]


@dataclass(frozen=True)
class Entry:
    """A row of a register: how addresses and tokens name it, its name, and a dialogue's phase."""

    value: str
    number: str
    name: Text
    phase: str


Registers = Mapping[type, list[Entry]]
# Of each register what addresses and tokens name a row by, and the field of its name
NAMED: dict[Any, tuple[str, str, str]] = {
    Category: ("slug", "pk", "name"),
    Dialogue: ("slug", "pk", "title"),
    CpvCode: ("code", "code", "name"),
}


def registers(*models: Any) -> Registers:
    """All rows of these registers, in the order of their addresses, by one query; of the CPV the branches alone."""
    found: dict[type, list[Entry]] = {model: [] for model in models}
    with connection.cursor() as cursor:
        cursor.execute(*all_rows(models))
        for place, value, number, phase, *names in cursor.fetchall():
            name = text_from(dict(zip(CODES, names, strict=True)))
            found[models[place]].append(Entry(value, number, name, phase))
    return {model: sorted(entries, key=lambda entry: entry.value) for model, entries in found.items()}


@cache
def all_rows(models: tuple[Any, ...]) -> tuple[str, Any]:
    """It is always the same statement, and writing it takes longer than asking it."""
    parts = [rows_of(model, place) for place, model in enumerate(models)]
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()


def rows_of(model: Any, place: int) -> QuerySet[Any, Any]:
    """The queryset is Django's own: that of a translated model puts the columns in an order of its own."""
    value, number, name = NAMED[model]
    phase = F("phase") if model is Dialogue else Value("")
    names = [F(column) for column in localized_names(name)]
    columns = [F(value), F(number), phase, *names]
    texts = {f"text_{at}": Cast(column, TextField()) for at, column in enumerate(columns)}
    rows = QuerySet(model).filter(code__endswith="000000") if model is CpvCode else QuerySet(model)
    return rows.order_by().annotate(place=Value(place), **texts).values_list("place", *texts)


def categories(found: Registers) -> Facet:
    return Facet("category", _("Category"), choices("category", found[Category]))


def dialogues(found: Registers) -> Facet:
    return Facet("dialogue", _("Dialogue"), choices("dialogue", found[Dialogue]))


def choices(name: str, entries: list[Entry]) -> list[Choice]:
    return [Choice(entry.value, (f"{name}:{entry.number}",), entry.name) for entry in entries]


def phases(found: Registers) -> Facet:
    """How far a dialogue has come: the rows know the dialogue, and this knows its phase today."""
    of_phase: dict[str, list[str]] = {phase: [] for phase in Phase.values}
    for entry in found[Dialogue]:
        of_phase[entry.phase].append(f"dialogue:{entry.number}")
    all_of_them = [Choice(phase, tuple(of_phase[phase]), str(label)) for phase, label in Phase.choices]
    return Facet("phase", _("Phase of the dialogue"), all_of_them, in_order=True)


@cache
def countries() -> Facet:
    return Facet("country", _("Country"), [Choice(code, (f"country:{code}",), name) for code, name in Country.choices])


@cache
def years() -> Facet:
    """Of demand that is shown."""
    found = [Choice(str(year), (f"year:{year}",), str(year)) for year in YEARS]
    return Facet("year", _("Year of demand"), found, in_order=True)


def cpv_branches(found: Registers) -> Facet:
    """The first two digits of a code say its branch; one that the register does not name is shown by its number."""
    names = {entry.value[:2]: entry.name for entry in found[CpvCode]}
    codes = [f"{number:02}" for number in range(1, 100)]
    return Facet("cpv", _("CPV branch"), [Choice(code, (f"cpv:{code}",), names.get(code, code)) for code in codes])
