"""What the digits of a CPV code say."""

import re

from django.utils.translation import gettext_lazy

WRITTEN = re.compile(r"([0-9]{8})(?:\s?-\s?[0-9])?")
LEVELS = {
    2: gettext_lazy("Division"),
    3: gettext_lazy("Group"),
    4: gettext_lazy("Class"),
    5: gettext_lazy("Category"),
}


def read_code(text: str) -> str | None:
    """The code without its check digit, which follows no rule without exceptions; None where it is no code."""
    found = WRITTEN.fullmatch(text.strip())
    return found[1] if found and found[1] != "00000000" else None


def depth(code: str) -> int:
    """How many digits say something: 2 of a division, 3 of a group, 4 of a class, 5 of a category, more below."""
    return max(2, len(code.rstrip("0")))


def branch(code: str) -> str:
    """The digits that all codes below this one begin with."""
    return code[: depth(code)]


def above(code: str) -> list[str]:
    """The codes that this one may stand under, from its division down; not each of them need exist."""
    return [code[:length].ljust(8, "0") for length in range(2, depth(code))]


def level(code: str) -> object:
    return LEVELS.get(depth(code), LEVELS[5])
