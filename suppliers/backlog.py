"""What the workers still owe the market: news to those who follow, receipts of responses, requests as PDFs."""

from core.backlogs import Backlog
from suppliers.enums import MailingState
from suppliers.models import Mailing
from suppliers.requests import papers
from suppliers.responses import receipts

BACKLOGS = [
    Backlog(
        "mailings",
        owed=lambda: Mailing.objects.filter(state=MailingState.RUNNING),
        failed=Mailing.objects.none,
        since="started_at",
    ),
    receipts.PAPERS.backlog("response_receipts"),
    papers.PAPERS.backlog("request_papers"),
]
