"""A timetable that stands and no longer fits: the one that fits and moves as few meetings as possible.

First as many meetings as possible are kept, then as many as possible stay at their time. Where it is asked for, free
times then go to wishes that were not met: to companies without any meeting first, and to higher wishes first.
"""

from collections.abc import Callable

from events.meetings.clashes import is_too_far
from events.meetings.drawing import SECONDS, Drawn, Meet, chosen, flat, ranked, times
from events.meetings.puzzle import Pair, Puzzle
from events.solving.highs import Program, Terms


def again(puzzle: Puzzle, *, fills: bool) -> Drawn:
    """Meetings that are `fixed` stay, and are in the plan too. A meeting that can not be is missing from it."""
    program = Program(SECONDS)
    standing = [pair for pair in puzzle.before if pair not in puzzle.fixed]
    new = [pair for pair in puzzle.wished() if pair not in puzzle.before] if fills else []
    at = times(program, puzzle, [*standing, *new], clear_of_fixed(puzzle))
    meet: Meet = {pair: [(choice, 1.0) for choice in choices.values()] for pair, choices in at.items()}
    for terms in meet.values():
        program.rule(terms, 0, 1)
    served = served_at_all(program, puzzle, meet)
    stays = [(at[pair][puzzle.before[pair]], 1.0) for pair in standing if puzzle.before[pair] in at[pair]]
    stages = [program.most("kept", flat(meet, standing)), program.most("stayed", stays)]
    if new:
        fresh = {pair: meet[pair] for pair in new}
        stages += [program.most("served", served), program.most("filled", flat(meet, new))]
        stages.append(program.most("ranks", ranked(fresh, puzzle.guests)))
    fixed = {pair: puzzle.before[pair] for pair in puzzle.fixed}
    return Drawn({**fixed, **chosen(program, at)}, stages)


def clear_of_fixed(puzzle: Puzzle) -> Callable[[Pair, int], bool]:
    """Whether a pair may meet then, beside the meetings that are fixed."""
    slots, tables = {slot.number: slot for slot in puzzle.slots}, puzzle.table
    fixed = [(pair, slots[puzzle.before[pair]]) for pair in puzzle.fixed]

    def is_free(pair: Pair, number: int) -> bool:
        slot = slots[number]
        for other, taken in fixed:
            is_shared = pair[0] == other[0] or pair[1] == other[1]
            if is_shared and slot == taken:
                return False
            way = puzzle.walk(tables[pair[1]], tables[other[1]])
            if pair[0] == other[0] and is_too_far(slot, taken, way):
                return False
        return True

    return is_free


def served_at_all(program: Program, puzzle: Puzzle, meet: Meet) -> Terms:
    """A choice for each company without a fixed meeting: whether it has one."""
    has_one = {pair[0] for pair in puzzle.fixed}
    served = []
    for guest in puzzle.guests:
        own = flat(meet, [pair for pair in meet if pair[0] == guest.key])
        if own and guest.key not in has_one:
            served.append((program.choice(), 1.0))
            program.rule([*own, (served[-1][0], -1.0)], 0, len(puzzle.slots))
    return served
