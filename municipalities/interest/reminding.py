"""Staff are reminded, once, of an interest that has waited as long as was promised."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.attempts import attempt
from dialogues.enums import StaffRoleKind
from municipalities.interest.terms import late
from municipalities.models import Interest
from municipalities.notifications import interest as notifications


def remind() -> int:
    """Of all that is late; how many."""
    now = timezone.now()
    waiting = Interest.objects.filter(late(now), reminded_at=None)
    return sum(attempt(remind_of, pk, now) or 0 for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def remind_of(pk: int, now: datetime) -> bool:
    """False if somebody else has done so meanwhile, or if it waits no more."""
    if not Interest.objects.filter(late(now), pk=pk, reminded_at=None).update(reminded_at=now):
        return False
    interest = Interest.objects.select_related("dialogue", "municipality").get(pk=pk)
    notifications.reminder(interest, handlers(interest))
    return True


def handlers(interest: Interest) -> QuerySet[Any]:
    """The coordinators of its country; where there is none, the dialogue's managers."""
    people = get_user_model().objects.filter(is_active=True)
    coordinators = people.filter(
        staff_roles__dialogue=interest.dialogue,
        staff_roles__kind=StaffRoleKind.COORDINATOR,
        staff_roles__country=interest.country,
    )
    managers = people.filter(staff_roles__dialogue=interest.dialogue, staff_roles__kind=StaffRoleKind.MANAGER)
    return (coordinators if coordinators.exists() else managers).distinct()
