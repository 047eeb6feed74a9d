"""The needs as a board: a column for each state or for each challenge, the first cards of each, and how many more."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from needs.enums import NeedState
from needs.models import ChallengeNeed, Need

WAYS = ("states", "challenges")
MOST_CARDS, MOST_COLUMNS = 12, 12
NEARLY_SAME = 0.7  # as need_near in the database has it
NONE, CHALLENGE = "none", "challenge"


@dataclass(frozen=True)
class Deed:
    """`leads_to`: the column into which a card is dragged for it, or any challenge's."""

    label: str
    url: str
    leads_to: str


@dataclass
class Card:
    need: Any
    deeds: list[Deed]
    alike: int = 0


@dataclass
class Column:
    """`key` names it in the page; `url` is the table of all of it."""

    key: str
    title: str
    count: int
    url: str
    numbers: list[int]
    cards: list[Card] = field(default_factory=list)

    @property
    def is_challenge(self) -> bool:
        return self.key != NONE and self.key not in NeedState.values

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass
class Board:
    columns: list[Column]
    more: int = 0


def columns(way: str, needs: QuerySet[Need], titles: dict[str, str], address: Any) -> Board:
    """`address` answers the list's address with changes.

    The queryset is Django's own: that of a translated model puts the columns in an order of its own.
    """
    needs = QuerySet(Need, query=needs.query.chain())
    if way == "states":
        return Board(by_state(needs, address))
    return Board(*by_challenge(needs, titles, address))


def by_state(needs: QuerySet[Need], address: Any) -> list[Column]:
    """In one query: how many there are in each state, and the newest of each."""
    count = needs.order_by().values("state").annotate(number=Count("pk"), kind=Value("count"))
    newest = [
        needs.filter(state=state).order_by("-pk").annotate(number=F("pk"), kind=Value("card")) for state in NeedState
    ]
    parts = [part.values_list("state", "kind", "number") for part in (count, *(rows[:MOST_CARDS] for rows in newest))]
    rows = list(parts[0].union(*parts[1:], all=True))
    counts = {state: number for state, kind, number in rows if kind == "count"}
    return [
        Column(
            state.value,
            str(state.label),
            counts[state],
            address(way="", state=state.value),
            sorted((number for of, kind, number in rows if of == state and kind == "card"), reverse=True),
        )
        for state in NeedState
        if state in counts
    ]


def by_challenge(needs: QuerySet[Need], titles: dict[str, str], address: Any) -> tuple[list[Column], int]:
    """Those with the most needs, after the needs in none; and how many challenges more there are. One query.

    `titles`: of the challenges that the reader runs, by their addresses.
    """
    inside = ChallengeNeed.objects.filter(need__in=needs.order_by().values("pk"), challenge__slug__in=titles)
    place = Window(RowNumber(), partition_by=F("challenge"), order_by=F("need").desc())
    ranked = inside.annotate(place=place, total=Window(Count("pk"), partition_by=F("challenge")))
    free = needs.filter(~Exists(ChallengeNeed.objects.filter(need=OuterRef("pk"))), state=NeedState.ACCEPTED)
    newest = free.order_by("-pk").annotate(key=Value(NONE), total=Window(Count("pk")))
    first = newest.annotate(number=F("pk")).values_list("key", "number", "total")[:MOST_CARDS]
    joined = ranked.filter(place__lte=MOST_CARDS).annotate(key=F("challenge__slug"), number=F("need"))
    rows = list(first.union(joined.order_by().values_list("key", "number", "total"), all=True))
    totals = {key: total for key, _number, total in rows}
    challenges = sorted(totals.keys() - {NONE}, key=lambda key: (-totals[key], key))
    columns = [
        Column(
            key,
            titles.get(key, key) if key != NONE else _("Accepted, in no challenge"),
            totals.get(key, 0),
            address(way="", challenge=key) if key != NONE else address(way="", free="on", state="accepted"),
            sorted((number for of, number, _total in rows if of == key), reverse=True),
        )
        for key in (NONE, *challenges[:MOST_COLUMNS])
    ]
    return columns, len(challenges[MOST_COLUMNS:])


def fill(columns: list[Column], needs: dict[int, Any], query: str, *, answers: bool, joins: bool) -> None:
    """Give the columns their cards; `needs` by number, with what a card shows."""
    for column in columns:
        found = [needs[number] for number in column.numbers if number in needs]
        column.cards = [Card(need, deeds(need, column, query, answers, joins)) for need in found]
    cards = [card for column in columns for card in column.cards]
    shapes = {card.need.pk: trigrams(card.need.folded) for card in cards}
    for card in cards:
        mine = shapes[card.need.pk]
        card.alike = sum(near(mine, shape) for number, shape in shapes.items() if number != card.need.pk)


def deeds(need: Any, column: Column, query: str, answers: bool, joins: bool) -> list[Deed]:
    """What may be done with a card in a column."""
    found: list[tuple[str, Any, str]] = []
    if answers and need.state == NeedState.SUBMITTED:
        found += [
            ("workspace-accept", _("Accept"), NeedState.ACCEPTED.value),
            ("workspace-decline", _("Decline"), NeedState.DECLINED.value),
        ]
    if joins and need.state == NeedState.ACCEPTED:
        found += [
            ("workspace-join", _("Join into a challenge"), ""),
            ("workspace-add", _("Add to a challenge"), "" if column.is_challenge else CHALLENGE),
        ]
        if need.used:
            found += [
                ("workspace-move", _("Move to another challenge"), CHALLENGE if column.is_challenge else ""),
                ("workspace-split", _("Split the demand"), ""),
                ("workspace-remove", _("Remove from a challenge"), NONE if column.is_challenge else ""),
            ]
    here = [("here", column.key)] if column.is_challenge else []
    asked = "&".join(filter(None, [query, urlencode([("need", need.pk), *here])]))
    return [Deed(label, f"{reverse(name)}?{asked}", leads_to) for name, label, leads_to in found]


def trigrams(text: str) -> frozenset[str]:
    """As the database takes them from a text."""
    padded = [f"  {word} " for word in text.split()]
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def near(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common > 0 and common / (len(one) + len(other) - common) >= NEARLY_SAME
