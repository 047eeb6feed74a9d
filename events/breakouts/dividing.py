"""People are divided among breakouts that run at the same time, by their wishes, without the database.

What is wanted comes one after the other: as many as possible have a place; as few as possible get one that they did not
wish; as few as possible their last wish, then the one before it, and so on up to the first; the people of each country
are spread over the breakouts. What is open then, lots decide: who has the earlier lot gets the higher wish.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

SECONDS = 30.0  # for all rounds together


@dataclass(frozen=True)
class Person:
    """`wishes` are breakouts, the first wish first; `place` is the one that she stays in."""

    number: int
    lot: str
    country: str = ""
    wishes: tuple[int, ...] = ()
    place: int | None = None


@dataclass(frozen=True)
class Breakout:
    """Breakouts of one `round` run at the same time. Without a `size` there is no limit."""

    number: int
    round: int
    size: int | None = None


def divide(people: list[Person], breakouts: list[Breakout], seconds: float = SECONDS) -> dict[int, int]:
    """Each person's place in one round. HiGHS is loaded here, in the worker."""
    from events.solving.highs import Program

    program = Program(seconds)
    people = sorted(people, key=lambda person: person.lot)
    at = {(one.number, breakout.number): program.choice() for one in people for breakout in breakouts}
    for one in people:
        program.rule([(at[one.number, breakout.number], 1) for breakout in breakouts], 0, 1)
        if one.place is not None:
            program.rule([(at[one.number, one.place], 1)], 1, 1)
    for breakout in breakouts:
        stay = sum(one.place == breakout.number for one in people)
        most = len(people) if breakout.size is None else max(breakout.size, stay)
        program.rule([(at[one.number, breakout.number], 1) for one in people], 0, most)
    uneven = spread(program, people, breakouts, at)
    program.most("placed", [(choice, 1) for choice in at.values()])
    program.least("unwished", [(at[pair], 1) for pair in unwished(people, breakouts)])
    for rank in range(max((len(one.wishes) for one in people), default=0), 1, -1):
        theirs = [(at[one.number, one.wishes[rank - 1]], 1) for one in people if len(one.wishes) >= rank]
        program.least(f"rank-{rank}", theirs)
    program.least("spread", uneven)
    program.most("lots", by_lot(people, at))
    return {one: place for (one, place), choice in at.items() if program.is_yes(choice)}


def unwished(people: list[Person], breakouts: list[Breakout]) -> list[tuple[int, int]]:
    """Places that people with wishes did not wish."""
    return [
        (one.number, breakout.number)
        for one in people
        for breakout in breakouts
        if one.wishes and breakout.number not in one.wishes
    ]


def spread(program: Any, people: list[Person], breakouts: list[Breakout], at: Any) -> list[tuple[int, float]]:
    """By how many a country has more people in one breakout than an even share."""
    over = []
    for country, count in sorted(Counter(one.country for one in people if one.country).items()):
        share = -(-count // len(breakouts))
        for breakout in breakouts:
            theirs = [(at[one.number, breakout.number], 1.0) for one in people if one.country == country]
            over.append((program.choice(count), 1.0))
            program.rule([*theirs, (over[-1][0], -1.0)], -count, share)
    return over


def by_lot(people: list[Person], at: Any) -> list[tuple[int, float]]:
    """The earlier the lot, the more a higher wish weighs."""
    most = max((len(one.wishes) for one in people), default=0)
    return [
        (at[one.number, breakout], float((len(people) - order) * (most - rank)))
        for order, one in enumerate(people)
        for rank, breakout in enumerate(one.wishes)
    ]


def to_json(people: list[Person], breakouts: list[Breakout]) -> dict[str, Any]:
    return {"people": [asdict(one) for one in people], "breakouts": [asdict(one) for one in breakouts]}


def from_json(data: dict[str, Any]) -> tuple[list[Person], list[Breakout]]:
    people = [Person(**{**row, "wishes": tuple(row["wishes"])}) for row in data["people"]]
    return people, [Breakout(**row) for row in data["breakouts"]]
