"""Thin: the work is elsewhere."""

from celery import shared_task

from events.calendars import following
from events.registering import lapsing, reminding


@shared_task
def settle_seats() -> None:
    lapsing.settle_all()


@shared_task
def follow_events() -> None:
    following.follow_all()


@shared_task
def remind_of_events() -> None:
    reminding.remind_all()
