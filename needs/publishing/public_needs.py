"""Rows of the public list of needs: text, body and codes, and of the demand only what its body lets be shown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from core.texts import Text, localized_name, localized_names, text_from, text_of, written_in
from needs.models import Challenge, DemandLine, Need, Statement
from needs.publishing.listing import country_names


def with_what_is_shown(needs: QuerySet[Need]) -> QuerySet[Need]:
    """For a page or a file of them; `shown_lines` are the only lines that are read."""
    lines = DemandLine.objects.filter(is_public=True).select_related("unit").order_by("year", "unit__position", "unit")
    return needs.select_related("municipality", "category", "dialogue").prefetch_related(
        Prefetch("demand_lines", lines, to_attr="shown_lines")
    )


class NeedRow(NamedTuple):
    url: str
    title: Text
    outcome: Text
    municipality: str
    country: str
    category: Text
    written_in: str
    demand: str


TEXTS = ("title", "outcome", "category__name")


def shown(needs: QuerySet[Need]) -> QuerySet[Need, dict[str, Any]]:
    """What a row is made of: fifty needs as values take a third of the time that they take as objects."""
    units = {code: f"unit__{build_localized_fieldname('name', code)}" for code in CODES}
    line = JSONObject(year="year", quantity=Cast("quantity", TextField()), unit=JSONObject(**units))
    lines = DemandLine.objects.filter(need=OuterRef("pk"), is_public=True)
    in_order = lines.order_by("year", "unit__position", "unit").values(line=line)
    texts = [name for field in TEXTS for name in localized_names(field)]
    return needs.annotate(its_lines=ArraySubquery(in_order)).values(
        "pk",
        "language",
        "municipality__country",
        "municipality__official_name",
        localized_name("municipality__name"),
        "its_lines",
        *texts,
        *needs.query.annotations,
    )


def rows(found: Iterable[dict[str, Any]]) -> list[NeedRow]:
    language, top = str(get_language()), reverse("needs")
    return [row(values, language, top) for values in found]


def row(values: dict[str, Any], language: str, top: str) -> NeedRow:
    title, outcome, category = (text_in(values, field) for field in TEXTS)
    municipality = values[build_localized_fieldname("municipality__name", language)]
    return NeedRow(
        f"{top}{values['pk']}/",
        title,
        outcome,
        municipality or values["municipality__official_name"],  # few bodies have names in other languages
        country_names(values["municipality__country"], language),
        category,
        written_in(values["language"]),
        " · ".join(in_runs(values["its_lines"])),
    )


def text_in(values: dict[str, Any], field: str) -> Text:
    own = values["language"] if "__" not in field else ""
    return text_from({code: values[build_localized_fieldname(field, code)] for code in CODES}, own)


def in_runs(lines: list[dict[str, Any]]) -> Iterator[str]:
    """Unit by unit, years on end together: "272,000 deliveries, 2021–2024". The lines come year by year."""
    runs: dict[str, list[tuple[int, int, Decimal]]] = {}
    for line in lines:
        unit, year, quantity = str(text_from(line["unit"])), line["year"], Decimal(line["quantity"])
        found = runs.setdefault(unit, [])
        if found and year - found[-1][1] <= 1:
            first, _last, so_far = found.pop()
            found.append((first, year, so_far + quantity))
        else:
            found.append((year, year, quantity))
    for unit, found in runs.items():
        for first, last, quantity in found:
            yield said(quantity, unit, str(first) if first == last else f"{first}–{last}")


def line_in_words(line: DemandLine) -> str:
    return said(line.quantity, str(text_of(line.unit, "name")), str(line.year))


def said(quantity: Decimal, unit: str, years: str) -> str:
    """ "300 deliveries, 2027" """
    return f"{number_format(quantity.normalize(), use_l10n=True, force_grouping=True)} {unit}, {years}"


def challenges_with(need: Need) -> list[tuple[str, str]]:
    """The published challenges that use it: address and title."""
    language = get_language()
    found = Challenge.objects.public().filter(published__needs=need).order_by("-published_at", "-pk")
    return [(challenge.get_absolute_url(), challenge.listing[language]["title"]) for challenge in found]


def of_statement(statement: Statement) -> list[Need]:
    """The public needs that it came of; of a draft that is previewed, those that it would come of."""
    kept = {"uses__challenge": statement.challenge_id} if statement.is_draft else {"statements": statement.pk}
    needs = Need.objects.public().filter(**kept).select_related("municipality").order_by("pk")
    names = (f"municipality__{name}" for name in localized_names("name"))
    return list(needs.only("title", "language", "municipality__official_name", *names))
