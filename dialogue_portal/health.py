"""Whether the portal can serve: each part is asked one cheap question.

No sign-in is asked; the proxy lets only private networks through. Of what is wrong the kind is said, and the log has
the rest.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

from core.tasks import HEARTBEAT

OK = "ok"
logger = logging.getLogger(__name__)


def state_of_parts() -> dict[str, str]:
    """Each part's name with "ok" or what is wrong with it."""
    return {name: answer(question) for name, question in QUESTIONS.items()}


def answer(question: Callable[[], str]) -> str:
    try:
        return question()
    except (DatabaseError, RedisError) as error:
        logger.warning("Not ready: %s", error)
        return type(error).__name__


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied, the first is {missing[0][0]}" if missing else OK


def redis() -> str:
    cache.ping()  # type: ignore[attr-defined]  # ours, see core/cache.py
    return OK


def worker() -> str:
    """Whether each queue has a worker that did something within the last minute and a half."""
    queues = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    silent = [queue for queue in queues if not cache.get(HEARTBEAT + queue)]
    return f"no heartbeat: {', '.join(silent)}" if silent else OK


QUESTIONS = {"database": database, "migrations": migrations, "redis": redis, "worker": worker}
