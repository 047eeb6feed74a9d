"""Thin: ids in, gone is fine, the work is elsewhere."""

from celery import shared_task

from suppliers.companies import registering
from suppliers.following import mailing
from suppliers.notifications import questions as notifications
from suppliers.questions import releasing
from suppliers.requests import opening, papers
from suppliers.responses import receipts


@shared_task
def forget_unopened_companies() -> None:
    registering.forget_unopened()


@shared_task
def release_answers() -> None:
    releasing.settle()


@shared_task
def question_digest() -> None:
    notifications.digest()


@shared_task
def tell_followers() -> None:
    mailing.claim_urgent()
    mailing.run_due()


@shared_task
def start_digest() -> None:
    """Beat may ask twice, or a second beat: a day has one digest."""
    mailing.claim_day()


@shared_task
def make_response_receipt(receipt_id: int, tried: int = 0) -> None:
    receipts.make(receipt_id, tried)


@shared_task
def make_request_paper(paper_id: int, tried: int = 0) -> None:
    papers.make(paper_id, tried)


@shared_task
def follow_requests() -> None:
    """Open and close what is due, and find receipts and papers that were forgotten."""
    opening.settle()
    receipts.settle()
    papers.settle()
