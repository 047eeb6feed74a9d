"""Who is asked to sign, and whether there is anybody to tell."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from municipalities.models import Municipality
from needs.models import SigningInvitation, Statement


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
