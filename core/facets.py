"""Lists that everybody narrows by links: a search, and facets with counts that follow what else is chosen.

The rows have an array of tokens, "name:value", one for each value that a row is found under. All that is chosen is in
the address, so that every state of a list can be shared; what makes no sense there narrows nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, QuerySet, TextField, Value
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.names import clean_name
from core.texts import Text

LONGEST_QUERY = 200
FEW = 8  # values of a facet that are shown before somebody asks for more

Words = str | Text | Promise
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Choice:
    """One value of a facet: as the address has it, as the rows have it, and as the reader sees it.

    Of several tokens a row has one at most.
    """

    value: str
    tokens: tuple[str, ...]
    label: Words


@dataclass(frozen=True)
class Facet:
    """Several values of it are alternatives. Shown in the order of `choices` if `in_order`, or else most rows first."""

    name: str
    label: Words
    choices: Iterable[Choice]
    in_order: bool = False

    @cached_property
    def by_value(self) -> dict[str, Choice]:
        return {choice.value: choice for choice in self.choices}


@dataclass(frozen=True)
class Option:
    """A value that can be chosen or taken back: how many rows it has, and the address that does it."""

    label: Words
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """A facet as the page shows it; the `rest` only for who asks for more."""

    name: str
    label: Words
    first: tuple[Option, ...]
    rest: tuple[Option, ...]
    is_narrowed: bool


@dataclass(frozen=True)
class Removable:
    """One thing that narrows the list, the address without it, and how many rows there would be if that is known."""

    name: str
    label: Words
    value: Words
    url: str
    count: int | None = None


@dataclass
class Narrowing:
    """What an address asks for. `kept` are further parameters with their allowed values, the first the usual one."""

    path: str
    asked: QueryDict
    facets: list[Facet]
    kept: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def query(self) -> str:
        return clean_name(self.asked.get("q", "")[:LONGEST_QUERY])

    @cached_property
    def chosen(self) -> dict[str, list[Choice]]:
        """The chosen values of each facet that has any."""
        found = {facet.name: self.known(facet) for facet in self.facets}
        return {name: choices for name, choices in found.items() if choices}

    def known(self, facet: Facet) -> list[Choice]:
        wanted = dict.fromkeys(self.asked.getlist(facet.name))
        return [facet.by_value[value] for value in wanted if value in facet.by_value]

    def setting(self, name: str) -> str:
        """What is asked for of a kept parameter, or what is usual."""
        value = self.asked.get(name, "")
        return value if value in self.kept[name] else self.kept[name][0]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or self.chosen)

    @property
    def narrows_as_asked(self) -> bool:
        """Whether each facet that is asked for has a value that there is: else the list is wider than was meant."""
        asked = (facet.name for facet in self.facets if any(self.asked.getlist(facet.name)))
        return self.is_narrowed and all(name in self.chosen for name in asked)

    # Addresses

    def address(self, **changes: Any) -> str:
        """This list with other parameters: a text or a list of values; None leaves it out. The pages begin anew."""
        pairs = {name: value for name, value in (self.now | changes).items() if value}
        return f"{self.path}?{urlencode(pairs, doseq=True)}" if pairs else self.path

    @cached_property
    def now(self) -> dict[str, Any]:
        """The parameters of this list as it is."""
        now: dict[str, Any] = {"q": self.query}
        now |= {name: [choice.value for choice in choices] for name, choices in self.chosen.items()}
        return now | {name: self.setting(name) for name, values in self.kept.items() if self.setting(name) != values[0]}

    def without(self, name: str, value: str) -> str:
        left = [choice.value for choice in self.chosen[name] if choice.value != value]
        return self.address(**{name: left})

    def hidden(self) -> list[tuple[str, str]]:
        """What a form of the search must carry along."""
        pairs = [(name, choice.value) for name, choices in self.chosen.items() for choice in choices]
        return pairs + [(name, self.setting(name)) for name in self.kept if self.setting(name) != self.kept[name][0]]

    # Rows

    def narrowed(self, rows: QuerySet[Any], but: str = "") -> QuerySet[Any]:
        """By all chosen facets, or all but one; whoever searches does that before."""
        for name, choices in self.chosen.items():
            if name != but:
                rows = rows.filter(facets__overlap=[token for choice in choices for token in choice.tokens])
        return rows

    def counts(self, rows: QuerySet[Any]) -> Counts:
        """How many rows have each token: by the facet that is left out for it ("" for all that are not chosen)."""
        parts = {name: self.narrowed(rows, but=name) for name in ("", *self.chosen)}
        return {(part, token): count for part, token, count in tokens(parts)}

    def shown(self, counts: Counts) -> list[Shown]:
        """The facets that have anything to choose."""
        facets = [self.facet(facet, counts) for facet in self.facets]
        return [facet for facet in facets if facet.first]

    def facet(self, facet: Facet, counts: Counts) -> Shown:
        chosen = self.chosen.get(facet.name, [])
        part = facet.name if chosen else ""
        counted = [(choice, sum(counts.get((part, token), 0) for token in choice.tokens)) for choice in facet.choices]
        there = [self.option(facet, choice, count) for choice, count in counted if count or choice in chosen]
        if not facet.in_order:
            there.sort(key=lambda option: -option.count)
        first = tuple(option for place, option in enumerate(there) if place < FEW or option.is_chosen)
        rest = tuple(option for option in there if option not in first)
        return Shown(facet.name, facet.label, first, rest, bool(chosen))

    def option(self, facet: Facet, choice: Choice, count: int) -> Option:
        chosen = self.chosen.get(facet.name, [])
        if choice in chosen:
            return Option(choice.label, count, self.without(facet.name, choice.value), True)
        more = [*(other.value for other in chosen), choice.value]
        return Option(choice.label, count, self.address(**{facet.name: more}), False)

    # What narrows

    def removable(self) -> list[Removable]:
        labels = {facet.name: facet.label for facet in self.facets}
        words = _("“%(words)s”") % {"words": self.query}
        search = [Removable("q", "", words, self.address(q=None))] if self.query else []
        return search + [
            Removable(name, labels[name], choice.label, self.without(name, choice.value))
            for name, choices in self.chosen.items()
            for choice in choices
        ]

    def loosened(self, searched: QuerySet[Any], everything: QuerySet[Any]) -> list[Removable]:
        """For an empty list: what to take away, and how many rows there would be; only what helps."""
        wholly = {part.name: part for part in self.removable()}
        parts = [counted(self.narrowed(everything if name == "q" else searched, but=name), name) for name in wholly]
        found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        counts = {row["part"]: row["count"] for row in found}
        return [self.taken_away(part, counts[name]) for name, part in wholly.items() if counts.get(name)]

    def taken_away(self, part: Removable, count: int) -> Removable:
        """A facet goes as a whole: its values are alternatives, and taking away one of them finds nothing more."""
        values = [str(choice.label) for choice in self.chosen.get(part.name, [])]
        return Removable(
            part.name, part.label, ", ".join(values) or part.value, self.address(**{part.name: None}), count
        )


def tokens(parts: Mapping[str, QuerySet[Any]]) -> list[tuple[str, str, int]]:
    """Of each part every token that its rows have, and how many have it; by one query.

    Rows with the very same tokens, which are many, are counted before they are taken apart: Django can not say that.
    """
    statements, given = [], []
    for part, rows in parts.items():
        sql, parameters = rows.order_by().values("facets").query.sql_with_params()
        statements.append(TOKENS.format(sql))
        given += [part, *parameters]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), given)
        return cursor.fetchall()


TOKENS = """(SELECT %s::text, token, sum(alike.rows)::bigint
    FROM (SELECT facets, count(*) AS rows FROM ({}) AS found GROUP BY facets) AS alike, unnest(alike.facets) AS token
    GROUP BY token)"""


def counted(rows: QuerySet[Any], part: str) -> QuerySet[Any]:
    each = rows.order_by().values(part=Value(part, TextField()))
    return each.annotate(count=Count("pk")).values("part", "count")
