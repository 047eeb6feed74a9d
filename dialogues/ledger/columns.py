"""The ledger as rows to take home."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.exports import Column
from dialogues.models import Dialogue, LedgerEntry


def in_utc(entry: LedgerEntry) -> str:
    return entry.at.isoformat(timespec="seconds")


def address(entry: LedgerEntry) -> str:
    return settings.SITE_URL + entry.link


def files(entry: LedgerEntry) -> str:
    return "\n".join(f"{file['name']} ({file['language']}, {file['size']}): {file['sha256']}" for file in entry.files)


COLUMNS = [
    Column(_("number"), lambda entry: entry.number),
    Column(_("shared (UTC)"), in_utc),
    Column(_("kind"), lambda entry: entry.get_kind_display()),
    Column(_("title"), lambda entry: entry.title),
    Column(_("languages"), lambda entry: ", ".join(entry.languages)),
    Column(_("by"), lambda entry: entry.public_role),
    Column(_("shared with"), lambda entry: entry.audience or _("everybody")),
    Column(_("address"), address),
    Column(_("files, with size in bytes and checksum"), files),
    Column(_("checksum"), lambda entry: entry.hash),
    Column(_("checksum of the entry before"), lambda entry: entry.previous_hash),
]
ACTOR = Column(_("person"), lambda entry: entry.actor or "")


def as_json(dialogue: Dialogue, entries: Iterable[LedgerEntry]) -> str:
    """Every entry as its checksum is made of it, with the checksum: whoever has it can compute the chain."""
    content: dict[str, Any] = {
        "dialogue": dialogue.slug,
        "entries": [{"content": entry.content, "hash": entry.hash} for entry in entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
