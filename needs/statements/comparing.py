"""Two frozen contents of a challenge beside each other: what is new, changed, moved or gone, clause by clause.

A clause is the same one in all versions by its key. A content of format 1 has no keys: there it is its number.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

Content = dict[str, Any]
Row = dict[str, Any]

TEXTS = ("title", "summary", "invitation")
FIGURES = ("demand", "calendar")


class Fate(StrEnum):
    """What became of a clause."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Pair:
    """A clause before and after, as the contents have it; None where it was not there yet, or is no more."""

    key: str
    before: Row | None
    after: Row | None
    is_moved: bool = False

    @property
    def fate(self) -> Fate:
        if self.before is None:
            return Fate.ADDED
        if self.after is None:
            return Fate.REMOVED
        if without_number(self.before) != without_number(self.after):
            return Fate.CHANGED
        return Fate.MOVED if self.is_moved else Fate.SAME

    @property
    def says_something_else(self) -> bool:
        """More than another place: a change that is material or editorial."""
        return self.fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)


def key_of(row: Row) -> str:
    return row.get("key") or str(row["number"])


def without_number(row: Row) -> Row:
    """What a clause says; a scope that format 1 did not know is as good as none."""
    said = {name: value for name, value in row.items() if name not in ("number", "key")}
    return {**said, "target_scope": row.get("target_scope") or {}}


def pairs(before: Content, after: Content) -> list[Pair]:
    """All clauses of both, in the order of `after`; what is gone stands behind what it stood behind."""
    old = {key_of(row): row for row in before["clauses"]}
    new = {key_of(row): row for row in after["clauses"]}
    moved = moved_keys([key for key in old if key in new], [key for key in new if key in old])
    return [Pair(key, old.get(key), new.get(key), key in moved) for key in joint_order(list(old), list(new))]


def moved_keys(old: list[str], new: list[str]) -> set[str]:
    """Those that another place was given to; a place that only shifted because of the others is none."""
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    return set(new) - {key for block in blocks for key in old[block.a : block.a + block.size]}


def joint_order(old: list[str], new: list[str]) -> list[str]:
    order = list(new)
    for place, key in enumerate(old):
        if key not in order:
            order.insert(order.index(old[place - 1]) + 1 if place else 0, key)
    return order


def changed_texts(before: Content, after: Content) -> list[str]:
    """Which of title, summary and invitation changed, and "demand" where its figures did."""
    changed = [name for name in TEXTS if before[name] != after[name]]
    return [*changed, *["demand"] * any(before[name] != after[name] for name in FIGURES)]


def summary(before: Content, clauses: list[Row]) -> dict[str, Any]:
    """What changed since `before`, by the clauses' new numbers, and how many are gone, as a content keeps it."""
    found: dict[str, Any] = {"since": before["number"], "changed": [], "added": [], "moved": [], "removed": 0}
    for pair in pairs(before, {"clauses": clauses}):
        if pair.after is None:
            found["removed"] += 1
        elif pair.fate is not Fate.SAME:
            found[pair.fate].append(pair.after["number"])
    return found
