"""Whether the ledger is as it was written: every checksum is computed anew, every link of the chain looked at."""

from collections.abc import Iterator

from core.canonical import checksum
from dialogues.models import Dialogue, LedgerEntry


def breaks(dialogue: Dialogue) -> Iterator[tuple[LedgerEntry, str]]:
    """Each entry that does not fit, with what is wrong, in English for the operator."""
    before, number = "", 0
    for entry in LedgerEntry.objects.filter(dialogue=dialogue).select_related("dialogue").order_by("number"):
        number += 1
        if entry.number != number:
            yield entry, f"entry {number} is missing before it"
            number = entry.number
        if entry.previous_hash != before:
            yield entry, "it is not chained to the entry before"
        if checksum(entry.content) != entry.hash:
            yield entry, f"it does not have the checksum {entry.hash}"
        before = entry.hash
