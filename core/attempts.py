"""What is found again and again and dealt with one at a time: one that fails holds up no other, and is tried again."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from core.workflow import WrongState

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

MOST_ATTEMPTS = 12  # with these pauses: a day and a half


def pause(attempts: int) -> timedelta:
    """After so many that failed."""
    return timedelta(minutes=2 ** (attempts - 1))


def attempt(act: Callable[..., Result], number: int, *about: object) -> Result | None:
    """What the act makes of a row with this number, in a transaction of its own; None where it failed.

    That somebody was faster is no failure; every other one is told in the log.
    """
    try:
        return act(number, *about)
    except WrongState:
        return None
    except Exception:
        logger.exception("%s.%s failed for %s", act.__module__, act.__qualname__, number)
        return None
