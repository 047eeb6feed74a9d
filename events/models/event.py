"""The event, its agenda, and the trail of its states."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from core.zones import TimeZone
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from events.enums import Audience, EventKind, EventState, Form

S = EventState
RUN = "events.run_event"


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        """Those that a manager runs, drafts too."""
        if user.is_superuser:
            return self
        return self.filter(dialogue__staff__user=user, dialogue__staff__kind=StaffRoleKind.MANAGER)

    def public(self) -> "EventQuerySet":
        return self.filter(state__in=EventState.public())


class Event(models.Model):
    """A meeting of the dialogue. Its times are in UTC and are shown in its own zone, with the zone's name."""

    TRANSITIONS = (
        Transition("publish", (S.DRAFT,), S.PUBLISHED, RUN),
        Transition("change", (S.PUBLISHED,), S.PUBLISHED, RUN),
        Transition("cancel", (S.PUBLISHED,), S.CANCELLED, RUN),
        Transition("hold", (S.PUBLISHED,), S.HELD, RUN),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="events", verbose_name=_("dialogue"))
    slug = models.SlugField(_("address"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    audience = models.CharField(_("audience"), max_length=20, choices=Audience)
    state = models.CharField(_("state"), max_length=20, choices=EventState, default=EventState.DRAFT)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    description = models.TextField(_("description"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone)
    city = models.CharField(_("city"), max_length=100, blank=True, help_text=_("Empty while it is to be decided."))
    venue = models.CharField(_("venue and address"), max_length=200, blank=True)
    form = models.CharField(
        _("people take part"), max_length=10, choices=Form, default=Form.ON_SITE, db_default=Form.ON_SITE
    )
    online_link = models.URLField(
        _("link for taking part online"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("Given only to those who are registered, on their own page, by mail and in their calendar."),
    )
    contact_email = models.EmailField(_("contact"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_draft(self) -> bool:
        return self.state == EventState.DRAFT

    @property
    def has_come(self) -> bool:
        """From its first day on, in its own zone."""
        return timezone.localdate(timezone=self.zone) >= timezone.localdate(self.starts_at, self.zone)

    @property
    def is_on_site(self) -> bool:
        return self.form != Form.ONLINE

    @property
    def is_online(self) -> bool:
        return self.form != Form.ON_SITE


class EventTransition(TransitionLog):
    subject = models.ForeignKey(Event, models.CASCADE, related_name="trail")


class Session(models.Model):
    """A part of an event's agenda; breakouts run in tracks side by side."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    track = models.CharField(_("track"), max_length=100, blank=True)
    speakers = models.TextField(_("speakers"), blank=True, default="", db_default="")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    size: int | None = None  # of a breakout, as events/breakouts/rounds.py finds it
    wished = 0  # how many wish it first, from there too

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "track"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start")]

    def __str__(self) -> str:
        return self.title
