"""How often briefs are fetched, per day and language, and nothing about who fetches them.

The portal counts what it answers itself. The proxy writes a line without an address for each that it served
(docs/operations/nginx.conf); `count_log` reads each line once, also over the log's rotation.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from needs.models import CountedLog, DownloadCount, Edition, Statement
from needs.publishing.placing import public_briefs

ADDRESS = re.compile(
    r"/(?P<language>[a-z]{2})/challenges/(?P<slug>[-a-zA-Z0-9_]+)/v(?P<number>\d{1,4})/(?:edition-(?P<edition>\d{1,4})/)?brief\.pdf"
)
MOST_BYTES = 16 * 1024 * 1024  # of the log that are read in one go
Key = tuple[int, str, date]  # an edition's number in the database, language, day

ADD = """
INSERT INTO needs_downloadcount (edition_id, language, day, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (edition_id, language, day) DO UPDATE SET count = needs_downloadcount.count + EXCLUDED.count
"""


def add(edition_id: int, language: str, day: date, number: int = 1) -> None:
    """In one statement, so that none is lost where several count."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [edition_id, language, day, number])


# The proxy's log


def count_log() -> int:
    """Count the lines that are new in the proxy's log, if there is one. Returns how many downloads they told of."""
    if not settings.DOWNLOAD_LOG:
        return 0
    path = Path(settings.DOWNLOAD_LOG)
    with transaction.atomic():
        CountedLog.objects.get_or_create(path=str(path))
        log = CountedLog.objects.select_for_update().get(path=str(path))
        found: Counter[Key] = Counter()
        for file in unread(path, log):
            with file:
                found.update(read_on(file, log))
        for (edition, language, day), number in sorted(found.items()):
            add(edition, language, day, number)
        log.save()
    return sum(found.values())


def unread(path: Path, log: CountedLog) -> Iterable[BinaryIO]:
    """What is left of the log that was put away since (its name and ".1"), then the log itself."""
    for candidate in (path.with_name(f"{path.name}.1"), path):
        with suppress(FileNotFoundError):
            file = candidate.open("rb")
            status = os.fstat(file.fileno())
            if candidate == path:
                if status.st_ino != log.inode or status.st_size < log.offset:
                    log.inode, log.offset = status.st_ino, 0
            elif status.st_ino != log.inode:
                file.close()
                continue
            yield file


def read_on(file: BinaryIO, log: CountedLog) -> Counter[Key]:
    """The whole lines from where the last reading ended; a line that is being written waits."""
    file.seek(log.offset)
    text = file.read(MOST_BYTES)
    text = text[: text.rfind(b"\n") + 1]
    log.offset += len(text)
    lines = Counter(seen for line in text.decode("utf-8", "replace").splitlines() if (seen := read_line(line)))
    editions = editions_of(address for _day, address in lines)
    return Counter(
        {
            (editions[address[1:]], address[0], day): number
            for (day, address), number in lines.items()
            if address[1:] in editions
        }
    )


def read_line(line: str) -> tuple[date, tuple[str, str, int, int]] | None:
    """Day (in UTC) and language, challenge, version and edition of a line such as "2026-11-25T20:39:11+00:00 /en/…"."""
    at, _blank, uri = line.partition(" ")
    found = ADDRESS.fullmatch(uri.strip())
    if not found or found["language"] not in dict(settings.LANGUAGES):
        return None
    with suppress(ValueError):
        day = datetime.fromisoformat(at).astimezone(UTC).date()
        return day, (found["language"], found["slug"], int(found["number"]), int(found["edition"] or 1))
    return None


def editions_of(addresses: Iterable[tuple[str, str, int, int]]) -> dict[tuple[str, int, int], int]:
    """The editions that are public among the addresses."""
    slugs = {slug for _language, slug, _number, _edition in addresses}
    rows = public_briefs().filter(statement__challenge__slug__in=slugs)
    found = rows.values_list("statement__challenge__slug", "statement__number", "edition__number", "edition")
    return {(slug, number, edition): pk for slug, number, edition, pk in found}


# What the manager reads


def downloads(statement: Statement) -> list[tuple[date, dict[str, int], int]]:
    """Of each day with downloads, the newest first: how many in each language, and together, over all editions."""
    editions = Edition.objects.filter(statement=statement)
    rows = (
        DownloadCount.objects.filter(edition__in=editions)
        .values("day", "language")
        .annotate(number=Sum("count"))
        .order_by("-day")
    )
    days: dict[date, dict[str, int]] = {}
    for row in rows:
        days.setdefault(row["day"], {})[row["language"]] = row["number"]
    return [(day, found, sum(found.values())) for day, found in days.items()]
