"""What a timetable is made of, without the database: who wishes whom, when they are there, how far the rooms are."""

from dataclasses import asdict, dataclass, field
from typing import Any

Pair = tuple[str, int]  # a company's key, a body's number
Plan = dict[Pair, int]  # and the number of the slot in which they meet


@dataclass(frozen=True)
class Slot:
    """A time; `starts` and `ends` in minutes from the day's first one."""

    number: int
    starts: int
    ends: int


@dataclass(frozen=True)
class Table:
    """A body's table, in a room, and the slots at which nobody sits there."""

    body: int
    room: int
    away: tuple[int, ...] = ()


@dataclass(frozen=True)
class Guest:
    """A company: its wishes, the first one first, and the slots at which it is not there."""

    key: str
    wishes: tuple[int, ...]
    is_small: bool = False
    away: tuple[int, ...] = ()


@dataclass(frozen=True)
class Puzzle:
    """`walks` has minutes between two rooms, the lower number first. `before` is the plan that stands, `fixed` those of
    its meetings that no longer move, `past` the slots that can not be used any more."""

    seed: str
    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    guests: tuple[Guest, ...]
    walks: dict[tuple[int, int], int] = field(default_factory=dict)
    must: frozenset[Pair] = frozenset()
    never: frozenset[Pair] = frozenset()
    before: Plan = field(default_factory=dict)
    fixed: frozenset[Pair] = frozenset()
    past: frozenset[int] = frozenset()

    def walk(self, one: Table, other: Table) -> int:
        return self.walks.get((min(one.room, other.room), max(one.room, other.room)), 0)

    @property
    def table(self) -> dict[int, Table]:
        return {table.body: table for table in self.tables}

    @property
    def guest(self) -> dict[str, Guest]:
        return {guest.key: guest for guest in self.guests}

    def wished(self) -> list[Pair]:
        """Pairs that may be: the company wishes it and the body does not refuse."""
        bodies = set(self.table)
        pairs = [(guest.key, body) for guest in self.guests for body in guest.wishes if body in bodies]
        return [pair for pair in pairs if pair not in self.never]

    def common(self, pair: Pair) -> list[int]:
        """The slots at which both are there, and that are still to come."""
        away = {*self.guest[pair[0]].away, *self.table[pair[1]].away, *self.past}
        return [slot.number for slot in self.slots if slot.number not in away]


def to_json(puzzle: Puzzle) -> dict[str, Any]:
    """In an order of its own, so that the same day gives the same JSON."""
    return {
        **{name: [asdict(row) for row in getattr(puzzle, name)] for name in ("slots", "tables", "guests")},
        "seed": puzzle.seed,
        "walks": [[*rooms, minutes] for rooms, minutes in sorted(puzzle.walks.items())],
        "before": plan_to_json(puzzle.before),
        **{name: sorted(map(list, getattr(puzzle, name))) for name in ("must", "never", "fixed")},
        "past": sorted(puzzle.past),
    }


def from_json(data: dict[str, Any]) -> Puzzle:
    def rows(kind: Any, name: str) -> tuple[Any, ...]:
        given = [{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()} for row in data[name]]
        return tuple(kind(**row) for row in given)

    return Puzzle(
        seed=data["seed"],
        slots=rows(Slot, "slots"),
        tables=rows(Table, "tables"),
        guests=rows(Guest, "guests"),
        walks={(one, other): minutes for one, other, minutes in data["walks"]},
        before=plan_from_json(data["before"]),
        past=frozenset(data["past"]),
        **{name: frozenset((key, body) for key, body in data[name]) for name in ("must", "never", "fixed")},
    )


def plan_to_json(plan: Plan) -> list[list[Any]]:
    return sorted([key, body, slot] for (key, body), slot in plan.items())


def plan_from_json(rows: list[list[Any]]) -> Plan:
    return {(key, body): slot for key, body, slot in rows}
