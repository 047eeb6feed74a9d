"""Thin: the work is elsewhere."""

from celery import shared_task

from municipalities.interest import reminding


@shared_task
def remind_of_interest() -> None:
    reminding.remind()
