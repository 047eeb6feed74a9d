"""The mails that the workers still owe."""

from datetime import UTC, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from core.backlogs import Backlog
from core.enums import MailState
from core.models import Mail

PUT_OFF = Q(error__regex=r"^4\d\d ")  # said of its recipient (core/outbox.py)
TRIED_FOR = timedelta(days=2)  # and no longer (core/attempts.py)


def owed() -> QuerySet[Mail]:
    return Mail.objects.filter(state__in=MailState.owed())


def ours() -> Q:
    """All but what is put off for its recipient's sake, which two mailboxes with nothing sent since are not."""
    since_then = Q(created_at__gt=last_sent())
    mailboxes = owed().filter(PUT_OFF, since_then).order_by().values("to").distinct()
    return ~PUT_OFF | since_then if len(mailboxes[:2]) > 1 else ~PUT_OFF


def last_sent() -> datetime:
    recent = Mail.objects.filter(created_at__gt=timezone.now() - TRIED_FOR)
    return recent.aggregate(at=Max("sent_at"))["at"] or datetime.min.replace(tzinfo=UTC)


BACKLOGS = [
    Backlog(
        "mails",
        owed=owed,
        failed=lambda: Mail.objects.filter(state=MailState.FAILED),
        since="created_at",
        ours=ours,
    )
]
