"""When enough have signed, a statement is agreed; when a withdrawal leaves too few, it is not any more."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.attempts import attempt
from core.workflow import move
from municipalities.models import Municipality
from needs.enums import StatementState
from needs.models import Signature, Statement
from needs.notifications import signing as notifications
from needs.signing.answers import answers_to
from needs.signing.asking import ask_further, is_news
from needs.signing.carrying import may_object
from needs.signing.locking import lock
from needs.signing.signals import signatories_changed

S = StatementState


def hangs_on(signature: Signature) -> bool:
    """Whether its statement is agreed, and no more once a signature is taken back."""
    statement = signature.statement
    return statement.state in (S.AGREED, S.RELEASING) and not answers_to(statement).without(signature).is_met


def is_settled(statement: Statement, at: datetime) -> bool:
    """Whether nobody may object any more to a signature that was carried over."""
    return bool(statement.deadline and statement.deadline <= at) or not may_object(statement)


def follow(statement: Statement, by: Any, body: Municipality | None, at: datetime) -> None:
    """What a signature, or its end, means for a locked statement; everybody who looks at its signatories is told."""
    agree_if_met(statement, by, body, at)
    if statement.state in (S.AGREED, S.RELEASING) and not answers_to(statement).is_met:
        nothing: dict[str, Any] = {"agreed_at": None, "publish_at": None, "released_by": None, "released_at": None}
        move(statement, "reopen", by, log={"at": at, "municipality": body}, **nothing)
        notifications.reopened(statement)
    signatories_changed.send(Statement, statement=statement)


def agree_if_met(statement: Statement, by: Any, body: Municipality | None, at: datetime) -> bool:
    if statement.state != S.CIRCULATED or not answers_to(statement).is_met or not is_settled(statement, at):
        return False
    move(statement, "agree", by, log={"at": at, "municipality": body}, agreed_at=at)
    if is_news(at):
        notifications.agreed(statement)
    return True


def settle() -> int:
    """Agree what could be objected to until now, and was not by too many; how many are agreed."""
    now = timezone.now()
    due = Statement.objects.filter(state=S.CIRCULATED, deadline__lte=now)
    return sum(attempt(settle_one, pk, now) or 0 for pk in due.values_list("pk", flat=True))


def settle_one(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        return agree_if_met(lock(Statement(pk=pk)), None, None, now)


def follow_mergers() -> int:
    """What an asked body has become a part of is asked in its place, and fewer signatures may be enough; how many
    statements are agreed by that."""
    circulated = Statement.objects.filter(state__in=[S.CIRCULATED, S.AGREED])
    return sum(attempt(follow_mergers_of, pk) or 0 for pk in circulated.values_list("pk", flat=True))


def follow_mergers_of(pk: int) -> bool:
    now = timezone.now()
    with transaction.atomic():
        statement = lock(Statement(pk=pk))
        if statement.takes_answers:
            ask_further(statement, answers_to(statement).missing, None, now)
        return agree_if_met(statement, None, None, now)
