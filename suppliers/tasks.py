"""Thin: the work is elsewhere."""

from celery import shared_task

from suppliers.companies import invitations, registering
from suppliers.models import CompanyInvitation
from suppliers.notifications import questions as notifications
from suppliers.questions import releasing


@shared_task
def expire_company_invitations() -> None:
    registering.forget_unopened()
    invitations.expire(CompanyInvitation.objects.overdue())


@shared_task
def release_answers() -> None:
    releasing.settle()


@shared_task
def question_digest() -> None:
    notifications.digest()
