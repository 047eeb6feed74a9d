"""What the bodies that were asked say to a version.

A body's word is its own, or else that of its line: what became a part of it has answered for it, and it answers for
what became a part of it. So of bodies that merge one word is wanted; what each gave before counts on.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from municipalities.models import Municipality
from needs.enums import Decision
from needs.models import Signature, SigningInvitation, Statement
from needs.signing.asking import in_being


class Words:
    """Those that stand under a version, by body."""

    def __init__(self, given: Iterable[Signature]) -> None:
        self.given = list(given)
        self.own = {word.municipality_id: word for word in self.given}
        self.of_line = {word.municipality.successor: word for word in reversed(self.given)}

    def of(self, body: Municipality) -> Signature | None:
        heir = body.successor
        return self.own.get(body.pk) or self.own.get(heir.pk) or self.of_line.get(heir)


class Answers:
    """Who has signed, who has declined, and which bodies a word is still wanted of."""

    def __init__(self, statement: Statement, asked: list[Municipality], words: Words) -> None:
        self.statement, self.asked, self.words = statement, asked, words
        self.signed = [word for word in words.given if word.decision == Decision.APPROVE]
        self.declined = [word for word in words.given if word.decision == Decision.DECLINE]
        self.missing = [body for body in in_being(asked) if words.of(body) is None]

    @property
    def needed(self) -> int:
        """As many signatures as the manager asked for, or all that there can be where bodies have merged since."""
        possible = len(self.signed) + len(self.declined) + len(self.missing)
        return min(self.statement.quorum or 1, possible) or 1

    @property
    def is_met(self) -> bool:
        return len(self.signed) >= self.needed

    @property
    def is_out_of_reach(self) -> bool:
        """Too many have declined for the quorum to be met by those who were asked."""
        return len(self.signed) + len(self.missing) < self.needed

    def without(self, signature: Signature) -> "Answers":
        """As they would be were it taken back."""
        return Answers(self.statement, self.asked, Words(word for word in self.words.given if word != signature))


def answers_to(statement: Statement) -> Answers:
    [answers] = answers_to_each([statement])
    return answers


def answers_to_each(statements: list[Statement]) -> list[Answers]:
    """In as many queries for many."""
    asked: dict[int, list[Municipality]] = defaultdict(list)
    given: dict[int, list[Signature]] = defaultdict(list)
    invitations = SigningInvitation.objects.filter(statement__in=statements)
    for row in invitations.select_related("municipality__merged_into"):
        asked[row.statement_id].append(row.municipality)
    for word in standing_words(statements):
        given[word.statement_id].append(word)
    return [Answers(one, asked[one.pk], Words(given[one.pk])) for one in statements]


def standing_words(statements: list[Statement]) -> QuerySet[Signature]:
    words = Signature.objects.filter(statement__in=statements, withdrawn_at=None)
    return words.select_related("signed_by", "municipality__merged_into")


def words_on(statement: Statement) -> Words:
    return Words(standing_words([statement]))


def word_of(statement: Statement, body: Municipality) -> Signature | None:
    """The word that stands for a body."""
    return words_on(statement).of(body)
