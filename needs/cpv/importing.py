"""Bringing the register of CPV codes up to date with a file. No code is ever deleted: needs carry them."""

from dataclasses import dataclass

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from core.texts import localized_names
from needs.models import CpvCode

NAMES = localized_names("name")


@dataclass(frozen=True)
class Plan:
    """`renamed` has the sentences on what a code was called and is now; `gone` are codes that the file lacks."""

    new: list[str]
    renamed: list[str]
    gone: list[str]


def bring_in(entries: dict[str, dict[str, str]], *, dry_run: bool = False, only_new: bool = False) -> Plan:
    """Write what the file says, all or nothing. A name that the file lacks stays; `only_new` leaves all names."""
    with transaction.atomic():
        there = {row.code: row for row in CpvCode.objects.select_for_update()}
        new = [code for code in sorted(entries) if code not in there]
        changed = {} if only_new else renamed(entries, there)
        if not dry_run:
            CpvCode.objects.bulk_create([CpvCode(code=code, **fields(entries[code])) for code in new])
            CpvCode.objects.bulk_update([there[code] for code in changed], NAMES, batch_size=500)
    said = [line for code in sorted(changed) for line in changed[code]]
    return Plan([f"{code} {entries[code]['en']}" for code in new], said, sorted(set(there) - set(entries)))


def fields(names: dict[str, str]) -> dict[str, str]:
    return {build_localized_fieldname("name", language): name for language, name in names.items()}


def renamed(entries: dict[str, dict[str, str]], there: dict[str, CpvCode]) -> dict[str, list[str]]:
    """Put the new names on the rows; what that changes, in words, by code."""
    changed: dict[str, list[str]] = {}
    for code in sorted(set(entries) & set(there)):
        for name, text in fields(entries[code]).items():
            before = getattr(there[code], name) or ""
            if before != text:
                changed.setdefault(code, []).append(f"{code} {name[-2:]}: {before or '–'} → {text}")
                setattr(there[code], name, text)
    return changed
