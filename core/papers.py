"""PDFs that are owed as rows and made by a worker; the same row gives the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.backlogs import Backlog
from core.models import Paper
from core.pdf import Pdf
from core.queue import tell
from core.storage import private_files

MOST_ATTEMPTS = 5


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
        """Queue again what was forgotten; how many."""
        now = timezone.now()
        waiting = self.owed.filter(attempts__lt=MOST_ATTEMPTS)
        forgotten = waiting.filter(queued_at__lt=now - timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS))
        with transaction.atomic():
            found = list(forgotten.select_for_update(skip_locked=True).values_list("pk", flat=True))
            self.owed.filter(pk__in=found).update(queued_at=now)
            for pk in found:
                tell(self.task, pk)
        return len(found)

    def make(self, pk: int) -> bool:
        """Make one if it is owed; of two who do, one hands it in. Raises core.pdf.RenderFailed."""
        owed = self.owed.filter(pk=pk)
        if not owed.update(attempts=F("attempts") + 1):
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
