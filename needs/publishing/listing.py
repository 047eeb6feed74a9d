"""Rows of the public lists of challenges: made ready when a statement was published, read in one query."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

from core.enums import Country
from dialogues.models import Dialogue
from needs.models import Challenge

MOST_OF_DIALOGUE = 50


class Row(NamedTuple):
    """A challenge in the list; `listing` is its title, summary and demand in the reader's language."""

    url: str
    listing: dict[str, str]
    bodies: int
    countries: str
    published_on: str
    published_iso: str


def latest(number: int) -> list[Row]:
    return rows(newest(number))


def of_dialogue(dialogue: Dialogue) -> list[Row]:
    return rows(newest(MOST_OF_DIALOGUE, dialogue=dialogue))


def newest(number: int, **of: Any) -> Any:
    return shown(Challenge.objects.public().filter(**of).order_by("-published_at", "-pk"))[:number]


def of(numbers: list[int]) -> list[dict[str, Any]]:
    """These challenges, in this order."""
    found = {row["pk"]: row for row in shown(Challenge.objects.public().filter(pk__in=numbers))}
    return [found[number] for number in numbers if number in found]


def shown(challenges: QuerySet[Challenge]) -> QuerySet[Challenge, dict[str, Any]]:
    return challenges.values("pk", "slug", f"listing__{get_language()}", "bodies", "countries", "published_at")


def title_in(language: str) -> KeyTextTransform:
    """Of what `PublicChallenge` stands for, to sort by."""
    return KeyTextTransform("title", KeyTransform(language, "challenge__listing"))


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
