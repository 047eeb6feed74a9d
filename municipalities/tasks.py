"""Thin: the work is elsewhere."""

from celery import shared_task

from municipalities import invitations
from municipalities.interest import reminding
from municipalities.models import Invitation


@shared_task
def remind_of_interest() -> None:
    reminding.remind()


@shared_task
def expire_invitations() -> None:
    invitations.expire(Invitation.objects.overdue())
