"""The audit: every checksum is computed anew, and whatever does not fit what the database says is named.

Each app's auditing.py has `findings`.
"""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import Storage

from core.declarations import modules

PIECE = 1024 * 1024


def findings() -> Iterator[str]:
    """A sentence, in English for the operator, for each thing that does not fit."""
    for module in modules("auditing"):
        yield from module.findings()


def of_file(name: str, storage: Storage, path: str, expected: str) -> Iterator[str]:
    try:
        with storage.open(path) as file:
            found = hashlib.sha256()
            while piece := file.read(PIECE):
                found.update(piece)
    except OSError:
        yield f"{name}: the file {path} is not on the storage"
        return
    if found.hexdigest() != expected:
        yield f"{name}: the file {path} does not have the checksum {expected}"
