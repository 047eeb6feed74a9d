"""What everybody finds as a file: CSV, a workbook, or JSON for a program."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core import exports
from core.public import FOR_A_MINUTE
from core.texts import text_of
from needs.publishing.listing import country_names
from needs.publishing.public_needs import line_in_words

KINDS = (*exports.KINDS, "json")
TEXTS = ("title", "situation", "outcome", "constraints")
Data = dict[str, Any]


def file(rows: Iterable[Any], columns: list[exports.Column], data: Callable[[Any], Data], kind: str, name: str) -> Any:
    """The rows as a download of a kind, kept by caches as the page is."""
    answer: HttpResponseBase
    if kind == "json":
        answer = StreamingHttpResponse(json_parts(rows, data), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    else:
        answer = exports.export(rows, columns, "csv" if kind == "csv" else "xlsx", name)
    answer["Cache-Control"] = FOR_A_MINUTE
    return answer


def json_parts(rows: Iterable[Any], data: Callable[[Any], Data]) -> Iterator[str]:
    before = "["
    for row in rows:
        yield before + json.dumps(data(row), ensure_ascii=False)
        before = ",\n"
    yield "[]" if before == "[" else "]"


# Challenges: rows of Challenge with their category, dialogue and the zone in which they were published


def challenge_columns(language: str) -> list[exports.Column]:
    return [
        exports.Column(_("Challenge"), lambda row: row.listing[language]["title"]),
        exports.Column(_("Summary"), lambda row: row.listing[language]["summary"]),
        exports.Column(_("Category"), lambda row: text_of(row.category, "name")),
        exports.Column(_("Demand"), lambda row: row.listing[language]["demand"]),
        exports.Column(_("Public buyers"), lambda row: row.bodies),
        exports.Column(_("Countries"), lambda row: country_names(row.countries, language)),
        exports.Column(_("Dialogue"), lambda row: text_of(row.dialogue, "title")),
        exports.Column(_("Published"), lambda row: localdate(row.published_at, ZoneInfo(row.zone))),
        exports.Column(_("Address"), lambda row: row.url),
    ]


def challenge_data(row: Any) -> Data:
    """Titles, summaries and demand in all languages."""
    return {
        "address": row.url,
        "category": row.category.slug,
        "dialogue": row.dialogue.slug,
        "public_buyers": row.bodies,
        "countries": row.countries.split(),
        "published": row.published_at.isoformat(),
        "texts": row.listing,
    }


# Needs: as `with_what_is_shown` reads them


def need_columns() -> list[exports.Column]:
    return [
        exports.Column(_("Need"), lambda row: text_of(row, "title")),
        exports.Column(_("Situation today"), lambda row: text_of(row, "situation")),
        exports.Column(_("Wanted outcome"), lambda row: text_of(row, "outcome")),
        exports.Column(_("Constraints"), lambda row: text_of(row, "constraints")),
        exports.Column(_("Original in"), lambda row: row.get_language_display()),
        exports.Column(_("Municipality"), lambda row: str(row.municipality)),
        exports.Column(_("Country"), lambda row: row.municipality.get_country_display()),
        exports.Column(_("Category"), lambda row: text_of(row.category, "name")),
        exports.Column(_("CPV codes"), lambda row: ", ".join(code.code for code in row.cpv_codes.all())),
        exports.Column(_("Demand"), lambda row: "; ".join(line_in_words(line) for line in row.shown_lines)),
        exports.Column(_("Dialogue"), lambda row: text_of(row.dialogue, "title")),
        exports.Column(_("Address"), lambda row: row.url),
    ]


def need_data(row: Any) -> Data:
    """The original text, and only the lines that may be shown; quantities as texts."""
    original = {name: getattr(row, f"{name}_{row.language}") or "" for name in TEXTS}
    return {
        "address": row.url,
        "language": row.language,
        **original,
        "municipality": row.municipality.official_name,
        "country": row.municipality.country,
        "category": row.category.slug,
        "dialogue": row.dialogue.slug,
        "cpv": [code.code for code in row.cpv_codes.all()],
        "demand": [
            {"year": line.year, "quantity": format(line.quantity.normalize(), "f"), "unit": line.unit.slug}
            for line in row.shown_lines
        ],
    }
