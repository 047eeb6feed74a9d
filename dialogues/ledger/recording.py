"""The one door to the ledger. Whatever is shared with the market is recorded in the transaction that shares it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_noop

from core.canonical import checksum
from core.queue import tell_once
from dialogues.models import Dialogue, LedgerEntry
from dialogues.staff import locked

MAKE_FILES = "dialogues.tasks.make_ledger_files"
MANAGER = gettext_noop("programme manager")  # `role` is one of these: kept in English, read in every language


def record(
    dialogue: Dialogue,
    kind: str,
    *,
    subject: Model,
    titles: dict[str, str],
    page: tuple[str, list[Any]],
    topics: Iterable[str],
    by: Any = None,
    role: str = "",
    files: Iterable[dict[str, Any]] = (),
    languages: Iterable[str] | None = None,
    audience: str = "",
    urgent: bool = False,
    details: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> LedgerEntry:
    """Write the next entry of the dialogue, chained to the one before, within the caller's transaction.

    `titles` by language; `languages` where it was shared in others than it is called in; `files` and the rest as in
    `LedgerEntry`. Holds the lock on the dialogue until the end of the transaction: call it late.
    """
    named = {language: title for language, title in titles.items() if title}
    with transaction.atomic():
        locked(dialogue)
        before = LedgerEntry.objects.filter(dialogue=dialogue).order_by("-number").first()
        entry = LedgerEntry(
            dialogue=dialogue,
            number=before.number + 1 if before else 1,
            kind=kind,
            at=at or timezone.now(),
            titles=named,
            languages=sorted(languages if languages is not None else named),
            role=role,
            actor=by,
            audience=audience,
            page=list(page),
            files=list(files),
            details=details or {},
            is_urgent=urgent,
            topics=sorted(set(topics)),
            subject=subject,
            previous_hash=before.hash if before else "",
        )
        entry.hash = checksum(entry.content)
        entry.save(force_insert=True)
        tell_once(MAKE_FILES)
    return entry
