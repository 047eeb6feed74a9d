"""What is owed: briefs to be made. The queue only says when to look, the rows here say what is to be done.

A worker takes a lease on a brief, makes it and hands it in; everything that can go wrong on the way, also the
worker's death, leaves a row from which it goes on.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.queue import tell
from needs.enums import BriefState
from needs.models import Brief

MOST_ATTEMPTS = 3


def lease() -> timedelta:
    return timedelta(seconds=settings.BRIEF_LEASE_SECONDS)


def patience() -> timedelta:
    """So long a queued job may lie before it is queued again: Redis may have lost it."""
    return timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS)


def queue(briefs: Iterable[Brief]) -> None:
    """Tell the workers, once the transaction is committed; if Redis is away, the periodic task will."""
    for brief in briefs:
        tell("needs.tasks.render_brief", brief.pk)


def claim(brief_id: int) -> Brief | None:
    """Take the lease on a brief that nobody else has; None if it is not owed, or somebody is at it."""
    now = timezone.now()
    free = Q(state=BriefState.WAITING) | Q(state=BriefState.RENDERING, leased_until__lt=now)
    taken = Brief.objects.filter(free, pk=brief_id).update(
        state=BriefState.RENDERING, leased_until=now + lease(), attempts=F("attempts") + 1
    )
    return (
        Brief.objects.select_related("statement__challenge", "edition").filter(pk=brief_id).first() if taken else None
    )


def held(brief: Brief) -> dict[str, object]:
    """What is true of the row for as long as this worker holds the lease."""
    return {"pk": brief.pk, "state": BriefState.RENDERING, "attempts": brief.attempts}


def hand_in(brief: Brief, **fields: object) -> bool:
    """Write the result, unless the lease went to somebody else meanwhile."""
    ready = {"state": BriefState.READY, "leased_until": None, "error": ""}
    return bool(Brief.objects.filter(**held(brief)).update(**ready, **fields))


def fail(brief: Brief, error: str) -> None:
    Brief.objects.filter(**held(brief)).update(state=BriefState.FAILED, leased_until=None, error=error)


def settle() -> int:
    """Queue again what is owed and forgotten: lost by Redis, or held by a worker that died. Returns how many."""
    now = timezone.now()
    expired = Brief.objects.filter(state=BriefState.RENDERING, leased_until__lt=now)
    expired.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=BriefState.FAILED,
        leased_until=None,
        error=_("The worker died %(count)s times while it made this brief.") % {"count": MOST_ATTEMPTS},
    )
    forgotten = Q(state=BriefState.WAITING) | Q(state=BriefState.RENDERING, leased_until__lt=now)
    with transaction.atomic():
        owed = list(Brief.objects.select_for_update(skip_locked=True).filter(forgotten, queued_at__lt=now - patience()))
        Brief.objects.filter(pk__in=[brief.pk for brief in owed]).update(queued_at=now)
        queue(owed)
    return len(owed)
