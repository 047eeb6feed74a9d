"""The manager is told before the moment, not at it: as soon as a brief failed, and an hour before what is not ready."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from core.attempts import attempt
from needs.enums import BriefState, StatementState
from needs.models import Brief, Edition
from needs.notifications import publishing as notifications

SOON = timedelta(hours=1)
A_WHILE = timedelta(minutes=5)  # in which briefs are made: nobody is told that these are not ready yet


def warn() -> None:
    """Write the mails that are due, each once."""
    for number in untold_failures().order_by().values_list("edition", flat=True).distinct():
        attempt(tell_of_failures, number)
    for number in late().filter(hurried_at__isnull=True).values_list("pk", flat=True):
        attempt(tell_that_it_is_late, number)


def untold_failures() -> QuerySet[Brief]:
    return Brief.objects.filter(state=BriefState.FAILED, told_at__isnull=True)


@transaction.atomic
def tell_of_failures(number: int) -> None:
    now = timezone.now()
    if untold_failures().filter(edition=number).update(told_at=now):
        told = Brief.objects.filter(edition=number, told_at=now)
        notifications.failed(Edition.objects.get(pk=number), list(told.values_list("language", flat=True)))


@transaction.atomic
def tell_that_it_is_late(number: int) -> None:
    waiting = Edition.objects.filter(pk=number, hurried_at__isnull=True)
    if waiting.update(hurried_at=timezone.now()):
        notifications.late(Edition.objects.get(pk=number))


def late() -> QuerySet[Edition]:
    """Not ready an hour before their moment, or after it."""
    now = timezone.now()
    made = Brief.objects.filter(edition=OuterRef("pk"), state=BriefState.READY)
    return Edition.objects.filter(
        ~Exists(made[len(settings.LANGUAGES) - 1 :]),
        statement__state=StatementState.RELEASING,
        statement__publish_at__lt=now + SOON,
        made_at__lt=now - A_WHILE,
    )
