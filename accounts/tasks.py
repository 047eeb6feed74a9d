from celery import shared_task

from accounts import invitations, sealing


@shared_task
def seal_secrets() -> None:
    sealing.seal_anew()


@shared_task
def expire_invitations() -> None:
    invitations.expire_all()
