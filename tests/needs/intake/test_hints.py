"""The hint that a sentence names a product, in every language; a word within another word is none."""

import pytest

from needs.intake.hints import Hint, hints


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Quiet streets. We need Electric vans!", [("We need Electric vans!", "Electric vans")]),
        ("nb", "Vi trenger elvarebiler.\nDet skal bli stille.", [("Vi trenger elvarebiler.", "elvarebiler")]),
        ("sv", "En plattform för beställningar", [("En plattform för beställningar", "plattform")]),
        ("da", "Borgerne skal have ro. En ny app skal vise ruten.", [("En ny app skal vise ruten.", "app")]),
        ("fi", "Haluamme sähköpakettiautoja.", [("Haluamme sähköpakettiautoja.", "sähköpakettiautoja")]),
        ("is", "Við viljum rafbíla.", [("Við viljum rafbíla.", "rafbíla")]),
        ("en", "What happens is applied. Deliveries make no noise.", []),
        ("da", "Varerne kommer stille, og apparaterne virker.", []),
        ("fi", "Alustavasti kaikki on hiljaista.", []),
        ("is", "Vörurnar berast án útblásturs.", []),
        ("sv", "", []),
    ],
)
def test_a_sentence_that_names_a_product_is_told_with_the_word(language: str, text: str, found: list) -> None:
    assert hints(text, language) == [Hint(*one) for one in found]
