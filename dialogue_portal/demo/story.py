"""What happened, in the order of its days, whichever part of the demo it is of.

The market was told of most of it, and the ledger numbers its entries as they come: so the numbers go by the days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """What is to be done of a day of history; `at` orders it among the others."""

    at: datetime
    do: Callable[[], object]


def tell(*parts: Iterable[Happening]) -> int:
    """How many there were. In the caller's one transaction, so that what is there of a part is whole."""
    happenings = sorted((one for part in parts for one in part), key=lambda one: one.at)
    for one in happenings:
        one.do()
    return len(happenings)
