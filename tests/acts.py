"""What tests do with an act: count what it asks the database, do several at once, and wait for what comes of it."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from queue import Queue
from threading import Barrier
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.workflow import Refused

PATIENCE = 60  # seconds: a busy machine is no failure


def count_queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same time, each with a connection of its own; their results or exceptions.

    None begins before all have connections; of more than there are connections the others follow.
    """
    at_once = min(len(acts), settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"] - 1)  # one is the test's
    start = Barrier(at_once)

    def one(place: int, act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            if place < at_once:
                start.wait(PATIENCE)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(one, range(len(acts)), acts))


def done_or_refused(*acts: Callable[[], Any], refusal: type[Exception] = Refused) -> list[str]:
    """What became of each, done at the same time."""
    results = together(*acts)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, refusal):
            raise result
    return ["refused" if isinstance(result, refusal) else "done" for result in results]


def begun(act: Callable[[], Any]) -> Future[Any]:
    """The act, begun with a connection of its own: it is done, or waits for somebody's lock."""
    processes: Queue[int] = Queue()

    def run() -> Any:
        try:
            connection.ensure_connection()
            processes.put(connection.connection.info.backend_pid)
            return act()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    doing = pool.submit(run)
    pool.shutdown(wait=False)
    process = processes.get(timeout=PATIENCE)
    wait_until(lambda: doing.done() or waits(process))
    return doing


def waits(process: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [process])
        return bool(cursor.fetchone()[0])


def wait_until(
    true: Callable[[], bool], seconds: float = PATIENCE, why: Callable[[], str] = lambda: "it did not happen in time"
) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, why()
        time.sleep(0.02)


def pause_until(at: datetime) -> None:
    """By the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep_until(%s)", [at])
