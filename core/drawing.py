"""Rows of public lists as HTML, each drawn once by a process for all who see it: nothing of a page takes longer."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_KEPT = 4000


def drawn(template: str, rows: list[Any]) -> list[SafeString]:
    """The template for each `row`. A row is all that it is made of, beside the active language, and can be hashed."""
    draw = draw_anew if settings.DEBUG else draw_once
    language = str(get_language())
    return [draw(template, row, language) for row in rows]


def draw_anew(template: str, row: Any, _language: str) -> SafeString:
    return mark_safe(render_to_string(template, {"row": row}))  # noqa: S308 (a template's output)


draw_once = lru_cache(maxsize=MOST_KEPT)(draw_anew)
