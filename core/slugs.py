"""The part of an address that a title makes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

# Letters that lose more than an accent
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "đ": "d", "ŋ": "n", "ß": "ss"})


def slug_of(title: str, most: int, otherwise: str) -> str:
    """At most so many letters, cut behind a whole word if there is one; `otherwise` where nothing of the title fits."""
    slug = slugify(title.casefold().translate(LETTERS))
    if len(slug) > most:
        slug = slug[: most + 1].rpartition("-")[0] or slug[:most]
    return slug or otherwise


def free_slug(wanted: str, rows: QuerySet[Any], reserved: Iterable[str] = ()) -> str:
    """What is wanted, with a number behind it if one of the rows has it already or it is reserved."""
    taken = {*reserved, *rows.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
