"""The number after this one: a circulated text never changes, so a change gives it up and makes the next."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, move
from needs.enums import StatementState
from needs.models import Challenge, Statement
from needs.notifications import signing as notifications
from needs.signing.locking import already, lock
from needs.signing.signals import signatories_changed
from needs.statements import clauses
from needs.statements.freezing import texts

S = StatementState


def abandon(statement: Statement, by: Any, reason: str) -> None:
    """Give up a version that is not public, with a reason that everybody who was asked reads. Raises WrongState."""
    with transaction.atomic():
        signatories_changed.send(Statement, statement=given_up(statement, by, reason))
    statement.refresh_from_db()


def revise(statement: Statement, by: Any, reason: str) -> Statement:
    """Give a circulated version up and begin the next from its text: whether what was signed holds there is told when
    that is circulated. Raises Refused."""
    with transaction.atomic():
        given_up(statement, by, reason)
        return new_version(statement.challenge, by)


def given_up(statement: Statement, by: Any, reason: str) -> Statement:
    require(by, "needs.manage_challenge", statement)
    locked = lock(statement)
    if locked.state not in (S.DRAFT, S.CIRCULATED, S.AGREED):
        raise already(locked)
    if not reason.strip():
        raise Refused(_("Write the reason: those who were asked to sign read it."))
    move(locked, "abandon", by, reason=reason.strip())
    notifications.abandoned(locked, reason.strip())
    return locked


def new_version(challenge: Challenge, by: Any) -> Statement:
    """A new draft with the texts and clauses of the last version that was frozen, or else of the last one.

    Raises Refused if one is on its way already.
    """
    require(by, "needs.manage_challenge", challenge)
    with transaction.atomic():
        locked = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
        versions = list(locked.statements.order_by("-number"))
        if any(version.state in S.unpublished() for version in versions):
            raise Refused(_("There is a draft of this challenge already. Continue with that one."))
        old = next((version for version in versions if version.content), versions[0])
        fields = {
            f"{name}_{code}": text
            for name in ("title", "summary", "invitation")
            for code, text in texts(old, name).items()
        }
        number = versions[0].number + 1
        draft = Statement.objects.create(challenge=locked, number=number, revises=old, older=old.older, **fields)
        clauses.copy_all(old, draft)
    return draft
