"""Comments on clauses as pages show them: a suggested wording beside what the clause says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.merging import mark
from needs.models import Clause, ClauseComment
from needs.statements.comment_forms import AnswerForm
from needs.statements.differences import Compared, compared
from needs.statements.freezing import texts


@dataclass
class CommentRow:
    comment: ClauseComment
    wording: Compared | None  # while it waits: what it would change
    seen: str  # the mark of the text that it would change
    names_author: bool
    form: Any = None  # the manager's answer

    @property
    def waits(self) -> bool:
        return self.comment.settled_at is None


def comments_of(statement: Any) -> Any:
    found = statement.comments.select_related("municipality", "author", "settled_by", "clause")
    return found.order_by("written_at", "pk")


def comment_row(comment: ClauseComment, clause: Clause | None, names_author: bool = True) -> CommentRow:
    row = CommentRow(comment, None, "", names_author)
    if clause and row.waits and comment.suggestion:
        now = texts(clause, "text").get(comment.language, "")
        before, after = {comment.language: now}, {comment.language: comment.suggestion}
        row.wording, row.seen = compared(before, after, comment.language), mark(now)
    return row


def manager_rows(comments: Iterable[ClauseComment], answered: Any = None) -> list[CommentRow]:
    """Each that waits with the form of its answer; `answered` is one that came back with an error, by its comment."""
    rows = [comment_row(comment, comment.clause) for comment in comments]
    for row in rows:
        if row.waits:
            number = row.comment.pk
            row.form = (answered or {}).get(number) or AnswerForm(prefix=f"comment-{number}")
    return rows
