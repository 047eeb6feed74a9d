"""Where equal treatment is in danger. Each app says what it looks for in its equal_treatment.py: CHECKS, a list of
functions that answer a dialogue's dangers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

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
    found: list[Check] = []
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "equal_treatment"):
            found += import_module(f"{app.name}.equal_treatment").CHECKS
    return found


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
