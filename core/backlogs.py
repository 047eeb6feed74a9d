"""What the workers still owe, asked of each app: its backlog.py has BACKLOGS. Read by those who watch the portal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from core.declarations import modules


@dataclass(frozen=True)
class Backlog:
    """`owed` are the rows that a worker has still to do and `failed` those that none will do until somebody says so;
    `since` is the field that says from when on one is owed, which no attempt moves. Where others make some of them
    wait, `ours` says which wait for the portal."""

    name: str
    owed: Callable[[], QuerySet]
    failed: Callable[[], QuerySet]
    since: str
    ours: Callable[[], Q] | None = None

    def measured(self, now: datetime) -> "Measured":
        due = self.owed().filter(**{f"{self.since}__lte": now}).order_by()
        found = due.aggregate(count=Count("pk"), first=Min(self.since, filter=self.ours and self.ours()))
        waits = (now - found["first"]).total_seconds() if found["first"] else 0.0
        return Measured(self.name, found["count"], waits, self.failed().count())


@dataclass(frozen=True)
class Measured:
    """How many rows are due, for how many seconds the first of them has been, and how many failed."""

    name: str
    due: int
    waits: float
    failed: int


def measured() -> Iterator[Measured]:
    now = timezone.now()
    for module in modules("backlog"):
        for backlog in module.BACKLOGS:
            yield backlog.measured(now)
