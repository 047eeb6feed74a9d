"""Solving that is owed: a worker takes a lease on the row, solves it, hands it in; beat looks for what is forgotten."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.queue import tell
from events.models.solving import Solving
from events.solving.enums import SolvingState

S = SolvingState
MOST_ATTEMPTS = 3
logger = logging.getLogger(__name__)


def claim(model: type[Solving], pk: int) -> Any:
    """The lease on a row that is owed and that nobody else solves; None if there is none."""
    now = timezone.now()
    free = Q(state=S.WAITING) | Q(state=S.SOLVING, leased_until__lt=now)
    lease = now + timedelta(seconds=settings.BRIEF_LEASE_SECONDS)
    rows = model._base_manager.filter(free, pk=pk)
    taken = rows.update(state=S.SOLVING, leased_until=lease, attempts=F("attempts") + 1)
    return model._base_manager.filter(pk=pk).first() if taken else None


def solve(model: type[Solving], pk: int, make: Callable[[Any], tuple[list[Any], dict[str, Any]]]) -> bool:
    """Solve the row if it is owed. `make` answers plan and report; what it raises is written to the row."""
    row = claim(model, pk)
    if row is None:
        return False
    held = model._base_manager.filter(pk=pk, state=S.SOLVING, attempts=row.attempts)
    began = time.monotonic()
    try:
        plan, report = make(row)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("%s could not be solved", row)
        held.update(state=S.FAILED, leased_until=None, error=f"{type(error).__name__}: {error}")
        return False
    report["seconds"] = round(time.monotonic() - began, 1)
    return bool(held.update(state=S.SOLVED, leased_until=None, error="", plan=plan, report=report))


def settle(model: type[Solving], task: str) -> int:
    """Queue again what the queue lost or what a worker that died held; how many."""
    now = timezone.now()
    rows = model._base_manager
    dead = rows.filter(state=S.SOLVING, leased_until__lt=now, attempts__gte=MOST_ATTEMPTS)
    dead.update(state=S.FAILED, leased_until=None, error=_("The worker died several times while it solved this."))
    forgotten = Q(state=S.WAITING) | Q(state=S.SOLVING, leased_until__lt=now)
    patience = timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS)
    with transaction.atomic():
        lost = rows.select_for_update(skip_locked=True).filter(forgotten, queued_at__lt=now - patience)
        found = list(lost.values_list("pk", flat=True))
        rows.filter(pk__in=found).update(queued_at=now)
        for pk in found:
            tell(task, pk)
    return len(found)
