"""Thin: the work is elsewhere."""

from celery import shared_task

from accounts.invitations import expire, over
from dialogues.ledger import files
from dialogues.models import StaffInvitation


@shared_task(time_limit=files.TIME_LIMIT)
def make_ledger_files() -> None:
    files.make_owed()


@shared_task
def expire_staff_invitations() -> None:
    expire(over(StaffInvitation.objects.open()))
