"""Those who are asked: more of them, more time for them, and those who come after publication."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, move
from core.zones import in_zone
from municipalities.models import Municipality
from needs.enums import StatementState
from needs.models import SigningInvitation, Statement
from needs.notifications import signing as notifications
from needs.signing.asking import ask, ask_further
from needs.signing.circulating import may_be_asked
from needs.signing.locking import already, lock, lock_for_answers

S = StatementState


def free_to_invite(statement: Statement) -> Any:
    """Who may be asked and is not yet."""
    there = statement.signing_invitations.order_by().values("municipality")
    return may_be_asked(statement.challenge).exclude(pk__in=there)


def invite(statement: Statement, bodies: Iterable[Municipality], by: Any) -> int:
    """Ask further bodies to sign the same text; how many are new. The quorum stays."""
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = lock_for_answers(statement)
        wanted = {body.pk for body in bodies}
        new = list(free_to_invite(locked).filter(pk__in=wanted))
        ask_further(locked, new, by, timezone.now())
    return len(new)


def ask_to_sign(statement: Statement, body: Municipality, by: Any) -> SigningInvitation:
    """A body that takes part asks to sign what is published. It may do so at once; the managers hear of it."""
    require(by, "municipalities.write_for_body", body)
    with transaction.atomic():
        locked = lock(statement)
        there = SigningInvitation.objects.filter(statement=locked, municipality=body).first()
        if there:
            return there
        if locked.state != S.PUBLISHED or not free_to_invite(locked).filter(pk=body.pk).exists():
            raise Refused(_("%(body)s can not sign this version.") % {"body": body})
        [invitation] = ask(locked, [body], by, timezone.now())
        notifications.asked(invitation)
    return SigningInvitation.objects.get(statement=locked, municipality=body)


def extend(statement: Statement, deadline: datetime, zone: str, by: Any) -> None:
    """Give everybody more time, and say so to all. Raises Refused for an earlier deadline, and WrongState."""
    require(by, "needs.manage_challenge", statement)
    with transaction.atomic():
        locked = lock(statement)
        if locked.state != S.CIRCULATED:
            raise already(locked)
        before: Any = locked.deadline
        if deadline <= max(before, timezone.now()):
            raise Refused(_("Choose a deadline that is later than now, and later than the one before."))
        said = f"{in_zone(before, locked.zone)} → {in_zone(deadline, zone)}"
        move(locked, "extend", by, reason=said, deadline=deadline, zone=zone)
        notifications.extended(locked)
    statement.refresh_from_db()
