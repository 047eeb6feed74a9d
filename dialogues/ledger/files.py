"""The record and the pack of each ledger: owed as rows, made by a worker.

An entry makes them owed, but not more often than once in `LEDGER_FILES_SECONDS`, as entries come in bursts; a file that
lacks something does not wait. A worker takes a lease on one after the other, and hands it in unless the lease went to
somebody else. What was there before stays until then.
"""

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from os import SEEK_END
from tempfile import TemporaryFile
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from core import stored
from core.languages import CODES
from core.queue import tell_once
from dialogues.enums import LedgerFileKind
from dialogues.ledger import pack, record_pdf
from dialogues.ledger.recording import MAKE_FILES
from dialogues.models import Dialogue, LedgerEntry, LedgerFile

ALONE = 7402  # the lock of the worker that makes them
SECONDS_AT_A_TIME = 30  # then the worker is free for other jobs
TIME_LIMIT = 300  # of the job, in which the last of its packs has to be done however large
MAKERS = {LedgerFileKind.RECORD: record_pdf.make, LedgerFileKind.PACK: pack.make}
ENDINGS = {LedgerFileKind.RECORD: "pdf", LedgerFileKind.PACK: "zip"}
logger = logging.getLogger(__name__)


def make_owed() -> int:
    """Make what is owed, for as long as the time allows; how many were made. What is left is queued behind the others.

    One worker at a time does so: the others are free for what people wait for.
    """
    stop, made = time.monotonic() + SECONDS_AT_A_TIME, 0
    with alone() as is_alone:
        if not is_alone:
            return 0
        add_rows()
        while time.monotonic() < stop and (file := take()):
            made += make(file)
    if made and LedgerFile.objects.owed().exists():  # time was over, or something came while nobody listened
        tell_once(MAKE_FILES)
    return made


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other worker is at it. A worker that dies loses the lock with its connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ALONE])
        [is_alone] = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ALONE])


def add_rows() -> None:
    """A row for each kind and language of every dialogue with a ledger."""
    begun = Dialogue.objects.filter(ledger__number=1)
    rows = [
        LedgerFile(dialogue=dialogue, kind=kind, language=language)
        for dialogue in begun.exclude(ledger_files__isnull=False)
        for kind in LedgerFileKind
        for language in CODES
    ]
    LedgerFile.objects.bulk_create(rows, ignore_conflicts=True)


def take() -> LedgerFile | None:
    """The lease on a file that is owed and that nobody else is making; None if there is none."""
    owed = LedgerFile.objects.owed().order_by("number", "kind", "pk")
    with transaction.atomic():
        file: Any = owed.select_for_update(skip_locked=True, of=("self",)).select_related("dialogue").first()
        if file:
            file.attempts = 1 if file.tried_for != file.latest else file.attempts + 1
            file.tried_for = file.latest
            file.leased_until = timezone.now() + timedelta(seconds=TIME_LIMIT + 15)
            file.save(update_fields=["attempts", "tried_for", "leased_until"])
    return file


def entries_until(file: LedgerFile) -> Any:
    found = LedgerEntry.objects.filter(dialogue=file.dialogue, number__lte=file.tried_for)
    return found.with_what_is_left().order_by("number")


def make(file: LedgerFile) -> bool:
    """Make one file of which this worker holds the lease. True if it was handed in."""
    entries = list(entries_until(file))
    for entry in entries:
        entry.dialogue = file.dialogue
    try:
        name, made = made_and_stored(file, entries)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("%s could not be made", file)
        held(file).update(leased_until=None, error=f"{type(error).__name__}: {error}")
        return False
    handed_in = held(file).update(number=file.tried_for, file=name, leased_until=None, attempts=0, error="", **made)
    if leftover := file.file if handed_in else name:
        default_storage.delete(leftover)
    return bool(handed_in)


def made_and_stored(file: LedgerFile, entries: list[LedgerEntry]) -> tuple[str, dict[str, Any]]:
    """Its name in the storage, and its facts. By way of a file, since a pack may be larger than the memory."""
    with TemporaryFile() as output:
        missing = MAKERS[LedgerFileKind(file.kind)](file.dialogue, entries, file.language, output)
        size, made_at = output.seek(0, SEEK_END), timezone.now()
        output.seek(0)
        sha256 = hashlib.file_digest(output, "sha256").hexdigest()
        output.seek(0)
        name = stored.keep(file_name(file, sha256), output, made_at)
    return name, {"size": size, "sha256": sha256, "made_at": made_at, "missing": missing}


def held(file: LedgerFile) -> Any:
    """The row, for as long as this worker holds the lease."""
    return LedgerFile.objects.filter(
        pk=file.pk, attempts=file.attempts, tried_for=file.tried_for, leased_until__isnull=False
    )


def file_name(file: LedgerFile, sha256: str) -> str:
    ending = ENDINGS[LedgerFileKind(file.kind)]
    return f"ledger/{file.dialogue.slug}/{file.kind}-{file.language}-{file.tried_for}-{sha256[:16]}.{ending}"


def download_name(file: LedgerFile) -> str:
    return f"{file.dialogue.slug}-{file.kind}-{file.language}.{ENDINGS[LedgerFileKind(file.kind)]}"


def as_stored(file: LedgerFile) -> stored.Stored:
    types = {LedgerFileKind.RECORD: "application/pdf", LedgerFileKind.PACK: "application/zip"}
    return stored.Stored(file.file, file.size, file.sha256, file.made_at, types[LedgerFileKind(file.kind)])


def again(dialogue: Dialogue) -> None:
    """Try once more what was given up, or what lacks something that is there again."""
    behind = LedgerFile.objects.filter(dialogue=dialogue)
    behind.filter(attempts__gt=0).update(attempts=0, leased_until=None)
    behind.exclude(missing=[]).update(number=F("number") - 1)
    tell_once(MAKE_FILES)
