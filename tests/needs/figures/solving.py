"""What an attacker can work out of figures, by an elimination of her own in exact fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

Figure = Mapping[Any, Fraction]  # how often each unknown is in it


def rank(rows: Sequence[Figure], without: frozenset = frozenset()) -> int:
    """How many of the rows are independent, when some unknowns are struck out."""
    rest = [{key: value for key, value in row.items() if key not in without and value} for row in rows]
    found = 0
    while rest:
        first = rest.pop()
        if not first:
            continue
        found += 1
        pivot, value = next(iter(first.items()))
        reduced = []
        for row in rest:
            times = row.get(pivot, Fraction()) / value
            keys = row.keys() | first.keys()
            new = {key: row.get(key, Fraction()) - times * first.get(key, Fraction()) for key in keys}
            reduced.append({key: number for key, number in new.items() if number})
        rest = reduced
    return found


def given_away(rows: Sequence[Figure], owner: Mapping[Any, Any]) -> set[tuple[Any, ...]]:
    """The pairs of bodies (or the one body there is) of which some combination of the figures tells alone."""
    bodies = sorted(set(owner.values()))
    pairs = list(combinations(bodies, 2)) or [(body,) for body in bodies]
    whole = rank(rows)
    return {pair for pair in pairs if rank(rows, frozenset(key for key, body in owner.items() if body in pair)) < whole}
