"""Telling the workers that something is owed. The queue only says when to look; what is owed stands in the database."""

from functools import partial
from typing import Any

from celery import current_app
from django.db import connection, transaction


class Look(partial[Any]):
    """What is told, so that it is known again."""


def tell_once(task: str) -> None:
    """Once per transaction, however often it is called, when that is committed; if Redis is away, beat will."""
    waiting = (said for _savepoints, said, *_robust in connection.run_on_commit if isinstance(said, Look))
    if not any(said.args == (task,) for said in waiting):
        transaction.on_commit(Look(current_app.send_task, task, retry=False), robust=True)


def tell(task: str, *args: Any) -> None:
    """That this very thing is owed, when the transaction is committed."""
    transaction.on_commit(partial(current_app.send_task, task, list(args), retry=False), robust=True)
