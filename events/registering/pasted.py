"""People as they are pasted, one a line: "Kari Nordmann <kari@example.no>", with a comma, semicolon or tab between."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core.addresses import tidy
from core.names import clean_name

LONGEST_NAME, LONGEST_ADDRESS, MOST = 150, 254, 1000
ADDRESS = re.compile(r"<?([^\s<>,;]+@[^\s<>,;]+)>?")


@dataclass(frozen=True)
class Line:
    """One line, counted from 1. `wrong` says in the reader's language what is wrong with it; empty where it is good."""

    number: int
    text: str
    name: str = ""
    email: str = ""
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
    found = ADDRESS.findall(written)
    if len(found) != 1:
        return Line(number, shown, wrong=_("Two addresses in one line.") if found else _("No e-mail address."))
    name, email = clean_name(ADDRESS.sub(" ", written)).strip(" ,;\"'"), tidy(found[0])
    wrong = what_is_wrong(name, email)
    if not wrong and email in seen:
        before = seen[email]
        wrong = (
            _("The same address as in line %(number)d.") % {"number": before} if before else _("Registered already.")
        )
    return Line(number, shown, name, email if not wrong else "", wrong)


def what_is_wrong(name: str, email: str) -> str:
    if not name:
        return _("No name.")
    if len(name) > LONGEST_NAME:
        return _("The name is too long.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no e-mail address.")
    return _("The address is too long.") if len(email) > LONGEST_ADDRESS else ""
