"""What does not fit of ledgers."""

from collections.abc import Iterator

from django.core.files.storage import storages

from core.audit import of_file
from dialogues.ledger.chain import breaks
from dialogues.models import Dialogue, LedgerEntry


def findings() -> Iterator[str]:
    """The chain, and the files that were shared with it; briefs are looked at with the briefs."""
    for dialogue in Dialogue.objects.all():
        for entry, wrong in breaks(dialogue):
            yield f"ledger of {dialogue.slug}, entry {entry.number}: {wrong}"
    for entry in LedgerEntry.objects.exclude(files=[]).select_related("dialogue").iterator(chunk_size=100):
        for file in entry.files:
            if place := file.get("place"):
                name = f"ledger of {entry.dialogue.slug}, entry {entry.number}"
                yield from of_file(name, storages[place], file["stored"], file["sha256"])
