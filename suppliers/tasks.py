"""Thin: the work is elsewhere."""

from celery import shared_task

from suppliers.companies import invitations, registering
from suppliers.models import CompanyInvitation


@shared_task
def expire_company_invitations() -> None:
    registering.forget_unopened()
    invitations.expire(CompanyInvitation.objects.overdue())
