"""What waits for the people of a company, on its start page: what each app declares in `company_waiting`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from core.declarations import modules
from suppliers.models import Company


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, where, and what else is to be known of it (a deadline)."""

    text: str | Promise
    url: str
    note: str | Promise = ""


@cache
def sources() -> list[Callable[[Company], list[Waiting]]]:
    """What is written comes before whom one meets: the lower floor first."""
    return [source for module in reversed(modules("company_waiting")) for source in module.SOURCES]


def waiting_for(company: Company) -> list[Waiting]:
    return [thing for source in sources() for thing in source(company)]
