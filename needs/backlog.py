"""The PDFs that the workers still owe: briefs, and receipts of signatures."""

from core.backlogs import Backlog
from needs.enums import BriefState
from needs.models import Brief
from needs.signing import receipts

BACKLOGS = [
    Backlog(
        "briefs",
        owed=lambda: Brief.objects.exclude(state__in=[BriefState.READY, BriefState.FAILED]),
        failed=lambda: Brief.objects.filter(state=BriefState.FAILED),
        since="owed_at",
    ),
    receipts.PAPERS.backlog("signature_receipts"),
]
