"""The secret address of a person's own calendar."""

from typing import Any

from events.models import CalendarFeed
from events.models.calendar import new_secret


def make(user: Any) -> None:
    """A new address; the one before is dead from now on."""
    CalendarFeed.objects.update_or_create(user=user, defaults={"secret": new_secret()})


def switch_off(user: Any) -> None:
    CalendarFeed.objects.filter(user=user).delete()
