"""PDFs that are owed as rows and made by a worker; the same row gives the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.attempts import MOST_ATTEMPTS, pause
from core.backlogs import Backlog
from core.models import Paper
from core.pdf import Pdf
from core.queue import tell
from core.storage import private_files


@dataclass(frozen=True)
class Papers:
    """Those of one kind. `task` is told a row's number; `made` answers, by that, the PDF and the place for it."""

    model: type[Paper]
    task: str
    made: Callable[[int], tuple[Pdf, str]]

    @property
    def owed(self) -> Any:
        return self.model._base_manager.filter(file="")

    def settle(self) -> int:
        """Queue again what was forgotten, or failed a while ago; how many."""
        with transaction.atomic():
            due = self.owed.filter(is_due()).select_for_update(skip_locked=True)
            found = dict(due.values_list("pk", "attempts"))
            self.owed.filter(pk__in=found).update(queued_at=timezone.now())
            for pk, tried in found.items():
                tell(self.task, pk, tried)
        return len(found)

    def make(self, pk: int, tried: int = 0) -> bool:
        """Make one if it is owed and was tried so often: however often it lay in the queue, that is one attempt.

        Of two who make it, one hands it in. Raises core.pdf.RenderFailed.
        """
        owed = self.owed.filter(pk=pk)
        if not owed.filter(attempts=tried).update(attempts=tried + 1):
            return False
        pdf, place = self.made(pk)
        name = private_files().save(f"{place}-{pdf.sha256[:16]}.pdf", ContentFile(pdf.data))
        handed_in = owed.update(file=name, size=len(pdf.data), sha256=pdf.sha256)
        if not handed_in:
            private_files().delete(name)
        return bool(handed_in)

    def backlog(self, name: str) -> Backlog:
        """Those that are owed, and those that were tried too often."""
        return Backlog(
            name,
            owed=lambda: self.owed.filter(attempts__lt=MOST_ATTEMPTS),
            failed=lambda: self.owed.filter(attempts__gte=MOST_ATTEMPTS),
            since="owed_at",
        )


def is_due() -> Q:
    """Whether it was queued longer ago than the queue may take, or than the pause after what failed."""
    now, patience = timezone.now(), timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS)
    waits = [patience, *map(pause, range(1, MOST_ATTEMPTS))]
    return reduce(or_, (Q(attempts=tried, queued_at__lt=now - wait) for tried, wait in enumerate(waits)))


def try_again() -> dict[type[Paper], int]:
    """Have `settle` queue what is owed as if nobody had tried, also what was tried too often; how many of each kind."""
    kinds, now = [model for model in apps.get_models() if issubclass(model, Paper)], timezone.now()
    return {kind: kind._base_manager.filter(file="", attempts__gt=0).update(attempts=0, owed_at=now) for kind in kinds}
