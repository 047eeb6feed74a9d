"""The public list of challenges: rows made ready when a statement was published, read in one query."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

from core.enums import Country
from dialogues.models import Dialogue
from needs.models import Challenge

PER_PAGE = 50


class Row(NamedTuple):
    """A challenge in the list; `listing` is its title, summary and demand in the reader's language."""

    url: str
    listing: dict[str, str]
    bodies: int
    countries: str
    published_on: str
    published_iso: str


def page(number: int) -> Page | None:
    """A page of all public challenges, the newest first; None where there is no such page."""
    found = list(newest((number - 1) * PER_PAGE, number * PER_PAGE)) if number > 0 else []
    if not found and number != 1:
        return None
    paginator = Paginator(range(found[0]["total"] if found else 0), PER_PAGE)
    return Page(rows(found), number, paginator)


def latest(number: int) -> list[Row]:
    return rows(newest(0, number))


def of_dialogue(dialogue: Dialogue) -> list[Row]:
    return rows(newest(0, PER_PAGE, dialogue=dialogue))


def newest(first: int, last: int, **of: Any) -> Any:
    """The rows from place `first` to `last`, each with the total number of public challenges."""
    challenges = Challenge.objects.public().filter(**of).order_by("-published_at", "-pk")
    counted = challenges.annotate(total=Window(Count("pk")))
    return counted.values("slug", f"listing__{get_language()}", "bodies", "countries", "published_at", "total")[
        first:last
    ]


def rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    language = str(get_language())
    top = reverse("challenges")
    return [
        Row(
            f"{top}{row['slug']}/",
            row[f"listing__{language}"],
            row["bodies"],
            country_names(row["countries"], language),
            day_in_words(row["published_at"].date(), language),
            row["published_at"].date().isoformat(),
        )
        for row in found
    ]


# Kept by the active language: a list says the same few things again and again


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    return date_format(day, "DATE_FORMAT")


@cache
def country_names(codes: str, language: str) -> str:
    """ "DK FI" in words."""
    return ", ".join(str(Country(code).label) for code in codes.split())
