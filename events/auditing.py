"""Whether minutes are as they were agreed. What was shared of them and of material is audited with the ledger."""

from collections.abc import Iterator

from core.canonical import checksum
from events.models import Minutes
from events.telling.enums import MinutesState
from events.telling.minutes import content


def findings() -> Iterator[str]:
    for minutes in Minutes.objects.exclude(state=MinutesState.DRAFT).select_related("event").iterator(chunk_size=100):
        if checksum(content(minutes)) != minutes.content_hash:
            yield f"minutes of {minutes.event.slug}: the text does not have the checksum {minutes.content_hash}"
