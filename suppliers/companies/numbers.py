"""Organisation numbers: what a good one looks like in each country, and one way of writing each."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import exceptions
from stdnum.dk import cvr
from stdnum.fi import ytunnus
from stdnum.fo import vn
from stdnum.is_ import kennitala
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

from core.enums import Country


@dataclass(frozen=True)
class Register:
    """The checker (python-stdnum), what people write around the number, and a number that is right in form.

    `persons` is how a sole trader's number begins where that is her national identity number.
    """

    check: Any
    around: str
    example: str
    persons: str = ""


DANISH, FINNISH = Register(cvr, r"^(DK|GL|CVR)", "12 34 56 74"), Register(ytunnus, r"^(FI|AX)", "1234567-1")
REGISTERS = {
    Country.NORWAY: Register(norwegian, r"^(NO)|MVA$", "123 456 785"),
    Country.SWEDEN: Register(swedish, r"^SE|(?<=\d{10})01$", "212000-0142", r"\d\d(0[1-9]|1[0-2])"),
    Country.DENMARK: DANISH,
    Country.FINLAND: FINNISH,
    Country.ICELAND: Register(kennitala, r"^(IS|KT)", "530269-7609", "[0-3]"),
    Country.FAROE_ISLANDS: Register(vn, r"^(FO)", "623 857"),
    Country.GREENLAND: DANISH,
    Country.ALAND: FINNISH,
}


def normal(country: str, typed: str) -> str:
    """The number as it is kept: digits and nothing around them, and none that is a person's.

    Raises ValidationError, which shows a good one.
    """
    register = REGISTERS[Country(country)]
    bare = re.sub(register.around, "", re.sub(r"[\s.\-–/]", "", typed.upper()))
    try:
        number = str(register.check.validate(bare))
    except exceptions.ValidationError as error:
        raise ValidationError(sentence(country, error, register.example)) from None
    if register.persons and re.match(register.persons, number):
        raise ValidationError(_("This is a personal identity number. The portal keeps none: leave the field empty."))
    return number


def may_be_persons(country: str) -> bool:
    """Whether a company of that country may have no number of its own."""
    return country in REGISTERS and bool(REGISTERS[Country(country)].persons)


def sentence(country: str, error: exceptions.ValidationError, example: str) -> str:
    said = {"country": Country(country).label, "example": example}
    if isinstance(error, exceptions.InvalidChecksum):
        return _("A digit is wrong: the number does not add up. One from %(country)s looks like %(example)s.") % said
    return _("This is no organisation number from %(country)s. One looks like %(example)s.") % said


def written(country: str, number: str | None) -> str:
    """As people of that country write it; what is no number of the register stays as it is."""
    check = REGISTERS[Country(country)].check
    return str(check.format(number)) if hasattr(check, "format") and check.is_valid(number) else number or ""
