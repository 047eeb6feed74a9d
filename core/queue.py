"""Telling the workers that something is owed. The queue only says when to look; what is owed stands in the database."""

from collections.abc import Callable
from typing import Any

from celery import current_app
from django.db import connection, transaction


def tell_once(task: str) -> None:
    """Once per transaction, however often it is called, when that is committed; if Redis is away, beat will."""
    waiting = {getattr(said, "__qualname__", "") for _savepoints, said, *_robust in connection.run_on_commit}
    if task not in waiting:
        tell(task)


def tell(task: str, *args: Any) -> None:
    """That this very thing is owed, when the transaction is committed."""
    transaction.on_commit(telling(task, args), robust=True)


def telling(task: str, args: tuple[Any, ...]) -> Callable[[], None]:
    """Named like the task, by which it is known among what waits, and in the log if it fails."""

    def send() -> None:
        current_app.send_task(task, list(args), retry=False)

    send.__qualname__ = task
    return send
