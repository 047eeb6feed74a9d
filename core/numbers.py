"""Numbers as people write them: comma or point, and thousands apart by a space, a point, a comma or an apostrophe."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

APART = re.compile(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
LONGEST = 40


MOST_DIGITS = 15  # of the number of a row


def row_number(typed: str) -> int | None:
    """The number of a row, as an address or a form names it; None where it is empty or nothing of the kind."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None


class NotANumber(ValueError):
    """What was written can not be read as one number."""


def decimal_mark() -> str:
    """As the active language writes it."""
    return str(get_format("DECIMAL_SEPARATOR"))


def read_number(text: str) -> Decimal:
    """The number, read as the active language writes it. Raises NotANumber.

    Of two different marks the last is the decimal one. A mark alone with three digits after it is read as the language
    does: "1,500" is fifteen hundred in English, one and a half in Norwegian.
    """
    plain = with_point(APART.sub("", text.strip().replace("−", "-")))
    if len(text) > LONGEST or not NUMBER.fullmatch(plain):
        raise NotANumber(text)
    return Decimal(plain)


def with_point(text: str) -> str:
    """The same number with a point as its only mark; unchanged where its marks make no sense."""
    marks = [letter for letter in text if letter in ",."]
    if not marks:
        return text
    decimal = mark_of(text, marks)
    whole, _mark, rest = text.rpartition(decimal) if decimal else (text, "", "")
    groups = re.split(r"[,.]", whole)
    if len(groups) > 1 and (len(set(marks[: len(groups) - 1])) > 1 or not all(len(group) == 3 for group in groups[1:])):
        return text.replace(",", ".")  # "1.2.3" is no number
    return "".join(groups) + (f".{rest}" if decimal else "")


def mark_of(text: str, marks: list[str]) -> str:
    """Which of the marks is the decimal one; empty where they all keep thousands apart."""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return ""
    in_groups = re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[,.][0-9]{3}", text)
    return last if last == decimal_mark() or not in_groups else ""


def decimals(number: Decimal) -> int:
    """How many digits after the decimal mark say something, none of them rounded away."""
    return len(format(number, "f").partition(".")[2].rstrip("0"))


def write_number(number: Decimal) -> str:
    """The number as a field shows it: the language's decimal mark, no thousands, no zeros that say nothing."""
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.replace(".", decimal_mark())


class NumberField(forms.CharField):
    """A number of so many digits and decimals, typed as the reader's language writes it; gives a Decimal."""

    default_error_messages = {"invalid": gettext_lazy("“%(text)s” is not a number.")}

    def __init__(
        self, *, digits: int, places: int, above: int | None = None, at_least: int | None = None, **kwargs: Any
    ):
        super().__init__(**kwargs)
        self.digits, self.places, self.above, self.at_least = digits, places, above, at_least
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return write_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_number(text)
        except NotANumber as error:
            raise ValidationError(self.error_messages["invalid"] % {"text": text}) from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.at_least is not None and value < self.at_least:
            raise ValidationError(_("Write a number not below %(least)s.") % {"least": self.at_least})
        if self.above is not None and value <= self.above:
            raise ValidationError(_("Write a number above %(least)s.") % {"least": self.above})
        if decimals(value) > self.places:
            raise ValidationError(self.too_fine(value))
        if abs(value) >= 10 ** (self.digits - self.places):
            raise ValidationError(_("This number is too large."))

    def too_fine(self, value: Decimal) -> str:
        return _("“%(number)s” has more than %(places)s digits after the decimal mark.") % {
            "number": write_number(value),
            "places": self.places,
        }
