"""The catch-up pack: for who comes late, one ZIP with all that was shared, in one language."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify

from core.exports import csv_parts
from core.own_pages import NotThere, page_as_file
from core.stored import Missing, opened
from dialogues.enums import LedgerKind
from dialogues.ledger.columns import COLUMNS, as_json
from dialogues.models import Dialogue, LedgerEntry

PACKED_ALREADY = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".zip")


def make(dialogue: Dialogue, entries: list[LedgerEntry], language: str) -> tuple[bytes, list[str]]:
    """The ZIP, and the names of what should be in it and was not to be had. The same content gives the same bytes."""
    missing: list[str] = []
    output, sums = BytesIO(), []
    on = entries[-1].at
    with ZipFile(output, "w") as archive, translation.override(language):
        parts = [*files(entries, language, missing), *pages(entries, language, missing), *lists(dialogue, entries)]
        context = {"dialogue": dialogue, "last": entries[-1], "missing": missing}
        parts.insert(0, ("README.txt", render_to_string("dialogues/pack/readme.txt", context).encode()))
        for name, data in parts:
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
            add(archive, name, data, on)
        add(archive, "SHA256SUMS", ("\n".join(sums) + "\n").encode(), on)
    return output.getvalue(), missing


def add(archive: ZipFile, name: str, data: bytes, on: datetime) -> None:
    part = ZipInfo(name, on.timetuple()[:6])
    part.compress_type = ZIP_STORED if name.lower().endswith(PACKED_ALREADY) else ZIP_DEFLATED
    archive.writestr(part, data)


def files(entries: list[LedgerEntry], language: str, missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """What was shared with everybody: in this language where there is one in it, or else in those that there are."""
    for entry in entries:
        if entry.audience:
            continue
        in_it = [file for file in entry.files if file["language"] == language]
        for file in in_it or entry.files:
            name = f"files/{entry.number:03}-{file['name']}"
            try:
                yield name, read(file)
            except Missing:
                missing.append(name)


def read(file: dict[str, Any]) -> bytes:
    """Raises Missing too where what is stored is not what was shared."""
    with opened(file["stored"], place=file.get("place", "default")) as stored:
        data: bytes = stored.read()
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        raise Missing(f"{file['stored']} is not what was shared")
    return data


def pages(entries: list[LedgerEntry], language: str, missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each page that the ledger leads to, once, as it is now; not of what was taken back."""
    seen: set[str] = set()
    latest = {(entry.subject_type_id, entry.subject_id): entry.kind for entry in entries}
    for entry in entries:
        path = entry.get_absolute_url()
        is_gone = latest[entry.subject_type_id, entry.subject_id] in LedgerKind.takes_back()
        if entry.audience or is_gone or path in seen:
            continue
        seen.add(path)
        name = f"pages/{entry.number:03}-{slugify(str(entry.title))[:60] or entry.kind}.html"
        try:
            yield name, page_as_file(path, language)
        except NotThere:
            missing.append(name)


def lists(dialogue: Dialogue, entries: list[LedgerEntry]) -> Iterator[tuple[str, bytes]]:
    yield "ledger.csv", "".join(csv_parts(entries, COLUMNS, translation.get_language())).encode()
    yield "ledger.json", as_json(dialogue, entries).encode()
