"""A municipality's word on a statement: given once, by one of its signatories, and perhaps taken back.

Everything happens under the statement's lock, so that of two signatories who sign at the same second one is told
what the other did. The database refuses what slips through: a second signature, or a signer without the role
(needs/migrations).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from core.zones import in_zone
from municipalities.models import Municipality
from needs.enums import Decision, StatementState
from needs.models import Reservation, Signature, SigningInvitation, Statement
from needs.notifications import signing as notifications
from needs.signing.agreeing import follow
from needs.signing.answers import word_of
from needs.signing.asking import ask, ask_further
from needs.signing.carrying import copies, copy, takes_over
from needs.signing.locking import lock, lock_with_later
from needs.signing.receipts import owe_receipt

S = StatementState
# The database's own word for a signer who has no such role (any more)
NO_SIGNATORY = "SG001"


@dataclass(frozen=True)
class Word:
    """What a body says to a statement. `reservations` are texts by the clauses' keys, all texts are in `language`."""

    language: str
    decision: str = Decision.APPROVE
    mandate: str = ""
    council_date: date | None = None
    subject_to: str = ""
    reason: str = ""
    reservations: dict[str, str] = field(default_factory=dict)


def sign(invitation: SigningInvitation, word: Word, by: Any, *, seen: str, at: datetime | None = None) -> Signature:
    """Give the word of a body that was invited. `seen` is the checksum of the text that the signer was shown.

    Raises Refused, also where somebody else of the body was quicker, and PermissionDenied.
    """
    require(by, "needs.sign_statement", invitation)
    now = at or timezone.now()
    with as_refusal(invitation.municipality), transaction.atomic():
        statement, *later = lock_with_later(invitation.statement)
        body = invitation.municipality
        refuse_closed(statement, now)
        refuse_other_text(statement, seen)
        refuse_second(statement, body)
        if word.decision == Decision.DECLINE and not word.reason.strip():
            raise Refused(_("Write why %(body)s does not sign: the manager reads it.") % {"body": body})
        signature = written(statement, body, word, by, now)
        owe_receipt(signature)
        follow(statement, by, body, now)
        notifications.received(signature)
        if word.decision == Decision.DECLINE or word.reservations:
            notifications.answered(signature)
        for version in later:
            carry_on(signature, version, by, now)
    return signature


def carry_on(signature: Signature, statement: Statement, by: Any, at: datetime) -> None:
    """To the next version where that was circulated before: carried over, or wanted anew; the body hears of it."""
    body, is_given = signature.municipality, signature.decision == Decision.APPROVE
    if not is_given or statement.state not in S.frozen() or word_of(statement, body):
        return
    if takes_over(statement, signature):
        copy(signature, statement)
        notifications.carried(ask(statement, [body], by, at))
        follow(statement, by, body, at)
    else:
        ask_further(statement, [body], by, at)


def record(invitation: SigningInvitation, word: Word, by: Any, at: datetime) -> Signature:
    """A signature of history, which is loaded, not lived: `by` may be None, as nobody knows any more who it was."""
    with transaction.atomic():
        statement = lock(invitation.statement)
        refuse_second(statement, invitation.municipality)
        signature = written(statement, invitation.municipality, word, by, at)
        follow(statement, by, invitation.municipality, at)
    return signature


def written(statement: Statement, body: Municipality, word: Word, by: Any, at: datetime) -> Signature:
    signature = Signature.objects.create(
        statement=statement,
        municipality=body,
        decision=word.decision,
        signed_by=by,
        signed_at=at,
        mandate=word.mandate,
        council_date=word.council_date,
        subject_to=word.subject_to,
        reason=word.reason if word.decision == Decision.DECLINE else "",
        language=word.language,
        content_hash=statement.content_hash,
    )
    held = word.reservations if word.decision == Decision.APPROVE else {}
    content: dict[str, Any] = statement.content or {}
    rows = [
        Reservation(
            signature=signature,
            clause_key=clause["key"],
            clause_number=clause["number"],
            language=word.language,
            text=held[clause["key"]].strip(),
        )
        for clause in content["clauses"]
        if held.get(clause["key"], "").strip()
    ]
    Reservation.objects.bulk_create(rows)
    return signature


def withdraw(signature: Signature, by: Any, reason: str, at: datetime | None = None) -> None:
    """Take a body's word back, with what was carried over of it. Raises Refused.

    After publication it is a public notice, with its reason.
    """
    require(by, "needs.withdraw_signature", signature)
    now = at or timezone.now()
    with transaction.atomic():
        statement = lock_with_later(signature.statement)[0]
        if statement.state == S.ABANDONED:
            raise Refused(_("This version was given up. Nothing of it holds any more."))
        if not reason.strip():
            raise Refused(_("Write why: those who read the list of signatories want to know."))
        for one in (signature, *copies(signature)):
            take_back(one, by, reason.strip(), now)


def take_back(signature: Signature, by: Any, reason: str, at: datetime) -> None:
    statement = lock(signature.statement)
    standing = Signature.objects.filter(pk=signature.pk, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at, withdrawn_by=by, withdrawal_reason=reason):
        raise Refused(_("This signature is withdrawn already."))
    follow(statement, by, signature.municipality, at)
    signature.refresh_from_db()
    signature.statement = statement
    notifications.answered(signature)


# What is refused


def why_not(invitation: SigningInvitation) -> str:
    """Why the body cannot sign now; empty where it can."""
    try:
        refuse_closed(invitation.statement, timezone.now())
        refuse_second(invitation.statement, invitation.municipality)
    except Refused as refusal:
        return str(refusal)
    return ""


def refuse_closed(statement: Statement, now: datetime) -> None:
    """Signing goes on until the deadline, and again once the statement is public."""
    if statement.state == S.SUPERSEDED:
        raise Refused(_("A newer version has taken this one's place. Sign that one."))
    if statement.state not in (*S.frozen(), S.PUBLISHED):
        raise Refused(_("This version is not up for signing (it is now: %(state)s).") % {"state": state_of(statement)})
    if statement.state != S.PUBLISHED and statement.deadline and now > statement.deadline:
        raise Refused(
            _("The deadline was %(deadline)s. Ask the programme manager to extend it, or sign after publication.")
            % {"deadline": in_zone(statement.deadline, statement.zone)}
        )


def state_of(statement: Statement) -> str:
    return statement.get_state_display()


def refuse_other_text(statement: Statement, seen: str) -> None:
    if seen != statement.content_hash:
        raise Refused(_("The text is not the one that you were shown. Read it again before you sign."))


def refuse_second(statement: Statement, body: Municipality) -> None:
    """One word per body and version; what a body that has become a part of it said counts as its own."""
    signature = word_of(statement, body)
    if signature is None:
        return
    whose = signature.municipality
    said = {
        "body": whose,
        "person": signature.signed_by or _("somebody"),
        "at": in_zone(signature.signed_at, statement.zone),
    }
    if whose != body and body in whose.line:
        raise Refused(_("%(body)s, which is a part of your body now, has answered already: %(person)s, %(at)s.") % said)
    if signature.decision == Decision.DECLINE:
        raise Refused(_("%(person)s has declined for %(body)s already, %(at)s. Take that back first.") % said)
    raise Refused(_("%(person)s has signed for %(body)s already, %(at)s.") % said)


@contextmanager
def as_refusal(body: Municipality) -> Iterator[None]:
    """The database's refusals in words."""
    try:
        yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == NO_SIGNATORY:
            raise Refused(
                _("You may not sign for %(body)s any more: your role was changed meanwhile. Nothing was signed.")
                % {"body": body}
            ) from error
        raise
