"""The manager is told before the moment, not at it: as soon as a brief failed, and an hour before what is not ready."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from needs.enums import BriefState, StatementState
from needs.models import Brief, Edition
from needs.notifications import publishing as notifications

SOON = timedelta(hours=1)
A_WHILE = timedelta(minutes=5)  # in which briefs are made: nobody is told that these are not ready yet


def warn() -> None:
    """Write the mails that are due, each once."""
    tell_of_failures()
    tell_of_what_is_late()


def tell_of_failures() -> None:
    failed = Brief.objects.filter(state=BriefState.FAILED, told_at__isnull=True)
    for edition in Edition.objects.filter(briefs__in=failed).distinct():
        briefs = failed.filter(edition=edition)
        languages = list(briefs.values_list("language", flat=True))
        if briefs.update(told_at=timezone.now()):
            notifications.failed(edition, languages)


def tell_of_what_is_late() -> None:
    for edition in late().filter(hurried_at__isnull=True).select_related("statement"):
        waiting = Edition.objects.filter(pk=edition.pk, hurried_at__isnull=True)
        if waiting.update(hurried_at=timezone.now()):
            notifications.late(edition)


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
