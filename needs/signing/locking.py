"""The one lock under which a statement is circulated, signed, agreed and published."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from core.workflow import Refused, WrongState
from needs.enums import StatementState
from needs.models import Statement

RELATED = (
    "challenge__dialogue",
    "challenge__category",
    "challenge__published",
    "revises",
    "circulated_by",
    "released_by",
)


def lock(statement: Statement) -> Statement:
    """The statement as it is now, held until the transaction ends. Raises Statement.DoesNotExist."""
    return Statement.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=statement.pk)


def lock_with_later(statement: Statement) -> list[Statement]:
    """The statement, and after it the versions that came later and are not over; all held until the transaction ends.

    The newest is locked first, as publishing does, which goes from the version that it publishes to the one before.
    """
    one = Q(pk=statement.pk)
    later = Q(challenge=statement.challenge_id, number__gt=statement.number, state__in=StatementState.alive())
    held = Statement.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(one | later)
    return list(held.order_by("-pk"))[::-1]


def lock_for_answers(statement: Statement) -> Statement:
    """As `lock`. Raises Refused where nobody can answer now."""
    locked = lock(statement)
    if locked.takes_answers:
        return locked
    if locked.state in (StatementState.CIRCULATED, StatementState.AGREED):
        raise Refused(_("The deadline is over, so nobody can answer now."))
    raise already(locked)


def already(statement: Statement) -> WrongState:
    """Why a statement goes on no further from where somebody saw it."""
    said: dict[str, Any] = {"person": statement.circulated_by, "state": statement.get_state_display()}
    if statement.state == StatementState.CIRCULATED:
        return WrongState(_("%(person)s has circulated this version already.") % said)
    if statement.state == StatementState.RELEASING:
        said["person"] = statement.released_by
        return WrongState(
            _("%(person)s is publishing this version already. Its briefs are being made; wait for them.") % said
        )
    if statement.is_draft:
        return WrongState(_("This version is a draft. Circulate it first, so that its municipalities can sign it."))
    return WrongState(_("This version is not where you saw it (it is now: %(state)s). Look at it as it is now.") % said)
