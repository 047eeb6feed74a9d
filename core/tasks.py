"""The worker's sign of life, for /readyz."""

from celery import shared_task
from django.core.cache import cache

HEARTBEAT = "worker-heartbeat"
HEARTBEAT_SECONDS = 90


@shared_task
def heartbeat() -> None:
    cache.set(HEARTBEAT, True, HEARTBEAT_SECONDS)
