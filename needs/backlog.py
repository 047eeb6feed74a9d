"""The PDFs that the workers still owe: briefs, and receipts of signatures."""

from core import receipts
from core.backlogs import Backlog
from needs.enums import BriefState
from needs.models import Brief, Receipt

BACKLOGS = [
    Backlog(
        "briefs",
        owed=lambda: Brief.objects.exclude(state__in=[BriefState.READY, BriefState.FAILED]),
        failed=lambda: Brief.objects.filter(state=BriefState.FAILED),
        since="queued_at",
    ),
    receipts.backlog("signature_receipts", Receipt),
]
