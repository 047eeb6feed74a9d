"""What a new version changes in the one that it revises, and what the manager says of it: material or editorial.

A clause that is new or changed carries her word itself (`Clause.change`). Of a clause that is taken out, and of title,
summary, invitation and demand, the statement keeps it (`also_changed`). Every clause must be marked before the version
goes on; until then it counts as material. The other texts and the demand count as editorial unless she says otherwise:
they explain what is signed. A clause that only moves needs no mark.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from needs.enums import ClauseChange
from needs.models import Clause, Statement
from needs.statements import comparing
from needs.statements.clauses import open_draft
from needs.statements.comparing import Content, Pair
from needs.statements.freezing import clause_content, frozen, source_needs

MATERIAL, EDITORIAL = ClauseChange.MATERIAL, ClauseChange.EDITORIAL


@dataclass(frozen=True)
class Marked:
    """A clause that says something else than before, or is gone; `change` is "" where nobody has marked it yet."""

    pair: Pair
    change: str


class Revision:
    """A statement beside the version that it revises; `content` is its own where it is not frozen."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.before: Content | None = statement.revises.content if statement.revises else None

    @cached_property
    def content(self) -> Content:
        """All of it: title, demand and the rest are read for a draft."""
        statement = self.statement
        return statement.content or frozen(statement, source_needs(statement), statement.revises)

    @cached_property
    def pairs(self) -> list[Pair]:
        if self.before is None:
            return []
        content = self.statement.content or {"clauses": list(map(clause_content, self.statement.clauses.all()))}
        return comparing.pairs(self.before, content)

    @cached_property
    def marked(self) -> list[Marked]:
        own = {str(clause.key): clause.change for clause in self.statement.clauses.all()}
        gone = self.statement.also_changed
        return [
            Marked(pair, (own if pair.after else gone).get(pair.key, ""))
            for pair in self.pairs
            if pair.says_something_else
        ]

    @property
    def unmarked(self) -> list[Pair]:
        return [row.pair for row in self.marked if not row.change]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Of each text that changed, and of the demand, what it counts as."""
        if self.before is None:
            return {}
        changed = comparing.changed_texts(self.before, self.content)
        return {name: self.statement.also_changed.get(name, EDITORIAL) for name in changed}


def verdict(statement: Statement) -> str | None:
    """ "material" or "editorial": what the version means for those who signed the one that it revises.

    None where it revises none that was ever frozen: there is nobody to ask again.
    """
    revision = Revision(statement)
    if revision.before is None:
        return None
    if any(row.change != EDITORIAL for row in revision.marked):
        return MATERIAL
    asks_again = MATERIAL in statement.also_changed.values() and MATERIAL in revision.texts.values()
    return MATERIAL if asks_again else EDITORIAL


def mark(statement: Statement, words: dict[str, str], by: Any) -> None:
    """Keep what the manager says: the key of a clause, or a text's name, to material, editorial or "" for neither."""
    with open_draft(statement, by) as draft:
        said = {name: change for name, change in words.items() if change in ("", *ClauseChange)}
        clauses = [clause for clause in draft.clauses.all() if str(clause.key) in said]
        for clause in clauses:
            clause.change = said.pop(str(clause.key))
        Clause.objects.bulk_update(clauses, ["change"])
        draft.also_changed = {name: change for name, change in {**draft.also_changed, **said}.items() if change}
        draft.save(update_fields=["also_changed"])
