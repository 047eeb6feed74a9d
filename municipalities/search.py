"""Finding a public buyer by what somebody types: any of its names, with or without accents, roughly spelt."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Least, Length
from django.utils import timezone

from core.search import Fold
from municipalities.models import Municipality, Participation
from municipalities.models.register import BREAK

MOST = 20
LONGEST = 200
SHORTEST_GUESS = 4  # letters; what is shorter resembles too much
WHOLE, BEGINNING, WORD, ANYWHERE, ALIKE = range(5)
# What people put around a name: "Oslo kommune", "City of Turku", "Kaarinan kaupunki"
BEFORE = r"(city|town|municipality|region|kommunen|staden) (of |i |av )?"
AFTER = r" (kommune?|kommuna|municipality|city|stad|by|kunta|kaupunki|sveitarfélag|suohkan|gielda)"
AROUND = re.compile(rf"^{BEFORE}|{AFTER}$", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """A body that can be chosen; `was` is the merged one that was found and is now part of it."""

    body: Municipality
    was: Municipality | None
    is_whole: bool
    takes_part: bool


def find_bodies(text: str) -> QuerySet[Municipality]:
    """The best first: whole name, beginning of a name, of a word, anywhere, then alike. Each has `place` and
    `takes_part`.

    Closed bodies are left out; a merged one is found and leads to its `successor`.
    """
    typed = tidy(text)
    if not typed:
        return standing().none()
    names = sorted({typed, AROUND.sub("", typed) or typed}, key=len)
    holding = reduce(or_, [Q(search_name__contains=folded(name)) for name in names])
    found = holding
    if len(names[0]) >= SHORTEST_GUESS:
        found |= Q(~Exists(standing().filter(holding))) & Q(TrigramWordSimilar(F("search_name"), folded(names[0])))
    similarity = TrigramWordSimilarity(folded(names[0]), "search_name")  # type: ignore[arg-type] # it takes any expression
    likeness = Case(When(place=ALIKE, then=similarity), default=Value(1.0))
    ranked = standing().filter(found).annotate(place=place_among(names))
    return ranked.order_by("place", -likeness, Length("official_name"), "official_name", "country", "region", "pk")


def standing(*, merged: bool = True) -> QuerySet[Municipality]:
    """Those that may be chosen and, if `merged`, those that lead to one; each with what a line about it says."""
    is_open = Q(closed_on=None) | Q(closed_on__gt=timezone.localdate())
    own = Q(municipality=OuterRef("pk")) | Q(municipality=OuterRef("merged_into"))
    return (
        Municipality.objects.filter(is_open | Q(merged_into__isnull=False) if merged else is_open)
        .select_related("merged_into")
        .annotate(takes_part=Exists(Participation.objects.filter(own)))
    )


def tidy(text: str) -> str:
    """Composed letters and single spaces; signs that show nothing are dropped, and what is longer than any name."""
    shown = "".join(sign for sign in unicodedata.normalize("NFC", text[:LONGEST]) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in shown).split())


def folded(name: str) -> Fold:
    """As it stands in `search_name`, where a name of two languages is broken in two."""
    return Fold(Value(name.replace(" / ", BREAK).replace(" – ", BREAK)))


class Place(Func):
    """WHOLE to ALIKE: where the second expression stands in the first. The function is made by a migration."""

    function = "place_in_names"
    output_field = IntegerField()


def place_among(names: list[str]) -> Func:
    """The best place of the names."""
    places = [Place("search_name", folded(name)) for name in names]
    return Least(*places) if len(places) > 1 else places[0]


def matches(text: str, most: int = MOST) -> list[Match]:
    """What there is to choose from, each body once; one query."""
    chosen: dict[int, Match] = {}
    for match in successors(find_bodies(text)[: most * 2]):
        chosen.setdefault(match.body.pk, match)
    return list(chosen.values())[:most]


def successors(found: Iterable[Any]) -> Iterator[Match]:
    for row in found:
        body = row.successor
        if not body.is_closed:
            yield Match(body, None if body == row else row, row.place == WHOLE, row.takes_part)


def resolve(text: str) -> tuple[Municipality | None, list[Match]]:
    """The one body of that whole name; else None, and what might be meant."""
    found = matches(text)
    whole = [match.body for match in found if match.is_whole]
    return (whole[0], found) if len(whole) == 1 else (None, found)
