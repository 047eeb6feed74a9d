"""Thin: the work is elsewhere."""

from celery import shared_task

from accounts.invitations import expire, over
from municipalities.interest import reminding
from municipalities.models import Invitation


@shared_task
def remind_of_interest() -> None:
    reminding.remind()


@shared_task
def expire_invitations() -> None:
    expire(over(Invitation.objects.open().select_related("municipality")))
