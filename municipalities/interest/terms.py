"""What is promised around an interest: for whom it is open, how long a link holds, by when staff answer."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from dialogues.enums import Phase
from dialogues.models import Dialogue
from municipalities.enums import InterestState
from municipalities.models import Interest

LINK_DAYS = 7
LINK_AGE = timedelta(days=LINK_DAYS)
WORKING_DAYS = 5
SATURDAY = 5


def open_dialogues() -> QuerySet[Dialogue]:
    """Where a public buyer may still come in."""
    return Dialogue.objects.filter(phase__in=Phase.open_to_interest())


def answer_by(since: datetime) -> date:
    """The day by which staff answer: Saturdays and Sundays are not counted, national holidays are."""
    day, left = timezone.localdate(since), WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def late_since(now: datetime) -> datetime:
    """What came to staff before this moment should have had its answer by today at the latest."""
    day = timezone.localdate(now)
    while answer_by(midnight(day)) > timezone.localdate(now):
        day -= timedelta(days=1)
    return midnight(day + timedelta(days=1))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def late(now: datetime) -> Q:
    """Interests that wait for staff and have waited as long as was promised."""
    return Q(state=InterestState.CONFIRMED, waits_since__lt=late_since(now))


def is_late(interest: Interest, now: datetime) -> bool:
    since: Any = interest.waits_since
    return interest.state == InterestState.CONFIRMED and since < late_since(now)
