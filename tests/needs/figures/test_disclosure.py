"""Which figures may be shown beside others, against an attacker's own arithmetic."""

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.figures.disclosure import Auditor, Part, Relation, Row
from tests.needs.figures.solving import given_away

parts = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 2), st.integers(1, 3)), min_size=1, unique_by=lambda p: p[:2]
)


def row(*parts: tuple[int, int, int]) -> Row:
    """Of (body, which of its lines, how often)."""
    return Row("vehicles/2021", tuple(Part(body, f"{body}.{line}", Fraction(times)) for body, line, times in parts))


def of(*bodies: int) -> Row:
    return row(*((body, 1, 1) for body in bodies))


def attacked(rows: list[Row]) -> set:
    figures = [{part.key: part.times for part in one.parts} for one in rows]
    return given_away(figures, {part.key: part.body for one in rows for part in one.parts})


@given(st.lists(parts, max_size=9))
@settings(max_examples=300, deadline=None)
def test_what_is_shown_gives_nobody_away_and_what_is_hidden_would(drawn: list) -> None:
    rows = [row(*some) for some in drawn]
    shown: list[Row] = []
    for one, may in zip(rows, Auditor([]).admit([[one] for one in rows]), strict=True):
        assert may == (not attacked([*shown, one]))
        if may:
            shown.append(one)


@given(st.lists(parts, max_size=6), st.integers(0, 6))
@settings(max_examples=100, deadline=None)
def test_figures_one_after_another_and_in_one_go_come_to_the_same(drawn: list, cut: int) -> None:
    rows = [[row(*some)] for some in drawn]
    at_once, later = Auditor([]), Auditor([])
    assert at_once.admit(rows) == later.admit(rows[:cut]) + later.admit(rows[cut:])


@pytest.mark.parametrize(
    ("shown", "offered", "may"),
    [
        ([], of(1, 2), False),
        ([], of(1, 2, 3), True),
        ([of(1, 2, 3)], of(1, 2, 3, 4), False),  # version 2 with one more body
        ([of(1, 2, 3)], of(1, 2, 3, 4, 5), False),  # with two more
        ([of(1, 2, 3)], of(1, 2, 3, 4, 5, 6), True),
        ([of(1, 2, 3), of(4, 5, 6)], of(1, 2, 3, 4, 5, 6), True),  # a sum of what is known
        ([of(1, 2, 3, 4, 5, 6), of(1, 2, 3)], of(4, 5), False),
        ([of(1, 2, 3, 4), of(1, 2, 5, 6)], of(3, 4, 5, 6, 7), True),
        ([of(1, 2, 3, 4), of(3, 4, 5, 6)], of(1, 2, 5, 7, 8), True),
        ([of(1, 2, 3), of(3, 4, 5)], of(1, 2, 4, 5, 6), False),  # twice body 3 and body 6 are left
        ([of(1, 2, 3, 4)], row((1, 2, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)), False),  # one body says another number
    ],
)
def test_differences_are_looked_through(shown: list[Row], offered: Row, may: bool) -> None:
    assert Auditor(shown).admit([[offered]]) == [may]


def test_what_everybody_knows_does_not_count_as_a_body() -> None:
    known = Part(3, "3.1", is_known=True)
    assert Auditor([]).admit([[Row("a", (Part(1, "1.1"), Part(2, "2.1"), known))]]) == [False]
    assert Auditor([]).admit([[Row("a", (known,))]]) == [True]
    assert Auditor([], known=["3.1"]).admit([[of(1, 2, 3)], [of(3)]]) == [False, True]


def test_the_halves_of_a_split_add_up_to_the_whole() -> None:
    """Bodies 1 to 3 in A, 1 with a half; 1, 4 and 5 in B: all together, less A, less B, leaves whoever is new."""
    first = Row("vehicles/2021", (Part(1, "60"), Part(2, "2.1"), Part(3, "3.1")))
    second = Row("vehicles/2021", (Part(1, "40"), Part(4, "4.1"), Part(5, "5.1")))
    bodies = (Part(1, "100"), *(Part(body, f"{body}.1") for body in (2, 3, 4, 5)))
    split = [Relation(1, "100", ("60", "40"))]
    together, with_sixth = Row("vehicles/2021", bodies), Row("vehicles/2021", (*bodies, Part(6, "6.1")))
    assert Auditor([first, second], split).admit([[with_sixth], [together]]) == [False, True]
    assert Auditor([first, second], []).admit([[with_sixth]]) == [False]
    three_more = Row("vehicles/2021", (*with_sixth.parts, Part(7, "7.1"), Part(8, "8.1")))
    assert Auditor([first, second], split).admit([[three_more]]) == [True]
    one_half = Row("vehicles/2021", (Part(2, "2.1"), Part(3, "3.1"), Part(1, "100")))
    assert Auditor([first], split).admit([[one_half]]) == [False]  # the other half of body 1 is left


def test_different_rates_tell_the_currencies_apart() -> None:
    """Three bodies with crowns, one with euros: at two rates the euros fall out."""

    def value(rate: Fraction) -> Row:
        return Row("value", (*(Part(body, f"{body}", 1 / rate) for body in (1, 2, 3)), Part(4, "4")))

    assert Auditor([value(Fraction("11.5"))]).admit([[value(Fraction("11.7"))], [value(Fraction("11.5"))]]) == [
        False,
        True,
    ]


def test_what_is_given_away_already_is_not_made_worse() -> None:
    given_before = [of(1, 2, 3), of(1, 2)]  # body 3 had given leave and took it back
    assert Auditor(given_before).admit([[of(4, 5, 6)], [of(1, 3)], [of(3)]]) == [True, False, True]


def test_rows_that_belong_together_are_shown_together_or_not_at_all() -> None:
    auditor = Auditor([])
    assert auditor.admit([[of(1, 2, 3), of(1, 2)], [of(4, 5, 6)]]) == [False, True]


def test_a_hundred_bodies_in_sixty_figures_take_a_second_or_two() -> None:
    rows = [[row(*((b, (b * n) % 2 + 1, 1) for b in range(1, 101) if (b * 7 + n * n) % 11 < 5))] for n in range(60)]
    begun = perf_counter()
    assert any(Auditor([]).admit(rows))
    assert perf_counter() - begun < 20
