"""What may be shown beside everything that is shown already: the rule of three, also for differences.

Every public figure is a sum of private contributions, each of one body. Whoever has several figures can add and
subtract them. A figure is shown only if no such combination of all shown figures is left with the contributions
of one body or of two. In the language of matrices, with a row for each figure and a column for each contribution:
without the columns of any two bodies the rows must stay as independent as they were.

What a body allowed to be shown is known to everybody: it drops out. What is published already may be known to
tell too much (a body may have given leave later): a new figure is held to make nothing worse.

The arithmetic is exact, in the whole numbers modulo a prime.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

PRIME = 2**61 - 1

Vector = dict[int, int]  # place to number modulo the prime, never nought
Exposed = dict[tuple[int, ...], int]  # one or two bodies to how many combinations are theirs alone


@dataclass(frozen=True)
class Part:
    """One contribution to a figure: `key` names the unknown number, the same in all figures; `times` how often."""

    body: int
    key: str
    times: Fraction = Fraction(1)
    is_known: bool = False


@dataclass(frozen=True)
class Row:
    """What a figure is made of. Only rows of one group have contributions in common."""

    group: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Relation:
    """The `whole` is the sum of the `parts`: a body's demand that is split between challenges."""

    body: int
    whole: str
    parts: tuple[str, ...]


class Auditor:
    """Holds new figures against all that are shown; what it lets through counts as shown from then on."""

    def __init__(self, shown: Iterable[Row], relations: Iterable[Relation] = (), known: Iterable[str] = ()) -> None:
        self.shown: dict[str, list[Row]] = defaultdict(list)
        self.relations = list(dict.fromkeys(relations))
        self.known = set(known)
        for row in shown:
            self.shown[row.group].append(row)

    def admit(self, offers: Sequence[Sequence[Row]]) -> list[bool]:
        """For each offer whether it may be shown, the first ones first. Several rows of an offer are shown together."""
        verdicts = [True] * len(offers)
        by_group: dict[str, list[int]] = defaultdict(list)
        for place, rows in enumerate(offers):
            for group in dict.fromkeys(row.group for row in rows):
                by_group[group].append(place)
        for group, places in by_group.items():
            inside = [[row for row in offers[place] if row.group == group] for place in places]
            for place, admitted in zip(places, self.admit_group(group, inside), strict=True):
                verdicts[place] &= admitted
        for rows, admitted in zip(offers, verdicts, strict=True):
            for row in rows if admitted else ():
                self.shown[row.group].append(row)
        return verdicts

    def admit_group(self, group: str, offers: list[list[Row]]) -> list[bool]:
        shown = self.shown[group]
        matrix = Matrix([*shown, *(row for rows in offers for row in rows)], self.relations, self.known)
        basis = Basis().with_all(matrix.rows[: len(shown)])
        rest = iter(matrix.rows[len(shown) :])
        vectors = [[next(rest) for _row in rows] for rows in offers]
        before = basis.exposed(matrix.columns)
        return admit_halves(basis, before, vectors, matrix.columns)[1]


def admit_halves(
    basis: "Basis", before: Exposed, offers: list[list[Vector]], columns: Mapping[int, list[int]]
) -> tuple["Basis", list[bool]]:
    """One after another; where all together expose nobody, in one step: fewer figures never tell more."""
    together = basis.with_all(vector for offer in offers for vector in offer)
    if len(together.rows) == len(basis.rows) or not worse(before, together.exposed(columns)):
        return together, [True] * len(offers)
    if len(offers) == 1:
        return basis, [False]
    half = len(offers) // 2
    basis, first = admit_halves(basis, before, offers[:half], columns)
    basis, second = admit_halves(basis, before, offers[half:], columns)
    return basis, first + second


def worse(before: Exposed, after: Exposed) -> bool:
    return any(number > before.get(bodies, 0) for bodies, number in after.items())


class Matrix:
    """Rows as vectors over the unknown contributions. Those of one body that always go together are one column."""

    def __init__(self, rows: Sequence[Row], relations: Iterable[Relation], known: set[str]) -> None:
        known = known | {part.key for row in rows for part in row.parts if part.is_known}
        bodies = {part.key: part.body for row in rows for part in row.parts}
        at_hand = [one for one in relations if not bodies.keys().isdisjoint([one.whole, *one.parts])]
        solved = solve(at_hand, known)
        owner = {key: one.body for one in at_hand for key in (one.whole, *one.parts)} | bodies
        entries: dict[str, Vector] = defaultdict(dict)
        for place, row in enumerate(rows):
            for key, number in spelled_out(row, solved, known).items():
                entries[key][place] = number
        self.rows: list[Vector] = [{} for _row in rows]
        self.columns: dict[int, list[int]] = defaultdict(list)
        alike = dict.fromkeys((owner[key], tuple(sorted(column.items()))) for key, column in entries.items())
        for number, (body, column) in enumerate(alike):
            self.columns[body].append(number)
            for place, value in column:
                self.rows[place][number] = value


def modular(number: Fraction) -> int:
    return number.numerator * pow(number.denominator, -1, PRIME) % PRIME


def spelled_out(row: Row, solved: Mapping[str, Mapping[str, int]], known: set[str]) -> dict[str, int]:
    """The unknown contributions of a row, what is split told by its parts."""
    found: dict[str, int] = defaultdict(int)
    for part in row.parts:
        if part.key not in known:
            for key, share in solved.get(part.key, {part.key: 1}).items():
                found[key] = (found[key] + modular(part.times) * share) % PRIME
    return {key: value for key, value in found.items() if value}


def solve(relations: Iterable[Relation], known: set[str]) -> dict[str, dict[str, int]]:
    """Unknowns told by others, so that all relations hold; what is known already counts for nothing."""
    solved: dict[str, dict[str, int]] = {}
    for relation in relations:
        terms: dict[str, int] = defaultdict(int)
        for key, sign in [(relation.whole, 1), *((part, -1) for part in relation.parts)]:
            if key not in known:
                for inner, share in solved.get(key, {key: 1}).items():
                    terms[inner] = (terms[inner] + sign * share) % PRIME
        terms = {key: value for key, value in terms.items() if value}
        if terms:
            pivot, value = terms.popitem()
            inverse = pow(-value, -1, PRIME)
            told = {key: share * inverse % PRIME for key, share in terms.items()}
            for other, meaning in solved.items():
                if share := meaning.pop(pivot, 0):
                    solved[other] = added(meaning, told, share)
            solved[pivot] = told
    return solved


def added(to: Mapping[Any, int], what: Mapping[Any, int], times: int) -> dict[Any, int]:
    """`to` plus so many times `what`."""
    found = dict(to)
    for key, value in what.items():
        if total := (found.get(key, 0) + times * value) % PRIME:
            found[key] = total
        else:
            found.pop(key, None)
    return found


class Basis:
    """Independent rows in reduced echelon form, by the column that each begins with."""

    def __init__(self, rows: dict[int, Vector] | None = None) -> None:
        self.rows = rows or {}

    def with_all(self, vectors: Iterable[Vector]) -> "Basis":
        rows = dict(self.rows)
        for vector in vectors:
            insert(rows, vector)
        return Basis(rows)

    def exposed(self, columns: Mapping[int, list[int]]) -> Exposed:
        """How many independent combinations of the rows are left with a body's columns alone, or with two bodies'.

        A vector is a combination of the rows if it is at right angles to all that is at right angles to them. So it
        is enough to look at the rows of the null space that belong to the bodies' columns: as many as depend on the
        others, so many combinations there are.
        """
        null = self.null_space(columns)
        spans = {body: span([null[column] for column in own]) for body, own in columns.items()}
        alone = {body: len(columns[body]) - len(rows) for body, rows in spans.items()}
        found: Exposed = {(body,): number for body, number in alone.items() if number}
        support = {body: {place for row in rows.values() for place in row} for body, rows in spans.items()}
        for one, other in combinations(sorted(spans), 2):
            shared = 0
            if not support[one].isdisjoint(support[other]):
                both = span(list(spans[other].values()), spans[one])
                shared = len(spans[one]) + len(spans[other]) - len(both)
            if number := alone[one] + alone[other] + shared:
                found[one, other] = number
        return found

    def null_space(self, columns: Mapping[int, list[int]]) -> dict[int, Vector]:
        """Of each column its row of a matrix whose columns span what is at right angles to all rows."""
        null = {column: {} if column in self.rows else {column: 1} for own in columns.values() for column in own}
        for pivot, row in self.rows.items():
            null[pivot] = {column: PRIME - value for column, value in row.items() if column != pivot}
        return null


def span(vectors: Iterable[Vector], base: Mapping[int, Vector] = {}) -> dict[int, Vector]:
    rows = dict(base)
    for vector in vectors:
        insert(rows, vector)
    return rows


def insert(rows: dict[int, Vector], vector: Vector) -> None:
    """Add a vector to rows in reduced echelon form, unless it depends on them."""
    for pivot in [place for place in vector if place in rows]:
        vector = added(vector, rows[pivot], PRIME - vector[pivot])
    if vector:
        pivot = min(vector)
        inverse = pow(vector[pivot], -1, PRIME)
        vector = {place: value * inverse % PRIME for place, value in vector.items()}
        for other, row in rows.items():
            if value := row.get(pivot):
                rows[other] = added(row, vector, PRIME - value)
        rows[pivot] = vector
