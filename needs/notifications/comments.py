"""About comments on a draft's clauses: the managers hear that some wait, the author what became of hers."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.mail import Message, address
from dialogues.enums import StaffRoleKind
from needs.models import ClauseComment, Statement

COMMENTED = Message("needs/mail/clause_commented")
TAKEN_OVER = Message("needs/mail/clause_comment_taken_over")
SETTLED = Message("needs/mail/clause_comment_settled")
QUIET = timedelta(days=1)


def were_told(statement: Statement) -> bool:
    """Whether a comment that came within a day still waits: of that one the managers know, and look at all of them."""
    since = timezone.now() - QUIET
    return statement.comments.filter(settled_at__isnull=True, written_at__gte=since).exists()


def commented(comment: ClauseComment) -> None:
    challenge = comment.statement.challenge
    runs = Q(staff_roles__dialogue=challenge.dialogue_id, staff_roles__kind=StaffRoleKind.MANAGER)
    for person in User.objects.filter(runs, is_active=True).distinct().order_by("pk"):
        tell(
            COMMENTED,
            person,
            comment,
            address("workspace-challenge-comments", challenge.slug, language=person.language),
        )


def taken_over(comment: ClauseComment) -> None:
    tell_author(TAKEN_OVER, comment)


def settled(comment: ClauseComment) -> None:
    tell_author(SETTLED, comment)


def tell_author(message: Message, comment: ClauseComment) -> None:
    """Where she is gone meanwhile, or reads the draft no more, nobody is told."""
    person = comment.author
    if person and person.is_active and person.has_perm("needs.read_draft", comment.statement):
        slug = comment.statement.challenge.slug
        tell(message, person, comment, address("workspace-draft", slug, language=person.language))


def tell(message: Message, person: Any, comment: ClauseComment, url: str) -> None:
    number = comment.clause.position if comment.clause else None
    statement = comment.statement
    context = {"person": person, "comment": comment, "number": number, "statement": statement, "url": url}
    message.send(person.email, person.language, statement, **context)
