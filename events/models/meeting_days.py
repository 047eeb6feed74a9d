"""The day of 1:1 meetings at an event: its times, rooms, those who take part and what they wish."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue
from events.meetings.enums import Answer, DayState
from events.models.event import Event
from events.models.solving import Lots
from municipalities.models import Municipality
from suppliers.models import Company, InformationRequest, Question, Representative

MEETINGS = "events.run_meetings"


def new_key() -> str:
    """What addresses say that companies see: a number would tell how many there are."""
    return get_random_string(12, "abcdefghjkmnpqrstuvwxyz23456789")


class MeetingDayQuerySet(models.QuerySet["MeetingDay"]):
    def of_rivals(self, user: Any) -> "MeetingDayQuerySet":
        """Those at which she `competes` (events/rules.py)."""
        asked, answered = Question.objects.asked_for(user), InformationRequest.objects.answered_for(user)
        return self.filter(
            Q(pk__in=MeetingCompany.objects.wishing_for(user).values("day"))
            | Q(event__dialogue__in=asked.values("dialogue"))
            | Q(event__dialogue__in=answered.values("dialogue"))
        )


class MeetingDay(Lots):
    """Companies write wishes while it is open and the time is between `opens_at` and `closes_at`."""

    TRANSITIONS = (
        Transition("open", (DayState.DRAFT,), DayState.OPEN, MEETINGS),
        Transition("publish", (DayState.OPEN, DayState.PUBLISHED), DayState.PUBLISHED, MEETINGS),
    )

    event = models.OneToOneField(Event, models.PROTECT, related_name="meeting_day")
    state = models.CharField(_("state"), max_length=20, choices=DayState, default=DayState.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    most_wishes = models.PositiveSmallIntegerField(
        _("wishes of each company"), default=5, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    objects = MeetingDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of meetings")
        verbose_name_plural = _("days of meetings")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="wishes_close_after_they_open")
        ]

    def __str__(self) -> str:
        return str(self.event)

    @property
    def dialogue(self) -> Dialogue:
        return self.event.dialogue

    @property
    def is_draft(self) -> bool:
        return self.state == DayState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == DayState.PUBLISHED


class MeetingDayStep(TransitionLog):
    subject = models.ForeignKey(MeetingDay, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of a day of meetings")
        verbose_name_plural = _("steps of days of meetings")


class MeetingSlot(models.Model):
    """One time of meetings, the same for all tables. Between two slots there is time to walk, or a break."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("time of meetings")
        verbose_name_plural = _("times of meetings")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="meeting_slot_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_slot_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}"


class MeetingRoom(models.Model):
    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="meeting_room_once")]

    def __str__(self) -> str:
        return self.name


class MeetingWalk(models.Model):
    """How long it takes from one room to another, either way, in minutes. Where there is no row, none."""

    first = models.ForeignKey(MeetingRoom, models.CASCADE, related_name="+")
    second = models.ForeignKey(MeetingRoom, models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(pgettext_lazy("time", "minutes"), validators=[MaxValueValidator(120)])

    class Meta:
        verbose_name = _("way between rooms")
        verbose_name_plural = _("ways between rooms")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="meeting_walk_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="meeting_walk_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}, {self.second}"


class MeetingBody(models.Model):
    """A public buyer that meets companies, at its own table. `away` are the times at which it is not there."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="bodies")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="meeting_days")
    room = models.ForeignKey(MeetingRoom, models.PROTECT, related_name="bodies", verbose_name=_("room"))
    away = models.ManyToManyField(MeetingSlot, related_name="+", blank=True, verbose_name=_("not there at"))
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="meeting_tables", blank=True, verbose_name=_("at the table")
    )

    class Meta:
        verbose_name = _("public buyer at meetings")
        verbose_name_plural = _("public buyers at meetings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["day", "municipality"], name="body_meets_once")]

    def __str__(self) -> str:
        return str(self.municipality)

    @property
    def dialogue(self) -> Dialogue:
        return self.day.event.dialogue


class MeetingCompanyQuerySet(models.QuerySet["MeetingCompany"]):
    def wishing_for(self, user: Any) -> "MeetingCompanyQuerySet":
        """Those that the person represented at any time since wishes were taken."""
        return self.filter(Exists(Representative.objects.since(user, "company", "day__opens_at")))


class MeetingCompany(models.Model):
    """A company that wishes for meetings. `away` are the times at which it is not there."""

    key = models.CharField(_("key"), max_length=20, unique=True, default=new_key, editable=False)
    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="companies")
    company = models.ForeignKey(Company, models.PROTECT, related_name="meeting_days")
    away = models.ManyToManyField(MeetingSlot, related_name="+", blank=True, verbose_name=_("not there at"))

    objects = MeetingCompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company at meetings")
        verbose_name_plural = _("companies at meetings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["day", "company"], name="company_meets_once")]

    def __str__(self) -> str:
        return str(self.company)


class MeetingWish(models.Model):
    """Whom a company wishes to meet, the first wish with rank 1, and what about."""

    asker = models.ForeignKey(MeetingCompany, models.CASCADE, related_name="wishes")
    body = models.ForeignKey(MeetingBody, models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"), validators=[MinValueValidator(1)])
    about = models.TextField(_("what about"), max_length=1000)

    class Meta:
        verbose_name = _("wish for a meeting")
        verbose_name_plural = _("wishes for meetings")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["asker", "body"], name="body_wished_once"),
            models.UniqueConstraint(fields=["asker", "rank"], name="rank_wished_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.body}"

    @property
    def company(self) -> Company:
        return self.asker.company


class MeetingAnswer(models.Model):
    """That a body must meet a company that wishes it, or may not. No company ever learns of it."""

    body = models.ForeignKey(MeetingBody, models.CASCADE, related_name="answers")
    asker = models.ForeignKey(MeetingCompany, models.CASCADE, related_name="answers")
    answer = models.CharField(_("answer"), max_length=10, choices=[c for c in Answer.choices if c[0] != Answer.MAY])
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("answer to a wish")
        verbose_name_plural = _("answers to wishes")
        constraints = [models.UniqueConstraint(fields=["body", "asker"], name="wish_answered_once")]

    def __str__(self) -> str:
        return f"{self.body}, {self.asker}: {self.answer}"

    @property
    def dialogue(self) -> Any:
        return self.body.dialogue
