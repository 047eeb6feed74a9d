"""Where the statements on their way stand, and with that what is next to do for each."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, QuerySet, Value, When
from django.utils import timezone

from core.lists import CountOf
from needs.enums import BriefState, Decision, StatementState
from needs.models import Brief, Need, Signature, SigningInvitation, Statement
from needs.publishing.warning import late
from needs.statements.readiness import problems

S = StatementState
# What somebody outside waits for comes first
ORDER = (S.RELEASING, S.AGREED, S.CIRCULATED, S.DRAFT)


def on_their_way(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Of these the unpublished, the most pressing first, each with what `standing` wants. As many queries for many."""
    needs = Need.objects.select_related("municipality").prefetch_related("demand_lines")
    here: dict[str, Any] = {"statement": OuterRef("pk")}
    words = Signature.objects.filter(**here, withdrawn_at=None)
    briefs = Brief.objects.filter(**here)
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(ORDER)]
    return (
        statements.filter(state__in=S.unpublished())
        .select_related("challenge__dialogue", "challenge__category")
        .prefetch_related("clauses", "revises", "challenge__dialogue__contacts", Prefetch("challenge__needs", needs))
        .annotate(
            asked=CountOf(SigningInvitation.objects.filter(**here).values("pk")),
            signed=CountOf(words.filter(decision=Decision.APPROVE).values("pk")),
            declined=CountOf(words.exclude(decision=Decision.APPROVE).values("pk")),
            owed=CountOf(briefs.values("pk")),
            ready=CountOf(briefs.filter(state=BriefState.READY).values("pk")),
            failed=CountOf(briefs.filter(state=BriefState.FAILED).values("pk")),
            is_late=Exists(late().filter(**here)),
            place=Case(*ranks, output_field=IntegerField()),
        )
        .order_by("place", "deadline", "-pk")
    )


def standing(statements: QuerySet[Statement], most: int) -> list[Statement]:
    """The first of them; of a draft also how much is `open` before it can be circulated."""
    found: list[Any] = list(on_their_way(statements)[:most])
    for statement in found:
        if statement.is_draft:
            statement.open = len(problems(statement, list(statement.challenge.needs.all())))
        if statement.state == S.CIRCULATED:
            statement.is_over = statement.deadline <= timezone.now() and statement.signed < statement.quorum
            statement.is_out_of_reach = statement.asked - statement.declined < statement.quorum
    return found
