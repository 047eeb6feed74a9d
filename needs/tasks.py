"""Thin: ids in, gone is fine, the work is elsewhere."""

from celery import shared_task

from needs.enums import StatementState
from needs.models import Brief, Statement
from needs.publishing.owed import settle
from needs.publishing.releasing import publish_if_ready
from needs.publishing.rendering import render


@shared_task
def render_brief(brief_id: int) -> None:
    render(brief_id)
    for statement_id in Brief.objects.filter(pk=brief_id).values_list("statement", flat=True):
        publish_if_ready(statement_id)


@shared_task
def settle_briefs() -> None:
    settle()
    for statement_id in Statement.objects.filter(state=StatementState.RELEASING).values_list("pk", flat=True):
        publish_if_ready(statement_id)
