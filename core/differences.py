"""Two texts, word by word: what is the same in both, what was taken out and what was added."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORD = re.compile(r"\s*\n\s*|(?:\w+|[^\w\s])[^\S\n]*|[^\S\n]+")
MOST_WORDS = 6000  # of both texts together; beyond that a comparison would take seconds


class Fate(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words of one fate."""

    fate: Fate
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. Without those removed they are `after`, without those added the words of `before`.

    Where only white space within a line differs, it is that of `after`.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS and before != after:
        return joined([(Fate.REMOVED, before), (Fate.ADDED, after)])
    found: list[tuple[Fate, str]] = []
    before_keys, after_keys = ([word.strip() or word[:1] for word in words] for words in (old, new))
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, before_keys, after_keys, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found += same(old[old_to - 1], new[new_from:new_to])
        else:
            found.append((Fate.REMOVED, "".join(old[old_from:old_to])))
            found.append((Fate.ADDED, "".join(new[new_from:new_to])))
    return joined(without_lone_words(found))


def same(last_before: str, words: list[str]) -> list[tuple[Fate, str]]:
    """Words that both have. White space behind the last of them is a part of the change where it differs."""
    text = "".join(words)
    word = text.rstrip()
    blanks = last_before[len(last_before.rstrip()) :], text[len(word) :]
    if blanks[0] == blanks[1]:
        return [(Fate.SAME, text)]
    return [(Fate.SAME, word), (Fate.REMOVED, blanks[0]), (Fate.ADDED, blanks[1])]


def without_lone_words(found: list[tuple[Fate, str]]) -> list[tuple[Fate, str]]:
    """A sign or blank that is the same between two changes belongs to both: the eye reads one change, not three."""
    calm: list[tuple[Fate, str]] = []
    for place, (fate, text) in enumerate(found):
        between = 0 < place < len(found) - 1
        if fate is Fate.SAME and between and not re.search(r"\w", text):
            calm += [(Fate.REMOVED, text), (Fate.ADDED, text)]
        else:
            calm.append((fate, text))
    return calm


def joined(found: list[tuple[Fate, str]]) -> list[Piece]:
    """Of each run of changes first all that was removed, then all that was added."""
    pieces: list[Piece] = []
    for is_same, run in groupby(found, key=lambda pair: pair[0] is Fate.SAME):
        changes = list(run)
        fates = [Fate.SAME] if is_same else [Fate.REMOVED, Fate.ADDED]
        texts = ("".join(text for its, text in changes if its is fate) for fate in fates)
        pieces += [Piece(fate, text) for fate, text in zip(fates, texts, strict=True) if text]
    return pieces
