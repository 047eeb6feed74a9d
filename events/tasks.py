"""Thin: the work is elsewhere."""

from celery import shared_task

from events.registering import lapsing


@shared_task
def settle_seats() -> None:
    lapsing.settle_all()
