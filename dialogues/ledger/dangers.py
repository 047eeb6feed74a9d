"""Where equal treatment is in danger. Each app says what it looks for in its equal_treatment.py: CHECKS, a list of
functions that answer a dialogue's dangers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from core.declarations import modules
from dialogues.models import Dialogue


@dataclass(frozen=True)
class Danger:
    """What is wrong, in the reader's language: a heading, what to do about it, and the page where it is done.

    `kind` is a word that does not change, such as "minutes-missing".
    """

    kind: str
    title: str
    explanation: str
    url: str


Check = Callable[[Dialogue], list[Danger]]


@cache
def checks() -> list[Check]:
    return [check for module in modules("equal_treatment") for check in module.CHECKS]


def dangers(dialogue: Dialogue) -> list[Danger]:
    return [danger for check in checks() for danger in check(dialogue)]


def in_turns(found: Iterable[Danger]) -> list[Danger]:
    """The first of each kind, then the second of each: where only some are shown, no kind hides another."""
    before: dict[str, int] = {}
    turns: list[tuple[int, Danger]] = []
    for danger in found:
        turns.append((before.get(danger.kind, 0), danger))
        before[danger.kind] = turns[-1][0] + 1
    return [danger for _turn, danger in sorted(turns, key=lambda turn: turn[0])]
