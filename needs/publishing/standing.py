"""Where the statements on their way stand, and with that what is next to do for each."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, QuerySet, Value, When

from core.lists import CountOf
from needs.enums import BriefState, StatementState
from needs.models import Brief, Need, Statement
from needs.publishing.warning import late
from needs.signing.answers import answers_to_each
from needs.statements.readiness import problems

S = StatementState
# What somebody outside waits for comes first
ORDER = (S.RELEASING, S.AGREED, S.CIRCULATED, S.DRAFT)


def on_their_way(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Of these the unpublished, the most pressing first, each with what `standing` wants. As many queries for many."""
    needs = Need.objects.select_related("municipality").prefetch_related("demand_lines")
    here: dict[str, Any] = {"statement": OuterRef("pk")}
    briefs = Brief.objects.filter(**here)
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(ORDER)]
    return (
        statements.filter(state__in=S.unpublished())
        .select_related("challenge__dialogue", "challenge__category")
        .prefetch_related("clauses", "revises", "challenge__dialogue__contacts", Prefetch("challenge__needs", needs))
        .annotate(
            owed=CountOf(briefs.values("pk")),
            ready=CountOf(briefs.filter(state=BriefState.READY).values("pk")),
            failed=CountOf(briefs.filter(state=BriefState.FAILED).values("pk")),
            is_late=Exists(late().filter(**here)),
            place=Case(*ranks, output_field=IntegerField()),
        )
        .order_by("place", "deadline", "-pk")
    )


def standing(statements: QuerySet[Statement], most: int) -> list[Statement]:
    """The first of them; of a draft also how much is `open` before it can be circulated, of what is circulated the
    `signing`."""
    found: list[Any] = list(on_their_way(statements)[:most])
    circulated = [statement for statement in found if statement.state == S.CIRCULATED]
    for statement, answers in zip(circulated, answers_to_each(circulated), strict=True):
        statement.signing = answers
        statement.is_over = statement.is_past_deadline and not answers.is_met
    for statement in found:
        if statement.is_draft:
            statement.open = len(problems(statement, list(statement.challenge.needs.all())))
    return found
