"""What tests do with an act: count what it asks the database, and do several at once."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Queue
from time import sleep
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same time, each with a connection of its own; their results or exceptions."""

    def one(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


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
    process = processes.get(timeout=10)
    while not (doing.done() or waits(process)):
        sleep(0.01)
    return doing


def waits(process: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [process])
        return bool(cursor.fetchone()[0])
