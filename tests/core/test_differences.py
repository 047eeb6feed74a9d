"""Two texts word by word, and Markdown as words."""

import pytest

from core.differences import MOST_WORDS, Fate, Piece, compare
from core.markup import plain

SIGNS = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}


def shown(before: str, after: str) -> str:
    return "".join(SIGNS[piece.fate].format(piece.text) for piece in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Blåbær på fjellet.", "Blåbær på fjellet.", "Blåbær på fjellet."),
        ("", "All new.", "[+All new.+]"),
        ("All gone.", "", "[-All gone.-]"),
        ("By 2025 all vans.", "By 2027 all vans.", "By [-2025 -][+2027 +]all vans."),
        ("Vans and trucks", "Vans, trucks", "Vans[- and -][+, +]trucks"),
        ("kello 7–9 aina", "kello 8–10 aina", "kello [-7–9 -][+8–10 +]aina"),
        ("One. Two.", "One.\nTwo.", "One.[- -][+\n+]Two."),
        ("a  b", "a b", "a b"),
    ],
)
def test_words_are_marked_as_taken_out_and_added(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@pytest.mark.parametrize("side", [Fate.REMOVED, Fate.ADDED])
def test_what_stays_of_the_pieces_is_one_of_the_texts(side: Fate) -> None:
    before = "Vans up to 3.5 tonnes are emission-free, from the first day.\n– schools\n– homes"
    after = "Vans and trucks up to 16 tonnes are free of emissions (from 2027).\n– homes\n– harbours"
    kept = "".join(piece.text for piece in compare(before, after) if piece.fate is not side)
    expected = after if side is Fate.REMOVED else before
    assert kept.split() == expected.split()


def test_very_long_texts_are_shown_one_after_the_other() -> None:
    before, after = "a " * MOST_WORDS, "b " * MOST_WORDS
    assert compare(before, after) == [Piece(Fate.REMOVED, before), Piece(Fate.ADDED, after)]


def test_markdown_as_words_keeps_paragraphs_lists_and_where_links_lead() -> None:
    text = "Vans are **free**\nof [noise](https://example.org/x).\n\n- one\n- `two`\n\n<b>"
    assert plain(text) == "Vans are free of noise (https://example.org/x).\n– one\n– two\n<b>"
