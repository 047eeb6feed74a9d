"""What the workers still owe the market: news to those who follow, and receipts of responses."""

from core import receipts
from core.backlogs import Backlog
from suppliers.enums import MailingState
from suppliers.models import Mailing, ResponseReceipt

BACKLOGS = [
    Backlog(
        "mailings",
        owed=lambda: Mailing.objects.filter(state=MailingState.RUNNING),
        failed=Mailing.objects.none,
        since="started_at",
    ),
    receipts.backlog("response_receipts", ResponseReceipt),
]
