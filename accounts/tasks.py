from celery import shared_task

from accounts import sealing


@shared_task
def seal_secrets() -> None:
    sealing.seal_anew()
