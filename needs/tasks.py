"""Thin: ids in, gone is fine, the work is elsewhere."""

from celery import shared_task

from core.attempts import attempt
from needs.enums import StatementState
from needs.models import Brief, Statement
from needs.publishing import counting, editions, placing
from needs.publishing.owed import settle
from needs.publishing.releasing import publish_if_ready
from needs.publishing.rendering import render
from needs.publishing.warning import warn
from needs.signing import agreeing, receipts, reminding


@shared_task
def render_brief(brief_id: int) -> None:
    render(brief_id)
    for statement_id, edition_id in Brief.objects.filter(pk=brief_id).values_list("statement", "edition"):
        if not publish_if_ready(statement_id):
            editions.publish_later_edition(edition_id)


@shared_task
def settle_briefs() -> None:
    settle()
    warn()
    for statement_id in Statement.objects.filter(state=StatementState.RELEASING).values_list("pk", flat=True):
        attempt(publish_if_ready, statement_id)
    editions.publish_what_is_ready()


@shared_task
def make_receipt(receipt_id: int, tried: int = 0) -> None:
    receipts.make(receipt_id, tried)


@shared_task
def follow_signing() -> None:
    """Agree what nobody may object to any more, remind who has not answered, find receipts that were forgotten."""
    agreeing.settle()
    reminding.remind_due()
    receipts.settle()


@shared_task
def place_files() -> None:
    placing.place_missing()


@shared_task
def count_downloads() -> None:
    counting.count_log()


@shared_task
def follow_bodies() -> None:
    agreeing.follow_mergers()
    editions.catch_up()
