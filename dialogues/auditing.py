"""What does not fit of ledgers."""

from collections.abc import Iterator

from django.core.files.storage import default_storage, storages

from core.audit import of_file
from dialogues.ledger.chain import breaks
from dialogues.models import Dialogue, LedgerEntry, LedgerFile


def findings() -> Iterator[str]:
    """The chain, the files that were shared with it, records and packs; briefs are looked at with the briefs."""
    for dialogue in Dialogue.objects.all():
        for entry, wrong in breaks(dialogue):
            yield f"ledger of {dialogue.slug}, entry {entry.number}: {wrong}"
    for entry in LedgerEntry.objects.exclude(files=[]).select_related("dialogue").iterator(chunk_size=100):
        for file in entry.files:
            if place := file.get("place"):
                name = f"ledger of {entry.dialogue.slug}, entry {entry.number}"
                yield from of_file(name, storages[place], file["stored"], file["sha256"])
    for made in LedgerFile.objects.exclude(file="").select_related("dialogue"):
        name = f"ledger of {made.dialogue.slug}, {made.kind} in {made.language}"
        for said in of_file(name, default_storage, made.file, made.sha256):
            if LedgerFile.objects.filter(pk=made.pk, file=made.file).exists():  # and was not made anew meanwhile
                yield said
