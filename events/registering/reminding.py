"""People are reminded a week and a day before, and written to once it is over. What is owed stands on each row."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from core.attempts import attempt
from events.enums import EventState, RegistrationState
from events.models import Event, Registration
from events.notifications import reminders

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def due_before(field: str, ahead: timedelta, least: timedelta) -> QuerySet[Registration]:
    """Who comes to an event that begins between `least` and `ahead` from now, and knew of it before that."""
    now = timezone.now()
    begins = {"event__starts_at__gt": now + least, "event__starts_at__lte": now + ahead}
    coming = Registration.objects.coming().filter(event__state=EventState.PUBLISHED, **begins, **{field: None})
    return coming.filter(asked_at__lt=F("event__starts_at") - ahead).exclude(email="")


def due_after() -> QuerySet[Registration]:
    """Who was there; where nobody wrote that down, who had a seat."""
    now = timezone.now()
    over = Registration.objects.filter(event__ends_at__lte=now, event__ends_at__gt=now - WEEK, thanked_at=None)
    took_place = over.known().filter(event__state__in=[EventState.PUBLISHED, EventState.HELD]).exclude(email="")
    there = Registration.objects.filter(event=OuterRef("event"), state=RegistrationState.ATTENDED)
    seated = Q(state=RegistrationState.REGISTERED) & ~Exists(there)
    return took_place.filter(Q(state=RegistrationState.ATTENDED) | seated)


def remind_anew(event: Event, starts_before: datetime) -> None:
    """Of the new day, where the event is postponed so far that its reminders are still to come."""
    if event.starts_at - starts_before < DAY:
        return
    for field, ahead in (("reminded_week_at", WEEK), ("reminded_day_at", DAY)):
        if event.starts_at > timezone.now() + ahead:
            event.registrations.update(**{field: None})


def remind_all() -> None:
    remind(due_before("reminded_week_at", WEEK, DAY), "reminded_week_at", reminders.soon)
    remind(due_before("reminded_day_at", DAY, timedelta()), "reminded_day_at", reminders.soon)
    remind(due_after(), "thanked_at", reminders.over)


def remind(due: QuerySet[Registration], field: str, tell: Callable[[Registration], Any]) -> None:
    for number in due.order_by("pk").values_list("pk", flat=True):
        attempt(remind_one, number, due, field, tell)


@transaction.atomic
def remind_one(number: int, due: QuerySet[Registration], field: str, tell: Callable[[Registration], Any]) -> None:
    """Once, however many workers look, and only if it is due still: events are cancelled and moved meanwhile."""
    still = due.filter(pk=number).values("pk")
    rows = Registration.objects.filter(pk__in=still, state__in=RegistrationState.seated(), **{field: None})
    if rows.update(**{field: timezone.now()}):
        tell(Registration.objects.select_related("event__dialogue", "event__calendar_entry").get(pk=number))
