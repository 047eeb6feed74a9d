"""Sorting as the Nordic languages do, where the database has no collation for it."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db.models import Case, Func, TextField, Value, When
from django.db.models.functions import Collate, Lower

from core.languages import readers_language

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
FIRST_KEY = 0xE000  # characters that no text has, after all others
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


def collated(text: Any, language: str) -> Collate:
    """The same as an expression, for lists that are paged in the database: order by it."""
    letters, keys = collation_letters(language)
    key = Func(Lower(text), Value(letters), Value(keys), function="translate", output_field=TextField())
    return Collate(key, "C")


@cache
def collation_letters(language: str) -> tuple[str, str]:
    """All letters, and for each a character that stands where the letter does in the language's order.

    Capital letters are there as well, because not every database's lower() knows them.
    """
    key = collation_key(language)
    small = {chr(code) for code in PLAIN}.union(*ALPHABETS.values(), *COUNTERPARTS["sv"], *COUNTERPARTS["nb"])
    letters = sorted(small | {letter.upper() for letter in small})
    return "".join(letters), "".join(chr(FIRST_KEY + key(letter)[0][0]) for letter in letters)


# What the reader sees, as arguments of `order_by`


def in_alphabet(text: Any) -> list[Any]:
    """`collated`, in the reader's language."""
    return [collated(text, readers_language())]


def by_label(field: str, choices: Any) -> list[Any]:
    """A field with choices, by what the reader sees of them."""
    key = collation_key(readers_language())
    return [placed(field, sorted(choices.values, key=lambda value: key(str(choices(value).label))))]


def in_order(field: str, choices: Any) -> list[Any]:
    """As the enum names them, which is from less to more."""
    return [placed(field, choices.values)]


def placed(field: str, values: Iterable[Any]) -> Case:
    return Case(*(When(**{field: value}, then=Value(place)) for place, value in enumerate(values)))
