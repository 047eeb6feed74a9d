"""The first timetable: who meets whom, by objectives one after the other, and then when.

Who meets whom is decided first, without times: what HiGHS proves of that is a bound for every timetable. If all of
these meetings find a time, nothing can be better. If not, both are decided together, and the bound stays.

The objectives: as many companies as possible meet somebody, bodies meet whom they must, as many first wishes as
possible, small companies get their share where a body is asked by more than it has time for, as many companies as
possible have two meetings, then three and so on, higher wishes go before lower ones. What is still open is drawn by
lot: in the order of the lots each company gets the best of its wishes that takes nothing from what was decided before.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from events.meetings.clashes import is_too_far
from events.meetings.puzzle import Guest, Pair, Plan, Puzzle
from events.solving.highs import Impossible, Program, Stage, Terms
from events.solving.lots import in_order

SECONDS = 40.0
Meet = dict[Pair, Terms]  # what in the program says that a pair meets


@dataclass(frozen=True)
class Drawn:
    plan: Plan
    stages: list[Stage]


def draw(puzzle: Puzzle, seconds: float = SECONDS) -> Drawn:
    ends = time.monotonic() + seconds
    pairs, best = who_meets(puzzle, seconds / 2)
    plan = when_they_meet(puzzle, pairs, (ends - time.monotonic()) / 2)
    if plan is not None:
        return Drawn(plan, best)
    plan, stages = both_at_once(puzzle, ends - time.monotonic())
    return Drawn(plan, list(bounded(stages, best)))


def bounded(stages: list[Stage], best: list[Stage]) -> Iterator[Stage]:
    """The bounds without times hold too, up to the first objective that fell short of what they allow."""
    is_alike = True
    for stage, relaxed in zip(stages, best, strict=True):
        closer = max if stage.name == "small" else min
        yield Stage(stage.name, stage.reached, closer(stage.bound, relaxed.bound)) if is_alike else stage
        is_alike = is_alike and stage.reached == relaxed.reached


def who_meets(puzzle: Puzzle, seconds: float) -> tuple[list[Pair], list[Stage]]:
    """Pairs, by the numbers of slots that each has."""
    program = Program(seconds)
    meet: Meet = {pair: [(program.choice(), 1)] for pair in puzzle.wished() if puzzle.common(pair)}
    for guest in puzzle.guests:
        there = len(puzzle.slots) - len({*guest.away, *puzzle.past})
        program.rule(flat(meet, [pair for pair in meet if pair[0] == guest.key]), 0, there)
    for table in puzzle.tables:
        there = len(puzzle.slots) - len({*table.away, *puzzle.past})
        program.rule(flat(meet, [pair for pair in meet if pair[1] == table.body]), 0, there)
    stages = objectives(program, puzzle, meet)
    return [pair for pair, terms in meet.items() if any(program.is_yes(choice) for choice, _ in terms)], stages


def when_they_meet(puzzle: Puzzle, pairs: list[Pair], seconds: float) -> Plan | None:
    """A time for each of the pairs; None if not all find one."""
    program = Program(max(seconds, 1))
    at = times(program, puzzle, pairs)
    for pair in pairs:
        program.rule([(choice, 1) for choice in at[pair].values()], 1, 1)
    try:
        program.most("times", [])
    except Impossible:
        return None
    return chosen(program, at)


def both_at_once(puzzle: Puzzle, seconds: float) -> tuple[Plan, list[Stage]]:
    program = Program(max(seconds, 1))
    pairs = [pair for pair in puzzle.wished() if puzzle.common(pair)]
    at = times(program, puzzle, pairs)
    meet: Meet = {pair: [(choice, 1) for choice in at[pair].values()] for pair in pairs}
    for terms in meet.values():
        program.rule(terms, 0, 1)
    stages = objectives(program, puzzle, meet)
    return chosen(program, at), stages


def always(_pair: Pair, _slot: int) -> bool:
    return True


def times(
    program: Program,
    puzzle: Puzzle,
    pairs: list[Pair],
    is_free: Callable[[Pair, int], bool] = always,
) -> dict[Pair, dict[int, int]]:
    """A choice for each pair and each free time at which both are there, by the rules of `clashes`."""
    at = {pair: {slot: program.choice() for slot in puzzle.common(pair) if is_free(pair, slot)} for pair in pairs}
    for place in (0, 1):
        for side in sorted({pair[place] for pair in pairs}, key=str):
            own = [pair for pair in pairs if pair[place] == side]
            for slot in puzzle.slots:
                if len(terms := [(at[pair][slot.number], 1.0) for pair in own if slot.number in at[pair]]) > 1:
                    program.rule(terms, 0, 1)
    for guest in puzzle.guests:
        keep_walks(program, puzzle, {pair: at[pair] for pair in pairs if pair[0] == guest.key})
    return at


def keep_walks(program: Program, puzzle: Puzzle, at: dict[Pair, dict[int, int]]) -> None:
    """Of one company: after a meeting none so soon and so far away that nobody can walk there."""
    tables = puzzle.table
    for one, choices in at.items():
        for first in puzzle.slots:
            for second in puzzle.slots if first.number in choices else ():
                if second.number == first.number:
                    continue
                far = [
                    (at[other][second.number], 1.0)
                    for other in at
                    if other != one
                    and second.number in at[other]
                    and is_too_far(first, second, puzzle.walk(tables[one[1]], tables[other[1]]))
                ]
                if far:
                    program.rule([(choices[first.number], 1), *far], 0, 1)


def objectives(program: Program, puzzle: Puzzle, meet: Meet) -> list[Stage]:
    guests = [guest for guest in puzzle.guests if any(pair[0] == guest.key for pair in meet)]
    levels = count_levels(program, meet, [guest.key for guest in guests])
    short = shares_of_small(program, puzzle, meet)
    first = {(guest.key, guest.wishes[0]) for guest in guests if guest.wishes}
    stages = [
        program.most("served", levels[0] if levels else []),
        program.most("must", flat(meet, [pair for pair in meet if pair in puzzle.must])),
        program.most("first", flat(meet, [pair for pair in meet if pair in first])),
        program.least("small", short),
        *(program.most(f"even-{number}", level) for number, level in enumerate(levels[1:], 2)),
        program.most("ranks", ranked(meet, guests)),
    ]
    return [*stages, by_lot(program, puzzle, meet)]


def count_levels(program: Program, meet: Meet, keys: list[str]) -> list[Terms]:
    """For each number of meetings, a choice per company that says whether it has as many."""
    levels: list[Terms] = []
    for key in keys:
        own = [pair for pair in meet if pair[0] == key]
        choices = [program.choice() for _pair in own]
        program.rule([*flat(meet, own), *((choice, -1.0) for choice in choices)], 0, 0)
        for number, choice in enumerate(choices):
            if number:
                program.rule([(choices[number - 1], 1), (choice, -1)], 0, 1)
            if number == len(levels):
                levels.append([])
            levels[number].append((choice, 1))
    return levels


def shares_of_small(program: Program, puzzle: Puzzle, meet: Meet) -> Terms:
    """For each body that more ask for than it has time for: by how many meetings small companies miss their share."""
    guests, short = puzzle.guest, []
    for table in puzzle.tables:
        asked = [pair for pair in meet if pair[1] == table.body]
        small = [pair for pair in asked if guests[pair[0]].is_small]
        room = len(puzzle.slots) - len({*table.away, *puzzle.past})
        if small and len(asked) > room:
            share = room * len(small) // len(asked)
            missing = program.choice(share)
            program.rule([*flat(meet, small), (missing, 1)], share, len(asked))
            short.append((missing, 1.0))
    return short


def ranked(meet: Meet, guests: Sequence[Guest]) -> Terms:
    most = max((len(guest.wishes) for guest in guests), default=0)
    ranks = {(guest.key, body): rank for guest in guests for rank, body in enumerate(guest.wishes)}
    return [(choice, most - ranks[pair]) for pair, terms in meet.items() for choice, _one in terms]


def by_lot(program: Program, puzzle: Puzzle, meet: Meet) -> Stage:
    """`reached` is the number of companies whose turn came to an end in time, `bound` all of them."""
    drawn = in_order(puzzle.seed, sorted({pair[0] for pair in meet}))
    guests, done = puzzle.guest, 0
    for key in drawn:
        if program.is_over:
            break  # each turn takes a moment, and there may be hundreds
        worth = {(key, body): 2.0**place for place, body in enumerate(reversed(guests[key].wishes))}
        own = [(choice, worth[pair]) for pair, terms in meet.items() if pair[0] == key for choice, _one in terms]
        done += program.most("turn", own).is_proven
    return Stage("lots", done, len(drawn))


def flat(meet: Meet, pairs: list[Pair]) -> Terms:
    return [term for pair in pairs for term in meet[pair]]


def chosen(program: Program, at: dict[Pair, dict[int, int]]) -> Plan:
    return {pair: slot for pair, choices in at.items() for slot, choice in choices.items() if program.is_yes(choice)}
