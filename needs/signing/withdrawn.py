"""Needs that their owners withdrew though statements were made of them: what that means, who is told, who sees it.

Nothing that was circulated changes by it (ADR 23). A draft waits until the manager has taken the need out.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from needs.enums import StatementState
from needs.models import Need, NeedTransition, Statement


def made_of(need: Need) -> list[Statement]:
    """What is on its way or published with the need in it, and drafts that it would go into; the newest first."""
    drafts = Q(state=StatementState.DRAFT, challenge__in=need.challenges.all())
    found = Statement.objects.filter(drafts | Q(pk__in=need.statements.all()), state__in=StatementState.alive())
    return list(found.select_related("challenge__dialogue").order_by("-challenge", "-number"))


def is_used(need: Need) -> bool:
    """By a challenge as it is now, or as its published statement has it."""
    return need.uses.exists() or bool(made_of(need))


def on_their_way(statements: Iterable[Statement]) -> list[Statement]:
    """Those that bodies have signed or are asked to sign."""
    return [statement for statement in statements if statement.state in StatementState.frozen()]


def withdrawals(statement: Statement) -> QuerySet[NeedTransition]:
    """Steps by which needs of this version were withdrawn after it was circulated."""
    steps = NeedTransition.objects.filter(
        action="withdraw", subject__statements=statement, at__gt=statement.circulated_at
    )
    return steps.select_related("subject__municipality").order_by("at", "pk")


def withdrawn_bodies(statement: Statement) -> list[str]:
    """Whose needs these were, by name: what the needs say is not the other bodies' business."""
    return sorted({step.subject.municipality.official_name for step in withdrawals(statement)})
