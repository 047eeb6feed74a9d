"""Where equal treatment is in danger. Each app says what it looks for in its equal_treatment.py: CHECKS, a list of
functions that answer a dialogue's dangers."""

from collections.abc import Callable
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
