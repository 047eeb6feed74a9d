"""What a unit is called where no number stands before it: "toimitukset", but "8 918 500 toimitusta".

Found by what it is called otherwise: so frozen texts have it too, and a name that staff changed stays as they wrote it.
"""

import tomllib
from functools import cache

from core.texts import Text
from needs.registers import FILE


@cache
def headings() -> dict[tuple[str, str], str]:
    """By language and name, of the units that come with the portal."""
    units = tomllib.loads(FILE.read_text("utf-8"))["unit"].values()
    return {(code, unit[code]): words for unit in units for code, words in unit.get("heading", {}).items()}


def heading(name: Text) -> Text:
    return Text(headings().get((name.language, name.text), name.text), name.language)
