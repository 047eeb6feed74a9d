"""Timetables of 1:1 meetings, and the meetings themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue
from events.meetings.enums import MeetingMinutesState, MeetingState, TimetableKind
from events.models.event import RUN
from events.models.meeting_days import MeetingBody, MeetingCompany, MeetingDay, MeetingSlot, new_key
from events.models.minutes import Minutes
from events.models.solving import Solving
from municipalities.models import Municipality
from suppliers.models import Company, Question

S, M = MeetingState, MeetingMinutesState
WRITE, ACT = "events.write_meeting_minutes", "suppliers.act_for"


class Timetable(Solving):
    """One timetable that was drawn: a proposal until it is published."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="timetables")
    kind = models.CharField(_("kind"), max_length=10, choices=TimetableKind)
    fills = models.BooleanField(_("give free times to wishes that were not met"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta(Solving.Meta):
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(state__in=["waiting", "solving"]), name="one_timetable_owed_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def dialogue(self) -> Dialogue:
        return self.day.dialogue


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def whole(self) -> "MeetingQuerySet":
        """With both sides, the room and the time, as pages, mails and calendars tell of a meeting."""
        return self.select_related("asker__company", "body__municipality", "body__room", "slot", "day__event__dialogue")

    def standing(self) -> "MeetingQuerySet":
        return self.filter(state__in=MeetingState.standing())


class Meeting(models.Model):
    """A meeting of one company with one public buyer. Nobody is in two places: the constraints hold that.

    `sequence` is its number in calendars: it rises whenever time, place or state change.
    """

    TRANSITIONS = (
        Transition("move", (S.PLANNED,), S.PLANNED, RUN),
        Transition("hold", (S.PLANNED,), S.HELD, RUN),
        Transition("miss", (S.PLANNED,), S.MISSED, RUN),
        Transition("restore", (S.HELD, S.MISSED), S.PLANNED, RUN),
        Transition("cancel", (S.PLANNED,), S.CANCELLED, RUN),
    )

    key = models.CharField(_("key"), max_length=20, unique=True, default=new_key, editable=False)
    day = models.ForeignKey(MeetingDay, models.PROTECT, related_name="meetings")
    body = models.ForeignKey(MeetingBody, models.PROTECT, related_name="meetings")
    asker = models.ForeignKey(MeetingCompany, models.PROTECT, related_name="meetings", verbose_name=_("company"))
    slot = models.ForeignKey(MeetingSlot, models.PROTECT, null=True, related_name="meetings", verbose_name=_("time"))
    state = models.CharField(_("state"), max_length=20, choices=MeetingState, default=MeetingState.PLANNED)
    sequence = models.PositiveIntegerField(_("sequence"), default=0, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    when = ""  # its time in words, as events/meetings/showing.py says it

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["slot__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "slot"], condition=Q(state__in=S.standing()), name="body_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["asker", "slot"], condition=Q(state__in=S.standing()), name="company_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["body", "asker"], condition=Q(state__in=S.standing()), name="they_meet_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.asker}"

    @property
    def dialogue(self) -> Dialogue:
        return self.day.event.dialogue

    @property
    def municipality(self) -> Municipality:
        return self.body.municipality

    @property
    def company(self) -> Company:
        return self.asker.company


class MeetingStep(TransitionLog):
    subject = models.ForeignKey(Meeting, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of a meeting")
        verbose_name_plural = _("steps of meetings")


class MeetingQuestion(models.Model):
    """A question of the sheet: the same ones are asked in every meeting of the day."""

    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("question"), max_length=500)

    class Meta:
        verbose_name = _("question of the sheet")
        verbose_name_plural = _("questions of the sheet")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "number"], name="sheet_question_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.text


class MeetingMinutes(models.Model):
    """What was said in one meeting, for the two who were there and staff. The company confirms it.

    `answers` has the texts by the question's number; `for_all` what everybody must be told, which `told_in` tells.
    `content_hash` is the checksum of what was sent to the company.
    """

    TRANSITIONS = (
        Transition("send", (M.DRAFT,), M.SENT, WRITE),
        Transition("take_back", (M.SENT,), M.DRAFT, WRITE),
        Transition("object", (M.SENT,), M.DRAFT, ACT),
        Transition("confirm", (M.SENT,), M.CONFIRMED, ACT),
    )

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(_("state"), max_length=20, choices=M, default=M.DRAFT)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    asked = models.TextField(_("questions that came up"), max_length=4000, blank=True)
    for_all = models.TextField(_("what matters to all"), max_length=4000, blank=True)
    told_in = models.ForeignKey(Minutes, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("minutes of a meeting")
        verbose_name_plural = _("minutes of meetings")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(state="draft") | ~Q(content_hash=""), name="sent_has_hash")]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def dialogue(self) -> Dialogue:
        return self.meeting.dialogue

    @property
    def municipality(self) -> Municipality:
        return self.meeting.municipality

    @property
    def company(self) -> Company:
        return self.meeting.company


class MeetingMinutesStep(TransitionLog):
    subject = models.ForeignKey(MeetingMinutes, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of minutes of a meeting")
        verbose_name_plural = _("steps of minutes of meetings")


class MeetingAsked(models.Model):
    """A question that came up in a meeting and was taken down at the question desk.

    `line` is what the minutes say; at the desk it may be in other words.
    """

    minutes = models.ForeignKey(MeetingMinutes, models.CASCADE, related_name="taken_down")
    line = models.TextField(blank=True, default="", db_default="", editable=False)
    question = models.OneToOneField(Question, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("question that came up in a meeting")
        verbose_name_plural = _("questions that came up in meetings")

    def __str__(self) -> str:
        return str(self.question)
