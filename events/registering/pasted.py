"""People as they are pasted, one per line: "Kari Nordmann <kari@example.no>", or the cells of a spreadsheet."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.addresses import tidy
from core.names import clean_name

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_ORGANISATION = 150, 254, 200
LONGEST_LINE = 2000  # looking for an address takes the square of it
ADDRESS = re.compile(r"<?([^\s<>,;]+@[^\s<>,;]+)>?")


@dataclass(frozen=True)
class Line:
    """One line, counted from 1. `wrong` says in the reader's language what is wrong with it; empty where it is good."""

    number: int
    text: str
    name: str = ""
    email: str = ""
    organisation: str = ""
    wrong: str = ""


def read(text: str, registered: Iterable[str] = ()) -> list[Line]:
    """All lines that say something. A second line with one address is wrong, and so is one of `registered`."""
    seen = {tidy(address): 0 for address in registered}
    lines = []
    for number, written in enumerate(text.splitlines(), start=1):
        if clean_name(written):
            lines.append(line := read_line(number, written, seen))
            seen.setdefault(line.email, number)
    return lines


def read_line(number: int, written: str, seen: dict[str, int]) -> Line:
    shown = clean_name(written)[:200]
    if len(written) > LONGEST_LINE:
        return Line(number, shown, wrong=_("The name is too long."))
    cells, glue = split(written)
    found = ADDRESS.findall(";".join(cells))
    if len(found) != 1:
        return Line(number, shown, wrong=_("Two addresses in one line.") if found else _("No e-mail address."))
    (name, organisation), email = around(cells, glue), tidy(found[0])
    wrong = what_is_wrong(name, email, organisation)
    if not wrong and email in seen:
        before = seen[email]
        wrong = (
            _("The same address as in line %(number)d.") % {"number": before} if before else _("Registered already.")
        )
    return Line(number, shown, name, email if not wrong else "", organisation, wrong)


def split(written: str) -> tuple[list[str], str]:
    """Its cells, and what several that belong together are joined with."""
    sign = next((sign for sign in "\t;" if sign in written), ",")
    return next(csv.reader([written], delimiter=sign, skipinitialspace=True)), ", " if sign == "," else " "


def around(cells: list[str], glue: str) -> tuple[str, str]:
    """Name and organisation: what stands before the address, and after it; where nothing stands before, one each."""
    at = next(number for number, cell in enumerate(cells) if ADDRESS.search(cell))
    before, after = [*cells[:at], ADDRESS.sub(" ", cells[at])], cells[at + 1 :]
    if not joined(before, glue):
        before, after = after[:1], after[1:]
    return joined(before, glue), joined(after, glue)


def joined(cells: list[str], glue: str) -> str:
    return glue.join(filter(None, (clean_name(cell).strip(" ,;'") for cell in cells)))


def what_is_wrong(name: str, email: str, organisation: str) -> str:
    if not name:
        return _("No name.")
    if len(name) > LONGEST_NAME:
        return _("The name is too long.")
    if len(organisation) > LONGEST_ORGANISATION:
        return _("The organisation is too long.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no e-mail address.")
    return _("The address is too long.") if len(email) > LONGEST_ADDRESS else ""
