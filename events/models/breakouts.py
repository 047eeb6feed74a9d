"""Breakouts that people are put into by their ranked wishes."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from events.models.event import Event, Session
from events.models.registration import Registration
from events.models.solving import Lots, Solving


class Breakouts(Lots):
    """That an event's breakouts are chosen by ranked wishes, and until when.

    The breakouts are the sessions with seats of their own (`Seats.place`), whose capacity is their size.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="breakouts")
    closes_at = models.DateTimeField(_("wishes close"))

    class Meta:
        verbose_name = _("breakouts by wishes")
        verbose_name_plural = _("breakouts by wishes")

    def __str__(self) -> str:
        return str(self.event)

    @property
    def dialogue(self) -> Dialogue:
        return self.event.dialogue


class BreakoutWish(models.Model):
    """A breakout that a registered person wishes for; rank 1 is her first wish among those at the same time."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="breakout_wishes")
    session = models.ForeignKey(Session, models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("wish for a breakout")
        verbose_name_plural = _("wishes for breakouts")
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="breakout_wished_once")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.session}"


class BreakoutRun(Solving):
    """One distribution that was asked for. `moves_told`: those who were told may be moved too."""

    breakouts = models.ForeignKey(Breakouts, models.CASCADE, related_name="runs")
    moves_told = models.BooleanField(_("also move those who were told"), default=False)

    class Meta(Solving.Meta):
        verbose_name = _("distribution to breakouts")
        verbose_name_plural = _("distributions to breakouts")
        constraints = [
            models.UniqueConstraint(
                fields=["breakouts"], condition=Q(state__in=["waiting", "solving"]), name="one_breakout_run_owed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.breakouts}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def dialogue(self) -> Dialogue:
        return self.breakouts.dialogue


class BreakoutPlace(models.Model):
    """Who goes into which breakout. `placed_by` is set where staff decided; `told_at` once the person was told."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="breakout_places")
    session = models.ForeignKey(Session, models.PROTECT, related_name="breakout_places")
    starts_at = models.DateTimeField(_("starts"), editable=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("place in a breakout")
        verbose_name_plural = _("places in breakouts")
        constraints = [models.UniqueConstraint(fields=["registration", "starts_at"], name="one_breakout_at_a_time")]

    def __str__(self) -> str:
        return f"{self.session}: {self.registration}"
