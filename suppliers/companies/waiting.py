"""What waits for the people of a company, on its start page. Each folder adds a function of its own to SOURCES."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from suppliers.models import Company


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, where, and what else is to be known of it (a deadline)."""

    text: str | Promise
    url: str
    note: str | Promise = ""


SOURCES: list[Callable[[Company], list[Waiting]]] = []


def waiting_for(company: Company) -> list[Waiting]:
    return [thing for source in SOURCES for thing in source(company)]
