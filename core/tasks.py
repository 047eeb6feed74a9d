"""The worker's sign of life, for /readyz, and its look at the mails."""

from celery import shared_task
from django.core.cache import cache

from core.outbox import send_due

HEARTBEAT = "worker-heartbeat"
HEARTBEAT_SECONDS = 90


@shared_task
def heartbeat() -> None:
    cache.set(HEARTBEAT, True, HEARTBEAT_SECONDS)


@shared_task
def send_mails() -> None:
    send_due()
