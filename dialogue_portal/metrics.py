"""Figures for Prometheus: requests as they are answered, and what is owed, asked of the database when it asks us.

Web has several processes, each of which writes its own; they are added up in the folder `PROMETHEUS_MULTIPROC_DIR`.
"""

import logging
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core import backlogs
from core.tasks import HEARTBEAT

logger = logging.getLogger(__name__)
BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)  # seconds

own = CollectorRegistry()
requests = Counter("portal_requests", "Requests that were answered", ["status"], registry=own)
seconds = Histogram("portal_request_seconds", "How long an answer took", ["page"], buckets=BUCKETS, registry=own)


def answered(page: str, status: int, took: float) -> None:
    """`page` is the name of an address, `took` in seconds."""
    requests.labels(status).inc()
    seconds.labels(page).observe(took)


class Owed(Collector):
    """What the workers owe, and which queue has one."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        alive = GaugeMetricFamily("portal_queue_alive", "Whether a worker takes from the queue", labels=["queue"])
        for queue in settings.CELERY_TASK_QUEUES:
            alive.add_metric([queue.name], float(bool(cache.get(HEARTBEAT + queue.name))))
        yield alive
        due = GaugeMetricFamily("portal_backlog", "Rows that are owed", labels=["of"])
        waits = GaugeMetricFamily("portal_backlog_seconds", "How long the first of them has been owed", labels=["of"])
        failed = GaugeMetricFamily("portal_backlog_failed", "Rows that nobody tries any more", labels=["of"])
        try:
            for found in backlogs.measured():
                due.add_metric([found.name], found.due)
                waits.add_metric([found.name], found.waits)
                failed.add_metric([found.name], found.failed)
        except DatabaseError as error:
            logger.warning("The backlogs cannot be asked: %s", error)
        yield from (due, waits, failed)


def text() -> bytes:
    """All of it, as Prometheus reads it. A database that is away leaves its figures out."""
    registry = own
    if settings.METRICS_FOLDER:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, settings.METRICS_FOLDER)
    return generate_latest(registry) + generate_latest(owed)


owed = CollectorRegistry()
owed.register(Owed())
