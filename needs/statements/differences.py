"""What differs between two versions as a reader sees it: clause by clause and word by word, in her language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core import markup
from core.differences import Piece, compare
from needs.enums import ClauseKind
from needs.statements.comparing import TEXTS, Content, Fate, Pair, Row, pairs

LANGUAGES = dict(settings.LANGUAGES)
Texts = dict[str, str]


@dataclass(frozen=True)
class Compared:
    """A text in one language, before and after."""

    language: str
    pieces: list[Piece]
    elsewhere: list[str]  # other languages, by their own names, in which it changed

    @property
    def is_same(self) -> bool:
        return all(piece.fate == "same" for piece in self.pieces)


@dataclass(frozen=True)
class Difference:
    """A clause that is not as before."""

    pair: Pair
    text: Compared
    target: Compared | None

    @property
    def row(self) -> Row:
        return self.pair.after or self.pair.before or {}

    @property
    def fate(self) -> Fate:
        return self.pair.fate

    @property
    def kind(self) -> ClauseKind:
        return ClauseKind(self.row["kind"])

    @property
    def number(self) -> int:
        return self.row["number"]

    @property
    def kind_before(self) -> ClauseKind | None:
        """Where it was of another kind."""
        before, after = self.pair.before, self.pair.after
        return ClauseKind(before["kind"]) if before and after and before["kind"] != after["kind"] else None

    @property
    def number_before(self) -> int | None:
        """Where it stood, if it was moved."""
        return self.pair.before["number"] if self.pair.before and self.pair.is_moved else None


@dataclass(frozen=True)
class TextDifference:
    """Title, summary or invitation where it changed."""

    name: str
    label: str
    text: Compared


def differences(before: Content, after: Content, language: str) -> list[Difference]:
    """All clauses that are new, gone, changed or moved, in their order."""
    return [difference(pair, language) for pair in pairs(before, after) if pair.fate is not Fate.SAME]


def difference(pair: Pair, language: str) -> Difference:
    old, new = pair.before or {}, pair.after or {}
    target_before, target_after = target_texts(old), target_texts(new)
    return Difference(
        pair,
        compared(old.get("text", {}), new.get("text", {}), language),
        compared(target_before, target_after, language) if target_before or target_after else None,
    )


def text_labels() -> dict[str, str]:
    return {"title": _("Title"), "summary": _("Summary"), "invitation": _("What is asked of the market")}


def text_differences(before: Content, after: Content, language: str) -> list[TextDifference]:
    labels = text_labels()
    return [
        TextDifference(name, labels[name], compared(before[name], after[name], language))
        for name in TEXTS
        if before[name] != after[name]
    ]


def compared(before: Texts, after: Texts, language: str) -> Compared:
    """In the reader's language, or else in the first that both have, or that either has."""
    order = [language, *LANGUAGES]
    both = [code for code in order if code in before and code in after]
    either = [code for code in order if code in before or code in after]
    chosen = (both if language not in either else [language]) or either or [language]
    pieces = compare(*(markup.plain(texts.get(chosen[0], "")) for texts in (before, after)))
    elsewhere = [name for code, name in LANGUAGES.items() if code != chosen[0] and before.get(code) != after.get(code)]
    return Compared(chosen[0], pieces, elsewhere if before and after else [])


def target_texts(row: Row) -> Texts:
    """The target in every language that its scope has; what has no scope says the same in all."""
    figures: list[Any] = [row.get("target_year"), row.get("target_share") and f"{row['target_share']} %"]
    scope = row.get("target_scope") or {}
    if not any(figures) and not scope:
        return {}
    return {code: ", ".join(str(part) for part in (*figures, scope.get(code)) if part) for code in (scope or LANGUAGES)}
