"""When enough have signed, a statement is agreed; when a withdrawal leaves too few, it is not any more."""

from datetime import datetime
from typing import Any

from core.workflow import move
from municipalities.models import Municipality
from needs.enums import StatementState
from needs.models import Statement
from needs.signing.signals import signatories_changed

S = StatementState


def is_met(statement: Statement) -> bool:
    """Whether as many signatures stand as the manager asked for."""
    return statement.signatures.standing().count() >= (statement.quorum or 1)


def follow(statement: Statement, by: Any, body: Municipality | None, at: datetime) -> None:
    """What a signature, or its end, means for a locked statement; everybody who looks at its signatories is told."""
    log = {"at": at, "municipality": body}
    if statement.state == S.CIRCULATED and is_met(statement):
        move(statement, "agree", by, log=log, agreed_at=at)
    elif statement.state in (S.AGREED, S.RELEASING) and not is_met(statement):
        nothing: dict[str, Any] = {"agreed_at": None, "publish_at": None, "released_by": None, "released_at": None}
        move(statement, "reopen", by, log=log, **nothing)
    signatories_changed.send(Statement, statement=statement)
