"""A municipality as a list names it, and what a list may not have."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.imports import FileRefused

# Digits of an official code
DIGITS = {"NO": 4, "SE": 4, "IS": 4, "FO": 4, "DK": 3, "FI": 3, "AX": 3, "GL": 3}
LONGEST_NAME = 200


@dataclass(frozen=True)
class Entry:
    """`line` is where it stands in its file; without a `region_code` the file tells no region.

    `names` has the names of other languages by language code.
    """

    line: int
    code: str
    name: str
    region_code: str = ""
    region: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def tidy(text: str) -> str:
    """As the portal keeps text: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def parts(name: str) -> set[str]:
    """The names that make up an official one: "Turku / Åbo", "Trondheim – Tråante"."""
    return {part for piece in name.split(" / ") for part in piece.split(" – ")}


def checked(entries: list[Entry], country: str) -> list[Entry]:
    """The same entries, if a register of the country may look like this."""
    problems = [] if entries else ["The file has no municipality in it."]
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for entry in entries:
        problems += own_problems(entry, country)
        first = codes.setdefault(entry.code, entry.line)
        if first != entry.line:
            problems.append(f"Line {entry.line}: the code {entry.code} stands in line {first} already.")
        first = names.setdefault((entry.region_code, entry.name), entry.line)
        if first != entry.line:
            problems.append(f"Line {entry.line}: {entry.name} stands in line {first} already, in the same region.")
    if problems:
        raise FileRefused(*problems)
    return entries


def own_problems(entry: Entry, country: str) -> list[str]:
    problems = []
    if len(entry.code) != DIGITS[country] or not entry.code.isascii() or not entry.code.isdigit():
        problems.append(
            f"Line {entry.line}: {entry.code!r} is no code of {country}, which has {DIGITS[country]} digits."
        )
    if not entry.name:
        problems.append(f"Line {entry.line}: the name is missing.")
    for text in [entry.name, entry.region, *entry.names.values()]:
        if len(text) > LONGEST_NAME:
            problems.append(f"Line {entry.line}: a name has {len(text)} letters, more than {LONGEST_NAME}.")
        elif not text.isprintable() or "\ufffd" in text:
            problems.append(f"Line {entry.line}: {text!r} has signs that are no text; is the encoding right?")
    return problems
