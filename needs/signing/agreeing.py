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
from needs.signing.asking import is_news
from needs.signing.carrying import may_object
from needs.signing.locking import lock
from needs.signing.signals import signatories_changed

S = StatementState


def is_met(statement: Statement) -> bool:
    """Whether as many signatures stand as the manager asked for."""
    return statement.signatures.standing().count() >= (statement.quorum or 1)


def hangs_on(signature: Signature) -> bool:
    """Whether its statement is agreed, and no more once a signature is taken back."""
    statement = signature.statement
    others = statement.signatures.standing().exclude(pk=signature.pk).count()
    return statement.state in (S.AGREED, S.RELEASING) and others < (statement.quorum or 1)


def is_settled(statement: Statement, at: datetime) -> bool:
    """Whether nobody may object any more to a signature that was carried over."""
    return bool(statement.deadline and statement.deadline <= at) or not may_object(statement)


def follow(statement: Statement, by: Any, body: Municipality | None, at: datetime) -> None:
    """What a signature, or its end, means for a locked statement; everybody who looks at its signatories is told."""
    agree_if_met(statement, by, body, at)
    if statement.state in (S.AGREED, S.RELEASING) and not is_met(statement):
        nothing: dict[str, Any] = {"agreed_at": None, "publish_at": None, "released_by": None, "released_at": None}
        move(statement, "reopen", by, log={"at": at, "municipality": body}, **nothing)
        notifications.reopened(statement)
    signatories_changed.send(Statement, statement=statement)


def agree_if_met(statement: Statement, by: Any, body: Municipality | None, at: datetime) -> bool:
    if statement.state != S.CIRCULATED or not is_met(statement) or not is_settled(statement, at):
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
