"""Circulating: a draft's text is frozen with its checksum, and its municipalities are asked to sign it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.canonical import checksum
from core.permissions import require
from core.workflow import Refused, move
from municipalities.models import Municipality
from needs.models import Challenge, Need, Signature, Statement
from needs.notifications import signing as notifications
from needs.signing.answers import Words
from needs.signing.asking import ask_further, in_being, is_news, standing_before
from needs.signing.carrying import carry, to_carry
from needs.signing.locking import already, lock
from needs.signing.signals import signatories_changed
from needs.statements.bodies import bodies_of
from needs.statements.freezing import freeze
from needs.statements.readiness import NotReady, problems


def circulate(
    statement: Statement,
    by: Any,
    bodies: Iterable[Municipality],
    *,
    deadline: datetime,
    zone: str,
    quorum: int | None = None,
    at: datetime | None = None,
) -> None:
    """Freeze a draft and ask these bodies to sign it by the deadline, and all who stand under the version before;
    without a quorum all of them must.

    Raises NotReady with all that is missing, WrongState, or Refused. `at` is for history that is loaded, not lived.
    """
    require(by, "needs.manage_challenge", statement)
    now = at or timezone.now()
    with transaction.atomic():
        locked = lock(statement)
        if not locked.is_draft:
            raise already(locked)
        needs = locked_needs(locked)
        if found := problems(locked, needs):
            raise NotReady(found)
        asked, carried = list(dict.fromkeys([*bodies, *standing_before(locked)])), to_carry(locked)
        words = Words(carried)
        missing = [body for body in asked if words.of(body) is None]
        everybody = len(carried) + len(missing)
        refuse_unfit(locked.challenge, asked, deadline, quorum, everybody, now)
        content = freeze(locked, needs, locked.challenge.published, now.date())
        fields: dict[str, Any] = {
            "content": content,
            "content_hash": checksum(content),
            "circulated_by": by,
            "circulated_at": now,
        }
        signing: dict[str, Any] = {"deadline": deadline, "zone": zone, "quorum": quorum or everybody}
        move(locked, "circulate", by, log={"at": now}, **fields, **signing)
        invite(locked, missing, carried, by, now)
        signatories_changed.send(Statement, statement=locked)
    statement.refresh_from_db()


def invite(statement: Statement, missing: list[Municipality], carried: list[Signature], by: Any, at: datetime) -> None:
    """Those whose signatures are carried over are told what changed, all others are asked to sign."""
    told = carry(carried, statement, by, at)
    if is_news(at):
        notifications.carried(told)
    ask_further(statement, missing, by, at)


def locked_needs(statement: Statement) -> list[Need]:
    """The source needs, held as they are until the text is frozen."""
    return list(
        Need.objects.select_for_update(of=("self",))
        .filter(uses__challenge=statement.challenge_id)
        .select_related("municipality")
        .order_by("pk")
    )


def refuse_unfit(
    challenge: Challenge,
    asked: list[Municipality],
    deadline: datetime,
    quorum: int | None,
    everybody: int,
    now: datetime,
) -> None:
    if not asked:
        raise Refused(_("Choose at least one municipality that is to sign."))
    strange = set(asked) - set(may_be_asked(challenge))
    for body in strange:
        raise Refused(_("%(body)s does not take part in this dialogue, or is no more.") % {"body": body})
    if deadline <= now:
        raise Refused(_("The deadline is over already. Choose a later one."))
    if quorum is not None and not 1 <= quorum <= everybody:
        raise Refused(_("Ask for at least one signature, and for no more than there are municipalities invited."))


def may_be_asked(challenge: Challenge) -> QuerySet[Municipality]:
    """The bodies behind the challenge, all who stand under one of its versions, and all who take part in its dialogue,
    as far as they are in being."""
    behind = Q(pk__in=bodies_of(challenge).order_by().values("pk"))
    signed = Q(pk__in=Signature.objects.standing().filter(statement__challenge=challenge).values("municipality"))
    takes_part = Q(participations__dialogue=challenge.dialogue_id)
    found = Municipality.objects.filter(behind | signed | takes_part).select_related("merged_into")
    return Municipality.objects.filter(pk__in=[body.pk for body in in_being(found)])
