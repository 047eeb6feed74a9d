"""The mails that the workers still owe."""

from django.db.models import Q

from core.backlogs import Backlog
from core.enums import MailState
from core.models import Mail

BACKLOGS = [
    Backlog(
        "mails",
        owed=lambda: Mail.objects.filter(state__in=MailState.owed()),
        failed=lambda: Mail.objects.filter(state=MailState.FAILED),
        since="created_at",
        ours=~Q(error__regex=r"^4\d\d "),  # said of its recipient (core/outbox.py): no fault of ours
    )
]
