"""How figures are said."""

import pytest
from django.utils import translation

from needs.templatetags.figures import low_to_high


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "EUR 1,200,000–1,500,000"),
        ("nb", "1 200 000–1 500 000 EUR"),
        ("sv", "1 200 000–1 500 000 EUR"),
        ("da", "1.200.000–1.500.000 EUR"),
        ("fi", "1 200 000–1 500 000 euroa"),
        ("is", "1.200.000–1.500.000 EUR"),
    ],
)
def test_a_value_has_its_currency_where_the_language_has_it(language: str, said: str) -> None:
    with translation.override(language):
        assert low_to_high(1_200_000, 1_500_000).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_value_that_is_known_is_said_once() -> None:
    assert low_to_high(1_200_000, 1_200_000) == "EUR 1,200,000"
