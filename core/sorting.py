"""Sorting as the Nordic languages do, where the database has no collation for it."""

from collections.abc import Callable
from functools import cache

SWEDISH = "abcdefghijklmnopqrstuvwxyzåäö"
DANISH = "abcdefghijklmnopqrstuvwxyzæøå"
ICELANDIC = "aábcdðeéfghiíjklmnoópqrstuúvwxyýzþæö"
ALPHABETS = {"en": SWEDISH, "sv": SWEDISH, "fi": SWEDISH, "nb": DANISH, "da": DANISH, "is": ICELANDIC}
# Letters of the neighbours, sorted as the reader's own counterpart
COUNTERPARTS = {
    "sv": {"æ": "ä", "ø": "ö", "ü": "y"},
    "nb": {"ä": "æ", "ö": "ø", "ü": "y"},
    "is": {"ä": "æ", "ø": "ö", "å": "á", "ü": "y"},
}
COUNTERPARTS |= {"en": COUNTERPARTS["sv"], "fi": COUNTERPARTS["sv"], "da": COUNTERPARTS["nb"]}
PLAIN = str.maketrans("áàâéèêëíìîïóòôúùûýčđŋšŧžðþ", "aaaeeeeiiiiooouuuycdnstzdt")


@cache
def collation_key(language: str) -> Callable[[str], tuple[list[int], str]]:
    """A key function for `sorted`: letters in the language's order, case aside, the rest before the letters."""
    places = {letter: place for place, letter in enumerate(ALPHABETS[language], start=1)}
    counterparts = COUNTERPARTS[language]

    def place(letter: str) -> int:
        own = counterparts.get(letter, letter)
        return places.get(own) or places.get(own.translate(PLAIN), 0)

    return lambda text: ([place(letter) for letter in text.casefold()], text)
