"""The solver: hard rules, the order of what is wanted against all possible timetables, lots, and moving few."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from events.meetings.clashes import Rule, clashes, touching
from events.meetings.drawing import draw
from events.meetings.moving import again
from events.meetings.puzzle import Guest, Pair, Plan, Puzzle, Slot, Table, from_json, to_json
from events.solving.highs import Program
from events.solving.lots import in_order

TRIES = settings(max_examples=25, deadline=None)


def slots(count: int, between: int = 5) -> tuple[Slot, ...]:
    return tuple(Slot(n, n * (20 + between), n * (20 + between) + 20) for n in range(1, count + 1))


@st.composite
def puzzles(draw_: st.DrawFn, companies: int = 4, bodies: int = 3, times: int = 3) -> Puzzle:
    """Small days: rooms in two houses that are ten minutes apart, people away, refusals and musts."""
    numbers = list(range(1, bodies + 1))
    away = st.lists(st.integers(1, times), max_size=1, unique=True).map(tuple)
    tables = tuple(Table(body, draw_(st.integers(1, 2)), draw_(away)) for body in numbers)
    wishes = st.lists(st.sampled_from(numbers), max_size=bodies, unique=True).map(tuple)
    keys = [f"company-{number}" for number in range(draw_(st.integers(0, companies)))]
    guests = tuple(Guest(key, draw_(wishes), draw_(st.booleans()), draw_(away)) for key in keys)
    pairs = [(guest.key, body) for guest in guests for body in guest.wishes]
    some = st.frozensets(st.sampled_from(pairs), max_size=2) if pairs else st.just(frozenset[Pair]())
    never = draw_(some)
    return Puzzle("a seed", slots(times), tables, guests, {(1, 2): 10}, must=draw_(some) - never, never=never)


def all_plans(puzzle: Puzzle) -> list[Plan]:
    pairs = puzzle.wished()
    choices = product(*([None, *puzzle.common(pair)] for pair in pairs))
    plans = ({pair: slot for pair, slot in zip(pairs, one, strict=True) if slot is not None} for one in choices)
    return [plan for plan in plans if not clashes(puzzle, plan)]


def worth(puzzle: Puzzle, plan: Plan) -> list[int]:
    """What is wanted, in its order, up to what small companies are short of."""
    first = {(guest.key, guest.wishes[0]) for guest in puzzle.guests if guest.wishes}
    could = {pair for pair in puzzle.wished() if puzzle.common(pair)}
    short = 0
    for table in puzzle.tables:
        asked = [pair for pair in could if pair[1] == table.body]
        small = [pair for pair in asked if puzzle.guest[pair[0]].is_small]
        room = len(puzzle.slots) - len(table.away)
        if len(asked) > room:
            short += max(room * len(small) // len(asked) - len(set(small) & set(plan)), 0)
    return [len({key for key, _body in plan}), len(puzzle.must & set(plan)), len(first & set(plan)), -short]


@given(puzzles())
@TRIES
def test_a_timetable_keeps_every_rule_and_no_other_is_better(puzzle: Puzzle) -> None:
    drawn = draw(puzzle)

    assert clashes(puzzle, drawn.plan) == []
    assert set(drawn.plan) <= set(puzzle.wished())
    assert from_json(to_json(puzzle)) == puzzle
    if len(puzzle.wished()) <= 6:
        assert worth(puzzle, drawn.plan) == max(worth(puzzle, plan) for plan in all_plans(puzzle))
    assert all(stage.is_proven for stage in drawn.stages)


@given(puzzles(), st.data())
@TRIES
def test_after_a_change_as_few_meetings_move_as_can_be(puzzle: Puzzle, data: st.DataObject) -> None:
    before = draw(puzzle).plan
    late = data.draw(st.sampled_from(puzzle.tables))
    tables = tuple(replace(one, away=(1,)) if one == late else one for one in puzzle.tables)
    changed = replace(puzzle, tables=tables, before=before, must=frozenset())

    drawn = again(changed, fills=False)

    assert clashes(changed, drawn.plan) == []
    assert set(drawn.plan) <= set(before)
    if len(puzzle.wished()) <= 6:
        kept = [plan for plan in all_plans(changed) if set(plan) <= set(before)]
        moves = [(len(plan), sum(before[pair] == slot for pair, slot in plan.items())) for plan in kept]
        here = (len(drawn.plan), sum(before[pair] == slot for pair, slot in drawn.plan.items()))
        assert here == max(moves)


def test_a_timetable_that_still_fits_is_left_as_it_is() -> None:
    """HiGHS 1.16.0 calls it proven here that one of the four has to move."""
    guests = (Guest("a", (1, 2, 3)), Guest("b", (1, 2), away=(1,)), Guest("c", (3, 2)))
    tables = (Table(1, 2), Table(2, 1, away=(1,)), Table(3, 1))
    puzzle = Puzzle("a seed", slots(3), tables, guests, {(1, 2): 10}, never=frozenset({("a", 1), ("a", 2)}))
    before = {("a", 3): 3, ("b", 1): 2, ("c", 3): 1, ("c", 2): 2}
    changed = replace(puzzle, tables=(Table(1, 2, away=(1,)), *tables[1:]), before=before)
    assert clashes(changed, before) == []

    assert again(changed, fills=False).plan == before


def test_ties_are_drawn_from_the_seed_and_small_companies_get_their_share() -> None:
    """Twelve companies wish for one body that has time for four; half of them are small."""
    guests = tuple(Guest(f"k{number}", (1,), is_small=number % 2 == 0) for number in range(12))
    puzzle = Puzzle("a seed", slots(4), (Table(1, 1),), guests)

    drawn = draw(puzzle)

    small, expected = {guest.key for guest in guests if guest.is_small}, set[str]()
    for key in in_order("a seed", [guest.key for guest in guests]):
        left, owed = 4 - len(expected), max(2 - len(expected & small), 0)
        if left and (key in small or left > owed):
            expected.add(key)
    assert {key for key, _body in drawn.plan} == expected
    assert draw(puzzle).plan == drawn.plan
    assert len({frozenset(draw(replace(puzzle, seed=f"seed {number}")).plan) for number in range(5)}) > 1


def test_nobody_has_a_second_meeting_before_everybody_has_one() -> None:
    """Three slots of one body, and a company that wishes it beside another body that nobody else wishes."""
    guests = (Guest("a", (1, 2)), Guest("b", (1,)), Guest("c", (1,)), Guest("d", (1,)))
    drawn = draw(Puzzle("s", slots(3), (Table(1, 1), Table(2, 1)), guests))
    assert Counter(key for key, _body in drawn.plan) == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert ("a", 2) in drawn.plan


def test_a_way_that_is_too_long_is_a_clash_and_a_break_makes_it_possible() -> None:
    tables = (Table(1, 1), Table(2, 2))
    near = Puzzle("s", slots(2), tables, (Guest("a", (1, 2)),), {(1, 2): 10})
    far = {("a", 1): 1, ("a", 2): 2}
    assert [clash.rule for clash in clashes(near, far)] == [Rule.TOO_FAR]
    assert [len(touching(near, far, pairs)) for pairs in ([("a", 2)], [("b", 1)])] == [1, 0]
    assert len(draw(near).plan) == 1
    with_break = replace(near, slots=(Slot(1, 0, 20), Slot(2, 30, 50)))
    assert clashes(with_break, far) == []
    assert len(draw(with_break).plan) == 2


def test_wishes_that_cannot_be_met_make_an_empty_timetable() -> None:
    nobody = Puzzle("s", slots(2), (Table(1, 1, (1, 2)),), (Guest("a", (1,)), Guest("b", ())))
    assert draw(nobody).plan == {}
    assert draw(replace(nobody, guests=())).plan == {}


def test_when_time_is_over_what_was_found_before_stands() -> None:
    """Far too much for a moment: two thousand choices in three hundred dense rules."""
    program, dice = Program(60), random.Random(2)  # noqa: S311
    choices = [program.choice() for _ in range(2000)]
    for _ in range(300):
        program.rule([(choice, dice.randint(1, 100)) for choice in dice.sample(choices, 1000)], 0, 12500)
    program.most("any", [])
    program.ends = 0
    stage = program.most("much", [(choice, dice.randint(1, 100)) for choice in choices])
    assert program.is_over
    assert 0 <= stage.reached < stage.bound
    assert not stage.is_proven
    day = Puzzle("s", slots(4), (Table(1, 1), Table(2, 1)), (Guest("a", (1, 2)), Guest("b", (2, 1))))
    drawn = draw(day, seconds=0)
    assert (len(drawn.plan), drawn.stages[-1].reached, drawn.stages[-1].bound) == (4, 0, 2)
