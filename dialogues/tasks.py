"""Thin: the work is elsewhere."""

from celery import shared_task

from dialogues.ledger import files


@shared_task(time_limit=files.TIME_LIMIT)
def make_ledger_files() -> None:
    files.make_owed()
