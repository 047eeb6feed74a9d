"""Telling a worker that the files of a ledger are behind it."""

from celery import current_app
from django.db import connection, transaction


def tell_a_worker() -> None:
    """Once per transaction, when it is committed; if Redis is away, beat will."""
    if not any(waiting is look for _savepoints, waiting, *_robust in connection.run_on_commit):
        transaction.on_commit(look, robust=True)


def look() -> None:
    current_app.send_task("dialogues.tasks.make_ledger_files", retry=False)
