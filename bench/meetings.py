"""Timetables of 1:1 meetings for 60 companies, 12 public buyers and 24 times, each with the bound that HiGHS proves.

Companies wish for six of twelve, all for the same few first; some rooms are too far apart to walk between two times.
"""

import random
import time
from dataclasses import replace

from bench.harness import Row
from events.meetings.clashes import clashes
from events.meetings.drawing import Drawn, draw
from events.meetings.moving import again
from events.meetings.puzzle import Guest, Puzzle, Slot, Table

COMPANIES, BODIES, SLOTS, WISHES = 60, 12, 24, 6
LIMIT = 30.0  # seconds
THERE = 0.92  # how likely somebody is there at a time


def measure() -> list[Row]:
    rows = []
    for seed, wishes in ((1, WISHES), (2, WISHES), (3, BODIES)):
        puzzle = made(seed, wishes)
        taken, drawn = timed(lambda puzzle=puzzle: draw(puzzle))  # type: ignore[misc]
        what = f"timetable of {COMPANIES} companies × {BODIES} public buyers × {SLOTS} times, {wishes} wishes each"
        rows.append(row(what, puzzle, taken, drawn))
    changed = late(puzzle, drawn)
    taken, moved = timed(lambda: again(changed, fills=True))
    return [*rows, row("drawn again: one company gone, one body late, a quarter over", changed, taken, moved)]


def made(seed: int, wishes: int) -> Puzzle:
    chance = random.Random(seed)  # noqa: S311

    def away() -> tuple[int, ...]:
        return tuple(slot for slot in range(1, SLOTS + 1) if chance.random() > THERE)

    def wished() -> tuple[int, ...]:
        left, found = list(range(1, BODIES + 1)), list[int]()
        while len(found) < wishes:
            found.append(chance.choices(left, [1 / body for body in left])[0])
            left.remove(found[-1])
        return tuple(found)

    lunch = 60
    starts = [25 * number + (lunch if number >= SLOTS // 2 else 0) for number in range(SLOTS)]
    slots = tuple(Slot(number, at, at + 20) for number, at in enumerate(starts, 1))
    tables = tuple(Table(body, body % 3, away()) for body in range(1, BODIES + 1))
    guests = tuple(Guest(f"k{number:02}", wished(), chance.random() < 0.5, away()) for number in range(COMPANIES))
    return Puzzle("a seed", slots, tables, guests, {(0, 2): 9})


def late(puzzle: Puzzle, drawn: Drawn) -> Puzzle:
    """A company does not come, a body comes two times later, and the first six times are over."""
    gone, past = puzzle.guests[0].key, frozenset(range(1, 7))
    before = {pair: slot for pair, slot in drawn.plan.items() if pair[0] != gone}
    fixed = frozenset(pair for pair, slot in before.items() if slot in past)
    tables = tuple(replace(one, away=(*one.away, 7, 8)) if one.body == 1 else one for one in puzzle.tables)
    return replace(puzzle, guests=puzzle.guests[1:], tables=tables, before=before, fixed=fixed, past=past)


def timed(job: object) -> tuple[float, Drawn]:
    began = time.perf_counter()
    drawn = job()  # type: ignore[operator]
    return time.perf_counter() - began, drawn


def row(what: str, puzzle: Puzzle, taken: float, drawn: Drawn) -> Row:
    if clashes(puzzle, {pair: slot for pair, slot in drawn.plan.items() if pair not in puzzle.fixed}):
        raise ValueError("The timetable breaks a rule.")
    bounds = ", ".join(f"{one.name} {one.reached}/{one.bound}" for one in drawn.stages if one.bound)
    return Row(what, f"{taken:.1f} s", f"{len(drawn.plan)} meetings; reached/bound: {bounds}", taken / LIMIT, "≤ 1.00")
