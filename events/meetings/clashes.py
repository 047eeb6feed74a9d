"""The rules that every timetable keeps, whoever made it: looked at after solving and before a move by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from events.meetings.puzzle import Pair, Plan, Puzzle, Slot


class Rule(StrEnum):
    COMPANY_TWICE = "company_twice"
    BODY_TWICE = "body_twice"
    COMPANY_AWAY = "company_away"
    BODY_AWAY = "body_away"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Clash:
    """A rule that is broken by these meetings."""

    rule: Rule
    pairs: tuple[Pair, ...]


def clashes(puzzle: Puzzle, plan: Plan) -> list[Clash]:
    return [*of_one(puzzle, plan), *of_two(puzzle, plan)]


def touching(puzzle: Puzzle, plan: Plan, pairs: Iterable[Pair]) -> list[Clash]:
    """Those of the whole plan in which one of these pairs has a part; the others are not of their making."""
    mine = set(pairs)
    return [clash for clash in clashes(puzzle, plan) if not mine.isdisjoint(clash.pairs)]


def of_one(puzzle: Puzzle, plan: Plan) -> Iterator[Clash]:
    guests, tables = puzzle.guest, puzzle.table
    for pair, slot in plan.items():
        if slot in guests[pair[0]].away:
            yield Clash(Rule.COMPANY_AWAY, (pair,))
        if slot in tables[pair[1]].away:
            yield Clash(Rule.BODY_AWAY, (pair,))


def of_two(puzzle: Puzzle, plan: Plan) -> Iterator[Clash]:
    slots = {slot.number: slot for slot in puzzle.slots}
    tables = puzzle.table
    for one, other in combinations(sorted(plan, key=lambda pair: (plan[pair], pair)), 2):
        first, second = slots[plan[one]], slots[plan[other]]
        if one[1] == other[1] and first == second:
            yield Clash(Rule.BODY_TWICE, (one, other))
        if one[0] == other[0] and first == second:
            yield Clash(Rule.COMPANY_TWICE, (one, other))
        elif one[0] == other[0] and is_too_far(first, second, puzzle.walk(tables[one[1]], tables[other[1]])):
            yield Clash(Rule.TOO_FAR, (one, other))


def is_too_far(first: Slot, second: Slot, minutes: int) -> bool:
    """Whether the way takes longer than the time between two slots."""
    return minutes > max(first.starts, second.starts) - min(first.ends, second.ends)
