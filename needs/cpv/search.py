"""Finding CPV codes by word or code, in all languages at once, and where in the hierarchy they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value

from core.search import Fold
from needs.cpv.codes import above, branch, level
from needs.curation.search import words
from needs.models import CpvCode

MOST = 60


@dataclass(frozen=True)
class Placed:
    """A code, and those that it stands under, from its division down."""

    code: CpvCode
    under: list[CpvCode]

    @property
    def level(self) -> object:
        """ "Division", "Group", "Class" or "Category"."""
        return level(self.code.code)


def find_codes(text: str) -> QuerySet[CpvCode]:
    """Codes in whose names each word begins a word, in any language; a number is the beginning of a code."""
    wanted = words(text)
    found = CpvCode.objects.filter(*[fits(word) for word in wanted]) if wanted else CpvCode.objects.none()
    return found.order_by("code")


def fits(word: str) -> Q:
    if not (word.isascii() and word.isdecimal()):
        return Q(search_name__contains=Fold(Value(f" {word}")))
    return Q(code__startswith=branch(word) if len(word) == 8 else word)


def placed(codes: Iterable[CpvCode]) -> list[Placed]:
    """One query, however many codes."""
    codes = list(codes)
    known = CpvCode.objects.in_bulk({higher for code in codes for higher in above(code.code)})
    return [Placed(code, [known[higher] for higher in above(code.code) if higher in known]) for code in codes]
