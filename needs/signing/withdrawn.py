"""Needs that their owners withdrew though statements were made of them: what that means, who is told, who sees it.

Nothing that was circulated changes by it (ADR 23). A draft waits until the manager has taken the need out.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from needs.enums import StatementState
from needs.models import Need, NeedTransition, Statement


def made_of(need: Need) -> list[Statement]:
    """Of each challenge that uses the need what is on its way, and what is published; the newest first."""
    found = Statement.objects.filter(challenge__sources__need=need, state__in=StatementState.alive())
    return list(found.select_related("challenge__dialogue").order_by("-challenge", "-number"))


def on_their_way(statements: Iterable[Statement]) -> list[Statement]:
    """Those that bodies have signed or are asked to sign."""
    return [statement for statement in statements if statement.state in StatementState.frozen()]


def withdrawals(statement: Statement) -> QuerySet[NeedTransition]:
    """Steps by which source needs were withdrawn after this version was circulated."""
    steps = NeedTransition.objects.filter(
        action="withdraw", subject__uses__challenge=statement.challenge_id, at__gt=statement.circulated_at
    )
    return steps.select_related("subject__municipality").order_by("at", "pk")


def withdrawn_bodies(statement: Statement) -> list[str]:
    """Whose needs these were, by name: what the needs say is not the other bodies' business."""
    return sorted({step.subject.municipality.official_name for step in withdrawals(statement)})
