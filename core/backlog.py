"""The mails that the workers still owe."""

from core.backlogs import Backlog
from core.enums import MailState
from core.models import Mail

BACKLOGS = [
    Backlog(
        "mails",
        owed=lambda: Mail.objects.filter(state__in=MailState.owed()),
        failed=lambda: Mail.objects.filter(state=MailState.FAILED),
        since="created_at",
    )
]
