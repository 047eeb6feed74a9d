"""The catch-up pack: for who comes late, one ZIP with all that was shared, in one language.

It is written to a file, and what goes into it is read bit by bit, so that no size of it fills a worker's memory.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify

from core.exports import csv_parts
from core.own_pages import NotThere, page_as_file
from core.stored import PIECE, Missing, opened
from dialogues.enums import LedgerKind
from dialogues.ledger.columns import COLUMNS, as_json
from dialogues.models import Dialogue, LedgerEntry

PACKED_ALREADY = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".zip")


class Pack:
    """A ZIP that is being written to `output`; the same content gives the same bytes."""

    def __init__(self, output: IO[bytes], on: datetime) -> None:
        self.archive, self.on, self.sums = ZipFile(output, "w"), on, list[str]()

    def add(self, name: str, data: bytes) -> None:
        self.copy(name, BytesIO(data), len(data))

    def copy(self, name: str, file: IO[bytes], size: int) -> None:
        part = ZipInfo(name, self.on.timetuple()[:6])
        part.compress_type = ZIP_STORED if name.lower().endswith(PACKED_ALREADY) else ZIP_DEFLATED
        part.file_size = size
        digest = hashlib.sha256()
        with self.archive.open(part, "w") as inside:
            for piece in pieces(file):
                digest.update(piece)
                inside.write(piece)
        self.sums.append(f"{digest.hexdigest()}  {name}")

    def close(self) -> None:
        self.archive.close()


def make(dialogue: Dialogue, entries: list[LedgerEntry], language: str, output: IO[bytes]) -> list[str]:
    """Write the ZIP; the names of what should be in it and was not to be had."""
    missing: list[str] = []
    pack = Pack(output, entries[-1].at)
    with closing(pack), translation.override(language):
        for name, file in files(entries, language, missing):
            with opened(file["stored"], place=file.get("place", "default")) as stored:
                pack.copy(name, stored, file["size"])
        for part in (pages(entries, language, missing), lists(dialogue, entries)):
            for name, data in part:
                pack.add(name, data)
        said = {"dialogue": dialogue, "last": entries[-1], "missing": missing}
        pack.add("README.txt", render_to_string("dialogues/pack/readme.txt", said).encode())
        pack.add("SHA256SUMS", ("\n".join(pack.sums) + "\n").encode())
    return missing


def files(entries: list[LedgerEntry], language: str, missing: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was shared with everybody: in this language where there is one in it, or else in those that there are."""
    for entry in entries:
        if entry.audience:
            continue
        in_it = [file for file in entry.files if file["language"] == language]
        for file in in_it or entry.files:
            name = f"files/{entry.number:03}-{file['name']}"
            if is_there(file):
                yield name, file
            else:
                missing.append(name)


def is_there(file: dict[str, Any]) -> bool:
    """Whether what is stored is what was shared, which a damaged file is not."""
    digest = hashlib.sha256()
    try:
        with opened(file["stored"], place=file.get("place", "default")) as stored:
            for piece in pieces(stored):
                digest.update(piece)
    except Missing:
        return False
    return digest.hexdigest() == file["sha256"]


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def pages(entries: list[LedgerEntry], language: str, missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each page that the ledger leads to, once, as it is now; not of what was taken back."""
    seen: set[str] = set()
    for entry in entries:
        if entry.audience or entry.link != entry.get_absolute_url() or entry.kind in LedgerKind.takes_back():
            continue
        for name, path in named(entry):
            if path in seen:
                continue
            seen.add(path)
            try:
                yield name, page_as_file(path, language)
            except NotThere:
                missing.append(name)


def named(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
    """The pages that it tells of: name in the pack, and address."""
    name = f"pages/{entry.number:03}-{slugify(str(entry.title))[:60] or entry.kind}"
    for place, path in enumerate(entry.addresses, 1):
        yield f"{name}-{place}.html" if len(entry.addresses) > 1 else f"{name}.html", path


def lists(dialogue: Dialogue, entries: list[LedgerEntry]) -> Iterator[tuple[str, bytes]]:
    yield "ledger.csv", "".join(csv_parts(entries, COLUMNS, translation.get_language())).encode()
    yield "ledger.json", as_json(dialogue, entries).encode()
