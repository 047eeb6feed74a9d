"""Who is asked to sign, and whether there is anybody to tell.

Whoever stands under the published version, or under the one that is revised, is asked about the next as long as it has
no word there: its signature is carried over, or wanted anew.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from municipalities.models import Municipality
from needs.models import Signature, SigningInvitation, Statement
from needs.notifications import signing as notifications


def is_news(at: datetime) -> bool:
    """Of what is older, history that is loaded and not lived, nobody is told."""
    return at > timezone.now() - timedelta(days=1)


def ask(statement: Statement, bodies: Iterable[Municipality], by: Any, at: datetime) -> list[SigningInvitation]:
    """Invite these bodies; who is invited already stays so."""
    rows = [SigningInvitation(statement=statement, municipality=body, invited_by=by, invited_at=at) for body in bodies]
    SigningInvitation.objects.bulk_create(rows, ignore_conflicts=True)
    there = statement.signing_invitations.filter(municipality__in=[row.municipality for row in rows])
    found = list(there.select_related("municipality"))
    for row in found:
        row.statement = statement
    return found


def ask_further(statement: Statement, bodies: Iterable[Municipality], by: Any, at: datetime) -> list[SigningInvitation]:
    """Invite those of them that are not invited yet, and write to them."""
    there = set(statement.signing_invitations.values_list("municipality", flat=True))
    asked = ask(statement, [body for body in bodies if body.pk not in there], by, at)
    if is_news(at):
        notifications.invited(asked)
    return asked


def in_being(bodies: Iterable[Municipality]) -> list[Municipality]:
    """These bodies, or what they have become a part of, each once; without what is no more."""
    successors = dict.fromkeys(body.successor for body in bodies)
    return [body for body in successors if not body.is_closed]


def standing_before(statement: Statement) -> list[Municipality]:
    """Who stands under the published version, or under the one that this one revises."""
    before = [number for number in (statement.challenge.published_id, statement.revises_id) if number]
    signed = Signature.objects.standing().not_taken_back_where_given().filter(statement__in=before)
    return in_being(Municipality.objects.filter(pk__in=signed.values("municipality")).select_related("merged_into"))
