"""What waits for the people of a company, on its start page: what each app declares in `company_waiting`."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.declarations import modules
from suppliers.models import Company


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, where, and what else is to be known of it (a deadline)."""

    text: str | Promise
    url: str
    note: str | Promise = ""


def waiting_for(company: Company) -> list[Waiting]:
    """What is written comes before whom one meets: the lower floor first."""
    sources = (source for module in reversed(modules("company_waiting")) for source in module.SOURCES)
    return [thing for source in sources for thing in source(company)]
