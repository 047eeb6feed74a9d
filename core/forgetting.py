"""The retention run: whatever is past its time is forgotten, and a report says what was."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from core.kept import Kept, kinds
from core.models import RetentionRun

logger = logging.getLogger(__name__)


def forget() -> RetentionRun:
    """Forget what is due. Two runs at once share the rows between them; what goes wrong in one kind stops no other."""
    run = RetentionRun.objects.create()
    with translation.override("en"):  # reasons are kept as msgids, and read in every language
        for kept in kinds():
            run.report = [*run.report, forget_kind(kept, run.started_at)]
            run.save(update_fields=["report"])
    run.ended_at = timezone.now()
    run.save(update_fields=["ended_at"])
    return run


def forget_kind(kept: Kept, now: datetime) -> dict[str, Any]:
    """One kind's entry in the report, with the kind of error and not its text, which may quote what people wrote."""
    entry: dict[str, Any] = {"name": kept.name, "due": 0, "forgotten": 0, "withheld": {}, "warned": 0, "error": ""}
    try:
        entry["warned"] = kept.warn(now) if kept.warn else 0
        forget_batches(kept, now, entry)
    except Exception as error:
        entry["error"] = type(error).__name__
        logger.exception("Retention of %s failed", kept.name)
    return entry


def forget_batches(kept: Kept, now: datetime, entry: dict[str, Any]) -> None:
    """Each batch in a transaction of its own; rows that somebody holds just now are left for tomorrow."""
    due = kept.due(now)
    while True:
        with transaction.atomic():
            free = due.select_for_update(of=("self",), skip_locked=True)
            batch = list(free.values_list("pk", flat=True)[: kept.batch])
            if not batch:
                return
            withheld = kept.forget(kept.model._base_manager.filter(pk__in=batch).order_by("pk"))
        count(entry, len(batch), withheld)
        due = due.filter(pk__gt=batch[-1])


def count(entry: dict[str, Any], due: int, withheld: dict[str, int]) -> None:
    entry["due"] += due
    entry["forgotten"] += due - sum(withheld.values())
    for reason, number in withheld.items():
        entry["withheld"][reason] = entry["withheld"].get(reason, 0) + number


def due_now() -> list[tuple[Kept, int]]:
    """What a run would find now; nothing is changed."""
    now = timezone.now()
    return [(kept, kept.due(now).count()) for kept in kinds()]
