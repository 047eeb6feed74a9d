"""Reminders to those who have not answered: by hand, at most one a day, and one by itself before the deadline.

The invitation's row knows who was reminded when; a conditional update settles who of several reminds.
"""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.attempts import attempt
from core.permissions import require
from core.workflow import Refused
from municipalities.enums import MembershipRole
from municipalities.models import Membership
from needs.enums import StatementState
from needs.models import Signature, SigningInvitation, Statement
from needs.notifications import signing as notifications
from needs.signing.answers import words_on
from needs.signing.locking import lock_for_answers
from needs.signing.workdays import midnight, reminder_day

S = StatementState
MORNING = time(8)


def remind(invitation: SigningInvitation, by: Any) -> None:
    """By hand. Raises Refused for a body that has answered, or was reminded today."""
    require(by, "needs.manage_challenge", invitation.statement)
    with transaction.atomic():
        invitation.statement = lock_for_answers(invitation.statement)
        statement = invitation.statement
        mine = statement.signing_invitations.filter(pk=invitation.pk)
        if not unanswered(statement, mine) or not remind_one(invitation.pk, statement, today(statement)):
            raise Refused(
                _("%(body)s has answered, or was reminded today already.") % {"body": invitation.municipality}
            )


@transaction.atomic
def remind_missing(statement: Statement, by: Any) -> int:
    """By hand, all who have not answered and were not reminded today; how many. Raises Refused where there are none."""
    require(by, "needs.manage_challenge", statement)
    statement = lock_for_answers(statement)
    waiting, since = missing(statement, statement.signing_invitations.all()), today(statement)
    reminded = sum(remind_one(number, statement, since) for number in waiting)
    if not reminded:
        raise Refused(_("Everybody has answered, or was reminded today already."))
    return reminded


def today(statement: Statement) -> datetime:
    """When today began in the statement's zone."""
    return midnight(timezone.localdate(timezone=ZoneInfo(statement.zone)), statement.zone)


def claim(invitations: QuerySet[SigningInvitation], since: datetime) -> int:
    """Write down that it is reminded now, unless it has answered or was reminded since then; how many."""
    free = Q(reminded_at__isnull=True) | Q(reminded_at__lt=since)
    words = Signature.objects.filter(
        statement=OuterRef("statement"), municipality=OuterRef("municipality"), withdrawn_at__isnull=True
    )
    waiting = invitations.filter(free).exclude(Exists(words))
    return waiting.update(reminded_at=timezone.now(), reminders=F("reminders") + 1)


def remind_due(now: datetime | None = None) -> int:
    """Whoever has not answered three working days before the deadline, in the morning there; how many were.

    Who was invited on that day or later has just been told.
    """
    now = now or timezone.now()
    circulated = Statement.objects.filter(state=S.CIRCULATED, deadline__gt=now)
    return sum(remind_in_time(statement) for statement in circulated if is_due(statement, now))


def remind_in_time(statement: Statement) -> int:
    day = day_of(statement)
    waiting = missing(statement, statement.signing_invitations.filter(invited_at__lt=day))
    return sum(attempt(remind_one, number, statement, day) or 0 for number in waiting)


def day_of(statement: Statement) -> datetime:
    """The day on which it reminds by itself."""
    deadline: Any = statement.deadline
    return midnight(reminder_day(deadline, statement.zone), statement.zone)


def is_due(statement: Statement, now: datetime) -> bool:
    deadline: Any = statement.deadline
    local = now.astimezone(ZoneInfo(statement.zone))
    return local.time() >= MORNING and local.date() >= reminder_day(deadline, statement.zone)


def missing(statement: Statement, asked: QuerySet[SigningInvitation]) -> list[int]:
    """The numbers of those who have not answered, where somebody may sign."""
    signatories = Membership.objects.filter(
        municipality=OuterRef("municipality"), role=MembershipRole.SIGNATORY, user__is_active=True
    )
    return unanswered(statement, asked.filter(Exists(signatories)))


def unanswered(statement: Statement, asked: QuerySet[SigningInvitation]) -> list[int]:
    words = words_on(statement)
    rows = asked.select_related("municipality__merged_into")
    return [row.pk for row in rows if not row.municipality.is_closed and words.of(row.municipality) is None]


@transaction.atomic
def remind_one(number: int, statement: Statement, since: datetime) -> bool:
    """False if it has answered meanwhile, or was reminded since then."""
    mine = SigningInvitation.objects.filter(pk=number)
    if not claim(mine, since):
        return False
    invitation = mine.select_related("municipality").get()
    invitation.statement = statement
    notifications.reminded(invitation)
    return True
