from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DayState(models.TextChoices):
    DRAFT = "draft", _("Being set up")
    OPEN = "open", _("Open for wishes")
    PUBLISHED = "published", _("Timetable published")


class Answer(models.TextChoices):
    """What a body says of a company that wishes to meet it."""

    MAY = "may", _("May meet it")
    MUST = "must", _("Must meet it")
    NEVER = "never", _("May not meet it")


class TimetableKind(models.TextChoices):
    FIRST = "first", _("Drawn from the wishes")
    AGAIN = "again", _("Moves as few meetings as possible")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    MISSED = "missed", _("Somebody did not come")
    CANCELLED = "cancelled", _("Cancelled")

    @classmethod
    def standing(cls) -> list["MeetingState"]:
        """Those that take up a time."""
        return [cls.PLANNED, cls.HELD]


class MeetingMinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of minutes", "Being written")
    SENT = "sent", _("The company is asked to confirm")
    CONFIRMED = "confirmed", _("Confirmed by the company")
