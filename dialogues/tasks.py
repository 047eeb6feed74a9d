"""Thin: the work is elsewhere."""

from celery import shared_task

from dialogues.ledger import files


@shared_task
def make_ledger_files() -> None:
    files.make_owed()
