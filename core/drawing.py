"""Rows of public lists, and texts that stay as they are, as HTML: each drawn once by a process for all who see it."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_KEPT = 4000
MOST_TEXTS = 200  # of some 100 kB each


def drawn(template: str, rows: list[Any], *, anew: bool = False) -> list[SafeString]:
    """The template for each `row`. A row is all that it is made of, beside the active language, and can be hashed.

    `anew` what hardly anybody else will see.
    """
    draw = draw_anew if anew or settings.DEBUG else draw_once
    language = str(get_language())
    return [draw(template, row, language) for row in rows]


def draw_anew(template: str, row: Any, _language: str) -> SafeString:
    return mark_safe(render_to_string(template, {"row": row}))  # noqa: S308 (a template's output)


draw_once = lru_cache(maxsize=MOST_KEPT)(draw_anew)


class Texts:
    """HTML by what it is made of, beside the active language; those that nobody asked for longest are forgotten."""

    def __init__(self, most: int) -> None:
        self.most, self.kept, self.lock = most, dict[Hashable, SafeString](), Lock()

    def get(self, made_of: Hashable, draw: Callable[[], str]) -> SafeString:
        key = (made_of, get_language())
        with self.lock:
            html = self.kept.pop(key, None)
        html = mark_safe(draw()) if html is None else html  # noqa: S308 (a template's output)
        if not settings.DEBUG:
            with self.lock:
                self.kept[key] = html
                while len(self.kept) > self.most:
                    del self.kept[next(iter(self.kept))]
        return html

    def forget(self) -> None:
        with self.lock:
            self.kept.clear()


TEXTS = Texts(MOST_TEXTS)
drawn_text = TEXTS.get
