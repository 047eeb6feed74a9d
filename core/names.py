"""Names as people write them, fit for one line of a list."""

import unicodedata

JOINERS = "\u200c\u200d"  # emoji and some scripts are made with them
BREAKS = {"Cc", "Zl", "Zp"}


def clean_name(text: str) -> str:
    """One line without control characters and without marks that turn the text around; empty if nothing is seen."""
    pieces = (" " if unicodedata.category(sign) in BREAKS else sign if keeps(sign) else "" for sign in text)
    name = " ".join(unicodedata.normalize("NFC", "".join(pieces)).split())
    return name if name.strip(JOINERS) else ""


def keeps(sign: str) -> bool:
    return sign in JOINERS or unicodedata.category(sign) not in {"Cf", "Cs", "Co"}
