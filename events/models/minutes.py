"""What was said at an event, as those who were there agreed that it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from events.models.event import RUN, Event, Session
from events.telling.enums import MinutesState

S = MinutesState


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def public(self) -> "MinutesQuerySet":
        return self.filter(state=MinutesState.PUBLISHED)

    def with_former(self) -> "MinutesQuerySet":
        """The public ones and what they said before they were corrected, the newest first."""
        return self.filter(state__in=MinutesState.public()).order_by("session", "-number")


class Minutes(models.Model):
    """The minutes of an event, or of one of its sessions, in every language, in Markdown.

    Their text changes while they are a draft. `content_hash` is the checksum of the agreed text. A correction is the
    next `number`; the text before it stays public beside it.
    """

    TRANSITIONS = (
        Transition("agree", (S.DRAFT,), S.AGREED, RUN),
        Transition("reopen", (S.AGREED,), S.DRAFT, RUN),
        Transition("publish", (S.AGREED,), S.PUBLISHED, RUN),
        Transition("supersede", (S.PUBLISHED,), S.SUPERSEDED, None),
    )

    event = models.ForeignKey(Event, models.PROTECT, related_name="minutes")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="minutes")
    number = models.PositiveSmallIntegerField(_("number"), default=1, db_default=1, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=MinutesState, default=MinutesState.DRAFT)
    text = models.TextField(
        _("minutes"),
        blank=True,
        help_text=_("What was said and asked, without naming companies. Markdown may be used."),
    )
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], condition=Q(session=None), name="minutes_once_per_event"
            ),
            models.UniqueConstraint(fields=["session", "number"], name="minutes_once_per_session"),
            models.CheckConstraint(condition=Q(state=MinutesState.DRAFT) | ~Q(content_hash=""), name="agreed_has_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.get_state_display()}"

    @property
    def dialogue(self) -> object:
        return self.event.dialogue

    @property
    def is_correction(self) -> bool:
        return self.number > 1

    @property
    def is_draft(self) -> bool:
        return self.state == MinutesState.DRAFT


class MinutesTransition(TransitionLog):
    subject = models.ForeignKey(Minutes, models.CASCADE, related_name="trail")
