"""Where equal treatment is in danger. Each app says what it looks for in its equal_treatment.py: CHECKS, a list of
functions that answer a dialogue's dangers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from core.declarations import modules
from dialogues.models import Dialogue


@dataclass(frozen=True)
class Danger:
    """What is wrong, in the reader's language: a heading, what to do about it, and the page where it is done.

    `kind` is a word that does not change, such as "minutes-missing". The page opens to whoever has the permission for
    the subject; where none is named, to all who manage the dialogue.
    """

    kind: str
    title: str
    explanation: str
    url: str
    permission: str = ""
    subject: Any = None


Check = Callable[[Dialogue], list[Danger]]


@cache
def checks() -> list[Check]:
    return [check for module in modules("equal_treatment") for check in module.CHECKS]


def dangers(dialogue: Dialogue) -> list[Danger]:
    return [danger for check in checks() for danger in check(dialogue)]


def dangers_for(user: Any, dialogue: Dialogue) -> list[Danger]:
    """Without the address of a page that does not open to her."""
    may = cache(user.has_perm)
    found = dangers(dialogue)
    return [one if not one.permission or may(one.permission, one.subject) else replace(one, url="") for one in found]


def in_turns(found: Iterable[Danger]) -> list[Danger]:
    """The first of each kind, then the second of each: where only some are shown, no kind hides another."""
    before: dict[str, int] = {}
    turns: list[tuple[int, Danger]] = []
    for danger in found:
        turns.append((before.get(danger.kind, 0), danger))
        before[danger.kind] = turns[-1][0] + 1
    return [danger for _turn, danger in sorted(turns, key=lambda turn: turn[0])]
