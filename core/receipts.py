"""Receipts: owed as a row and made by a worker, as web processes make no PDF; the same row gives the same bytes.

A row has the columns `file` (in the private storage), `size`, `sha256`, `attempts` and `queued_at`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils import timezone

from core.backlogs import Backlog
from core.pdf import Pdf
from core.queue import tell
from core.storage import private_files

MOST_ATTEMPTS = 5


def backlog(name: str, model: type[Model]) -> Backlog:
    """Those that are owed, and those that were tried too often."""
    owed = model._base_manager.filter(file="")
    return Backlog(
        name,
        owed=lambda: owed.filter(attempts__lt=MOST_ATTEMPTS),
        failed=lambda: owed.filter(attempts__gte=MOST_ATTEMPTS),
        since="queued_at",
    )


def settle(model: type[Model], task: str) -> int:
    """Queue again what was forgotten; how many."""
    now = timezone.now()
    rows = model._base_manager
    waiting = rows.filter(file="", attempts__lt=MOST_ATTEMPTS)
    forgotten = waiting.filter(queued_at__lt=now - timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS))
    with transaction.atomic():
        found = list(forgotten.select_for_update(skip_locked=True).values_list("pk", flat=True))
        rows.filter(pk__in=found).update(queued_at=now)
        for pk in found:
            tell(task, pk)
    return len(found)


def being_made(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page at a receipt's address until it is there. The sentence says what stands already."""
    context = {"sentence": sentence, "again": request.path}
    return render_page(request, "components/receipt_owed.html", context, status=202)


def make(model: type[Model], pk: int, render: Callable[[], tuple[Pdf, str]]) -> bool:
    """Make a receipt that is owed; of two who do, one hands it in. `render` answers the PDF and the place for it."""
    owed: Any = model._base_manager.filter(pk=pk, file="")
    if not owed.update(attempts=F("attempts") + 1):
        return False
    made, place = render()
    name = private_files().save(f"{place}-{made.sha256[:16]}.pdf", ContentFile(made.data))
    handed_in = owed.update(file=name, size=len(made.data), sha256=made.sha256)
    if not handed_in:
        private_files().delete(name)
    return bool(handed_in)
