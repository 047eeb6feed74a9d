"""A worker's sign of life, for /readyz, its look at the mails, and its nightly forgetting."""

from celery import shared_task
from django.core.cache import cache

from core import forgetting
from core.outbox import send_due

HEARTBEAT = "worker-heartbeat:"  # and the queue that it takes from
HEARTBEAT_SECONDS = 90
RETENTION_SECONDS = 900


@shared_task
def heartbeat(queue: str) -> None:
    sign_of_life(queue)


def sign_of_life(queue: str, busy_for: float = 0) -> None:
    """The queue has a worker, which may be at its job for so many seconds before it says so again."""
    cache.set(HEARTBEAT + queue, True, HEARTBEAT_SECONDS + busy_for)


@shared_task
def send_mails() -> None:
    send_due()


@shared_task(time_limit=RETENTION_SECONDS)
def forget() -> None:
    forgetting.forget()
