"""What became of a need at the desk, on its page; and what is next to do with a statement."""

from typing import Any

from django import template

from core.texts import text_of
from needs.curation.provenance import history
from needs.curation.shares import unplaced
from needs.models import DemandLine, Need, Statement
from needs.publishing.standing import standing

register = template.Library()


@register.inclusion_tag("needs/workspace/_need_desk.html")
def desk_of_need(need: Need) -> dict[str, Any]:
    """How its demand is shared among challenges, where it is split, and what was done with it."""
    uses = (
        need.uses.filter(is_split=True)
        .select_related("challenge")
        .prefetch_related("challenge__statements", "parts__line__unit")
    )
    left = unplaced(need)
    lines = DemandLine.objects.filter(pk__in=left).select_related("unit")
    return {
        "shares": [(name(source.challenge), source) for source in uses],
        "unplaced": [(line, left[line.pk]) for line in lines],
        "desk_history": history(need),
    }


@register.inclusion_tag("needs/workspace/_next.html")
def what_is_next(statement: Statement) -> dict[str, Any]:
    """To do with a statement that is on its way."""
    found = standing(Statement.objects.filter(pk=statement.pk).defer("content"), most=1)
    return {"statement": found[0] if found else statement}


def name(challenge: Any) -> Any:
    statements = challenge.statements.all()
    return text_of(statements[0], "title") if statements else challenge.slug
