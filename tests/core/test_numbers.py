"""Numbers as people write them, in each language."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from core.numbers import NotANumber, NumberField, read_number, write_number

LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]
READ = {
    "12": {"": "12"},
    "12,5": {"": "12.5"},
    "12.5": {"": "12.5"},
    "1 000": {"": "1000"},
    "1\u00a0000\u202f000,25": {"": "1000000.25"},
    "1’500": {"": "1500"},
    "1,500": {"": "1.5", "en": "1500"},
    "1.500": {"": "1500", "en": "1.5"},
    "0,125": {"": "0.125"},
    "1.234.567": {"": "1234567"},
    "1,234,567.5": {"": "1234567.5"},
    "1.234.567,5": {"": "1234567.5"},
    "−3": {"": "-3"},
    "+3": {"": "3"},
}


@pytest.mark.parametrize("text", READ)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_read_as_the_language_writes_it(text: str, language: str) -> None:
    with translation.override(language):
        assert read_number(text) == Decimal(READ[text].get(language, READ[text][""]))


@pytest.mark.parametrize(
    "text",
    ["", "x", "12,3x", "1.2.3", "1,2.3,4", "12 34", "1e5", "٣", ",5", "5,", "1.23,456.7", "9" * 41, "NaN"],
)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_is_no_number_is_refused(text: str, language: str) -> None:
    with translation.override(language), pytest.raises(NotANumber):
        read_number(text)


@given(some.decimals(min_value=-(10**11), max_value=10**11, places=2), some.sampled_from(LANGUAGES))
def test_what_a_field_shows_is_read_as_the_same_number(number: Decimal, language: str) -> None:
    with translation.override(language):
        assert read_number(write_number(number)) == number
        grouped = f"{number:,}".translate(str.maketrans({",": "\u202f", ".": ","}))
        assert read_number(grouped) == number


@pytest.mark.parametrize("places", [0, 2])
def test_a_number_with_thirty_decimals_is_told_to_have_too_many(places: int) -> None:
    with pytest.raises(ValidationError, match=f"has more than {places} digits after the decimal mark"):
        NumberField(digits=5, places=places).clean("9." + "9" * 29)
    assert NumberField(digits=5, places=places).clean("9." + "0" * 29) == 9


def test_a_field_says_what_is_wrong_with_a_number() -> None:
    field = NumberField(digits=5, places=2, at_least=0)
    said = {}
    for text in ["12,3x", "-1", "1000", "1.234", "999.99"]:
        try:
            said[text] = field.clean(text)
        except ValidationError as error:
            said[text] = error.messages[0]
    assert said == {
        "12,3x": "“12,3x” is not a number.",
        "-1": "Write a number not below 0.",
        "1000": "This number is too large.",
        "1.234": "“1.234” has more than 2 digits after the decimal mark.",
        "999.99": Decimal("999.99"),
    }
