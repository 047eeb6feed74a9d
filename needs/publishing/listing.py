"""Rows of the public lists of challenges: made ready when a statement was published, read in one query."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext

from core.enums import Country
from dialogues.models import Dialogue
from needs.models import Challenge

MOST_OF_DIALOGUE = 50


class Row(NamedTuple):
    """A challenge in the list, in the reader's language; no `demand` where it is not shown."""

    url: str
    title: str
    summary: str
    demand: str
    bodies: int
    buyers: str
    countries: str
    published_on: str
    published_iso: str


def latest(number: int) -> list[Row]:
    return rows(newest(number))


def of_dialogue(dialogue: Dialogue) -> list[Row]:
    return rows(newest(MOST_OF_DIALOGUE, dialogue=dialogue))


def newest(number: int, **of: Any) -> Any:
    return shown(Challenge.objects.public().filter(**of).order_by("-published_at", "-pk"))[:number]


def shown(found: QuerySet[Any], way: str = "") -> QuerySet[Any, dict[str, Any]]:
    """What a row is made of. `way` leads from what is found to the challenge."""
    said = {f"its_{name}": F(f"{way}{name}") for name in ("slug", "bodies", "countries", "published_at")}
    said["its_zone"] = F(f"{way}published__zone")
    return found.annotate(**said, its_listing=KeyTransform(str(get_language()), f"{way}listing")).values(
        *said, "its_listing", *found.query.annotations
    )


def title_in(language: str) -> KeyTextTransform:
    """Of what `PublicChallenge` stands for, to sort by."""
    return KeyTextTransform("title", KeyTransform(language, "challenge__listing"))


def rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    language, top = str(get_language()), reverse("challenges")
    return [as_row(row, top, language) for row in found]


def as_row(row: dict[str, Any], top: str, language: str) -> Row:
    day = localdate(row["its_published_at"], ZoneInfo(row["its_zone"]))
    return Row(
        f"{top}{row['its_slug']}/",
        row["its_listing"]["title"],
        row["its_listing"]["summary"],
        row["its_listing"]["demand"],
        row["its_bodies"],
        buyers_in_words(row["its_bodies"], language),
        country_names(row["its_countries"], language),
        day_in_words(day, language),
        day.isoformat(),
    )


# Kept by the active language: a list says the same few things again and again


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    return date_format(day, "DATE_FORMAT")


@cache
def buyers_in_words(count: int, language: str) -> str:
    return ngettext("%(bodies)s public buyer", "%(bodies)s public buyers", count) % {"bodies": number_format(count)}


@cache
def country_names(codes: str, language: str) -> str:
    """ "DK FI" in words."""
    return ", ".join(str(Country(code).label) for code in codes.split())
