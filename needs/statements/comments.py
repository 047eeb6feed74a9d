"""What the bodies of a challenge say of its clauses while they are a draft, and what the manager makes of it.

All bodies of the challenge read each other's comments: they are to agree on one text.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.merging import merge
from core.permissions import require
from core.workflow import Refused, WrongState
from municipalities.models import Municipality
from needs.models import Clause, ClauseComment, Statement
from needs.notifications import comments as mails
from needs.statements import clauses


def write(statement: Statement, clause: int, body: Municipality, said: dict[str, str], by: Any) -> ClauseComment:
    """Keep a comment, and tell the managers. `said` has language, text and suggestion.

    `clause` is its number in the database; where it was deleted meanwhile, the comment is kept without it. Raises
    WrongState if the statement is no draft any more.
    """
    comment = ClauseComment(statement=statement, municipality=body, author=by, **said)
    require(by, "needs.write_comment", comment)
    with transaction.atomic():
        locked = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
        if not locked.is_draft:
            raise WrongState(_("This version is no longer a draft: comments on it are closed. Copy what you wrote."))
        comment.clause = locked.clauses.filter(pk=clause).first()
        is_news = not mails.were_told(locked)
        comment.save()
        if is_news:
            mails.commented(comment)
    return comment


def pass_on(clause: Clause, said: dict[str, str], came_from: dict[str, Any], by: Any) -> ClauseComment:
    """What was said of a draft's clause elsewhere, for no body, with where it came from. `said` has language and text.

    Raises WrongState if the statement is no draft any more.
    """
    require(by, "needs.manage_challenge", clause.statement)
    with transaction.atomic():
        locked = Statement.objects.select_for_update(of=("self",)).get(pk=clause.statement_id)
        if not locked.is_draft:
            raise WrongState(_("This version is no longer a draft: comments on it are closed. Copy what you wrote."))
        return ClauseComment.objects.create(statement=locked, clause=clause, author=by, came_from=came_from, **said)


def take_over(comment: ClauseComment, seen: str, by: Any) -> Clause:
    """Make the suggested wording the clause's text in its language. `seen` is the mark of the text as it was on show.

    Raises Refused where somebody wrote that text meanwhile, or the clause is gone.
    """
    with clauses.open_draft(comment.statement, by) as draft:
        clause = draft.clauses.filter(comments=comment.pk).first()
        if clause is None or not comment.suggestion:
            raise Refused(_("There is no clause any more that this wording could be taken over into."))
        name = build_localized_fieldname("text", comment.language)
        merged = merge({name: getattr(clause, name) or ""}, {name: comment.suggestion}, f"{name}:{seen}")
        if merged.conflicts:
            raise Refused(_("The clause was written anew meanwhile. Compare the wording with it as it is now."))
        close(comment, by, taken_over=True)
        fields = {field: getattr(clause, field) for field in clauses.FIELDS} | merged.values
        clauses.edit(clause, fields, clause.needs.values_list("pk", flat=True), by)
        mails.taken_over(comment)
    return clause


def settle(comment: ClauseComment, answer: str, by: Any, *, language: str) -> None:
    """Answer a comment, and so settle it. The answer is in `language`."""
    require(by, "needs.manage_challenge", comment.statement)
    with transaction.atomic():
        close(comment, by, answer=answer, answer_language=language)
        mails.settled(comment)


def close(comment: ClauseComment, by: Any, **fields: Any) -> None:
    """Of several who settle it at once, one does."""
    said = {"settled_by": by, "settled_at": timezone.now(), **fields}
    if not ClauseComment.objects.filter(pk=comment.pk, settled_at__isnull=True).update(**said):
        raise WrongState(_("This comment is settled already."))
    for name, value in said.items():
        setattr(comment, name, value)
