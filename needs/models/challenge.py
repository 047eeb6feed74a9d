"""Several needs under one heading, and how far each municipality goes in it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.enums import IntentStep
from needs.models.need import Need
from needs.models.registers import Category


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def public(self) -> "ChallengeQuerySet":
        return self.filter(published__isnull=False)

    def managed_by(self, user: Any) -> "ChallengeQuerySet":
        """Challenges of the dialogues that this person runs."""
        if user.is_superuser:
            return self
        return self.filter(dialogue__staff__user=user, dialogue__staff__kind=StaffRoleKind.MANAGER)


class Challenge(models.Model):
    """Several needs joined by a programme manager. What suppliers see is its published statement.

    `listing` is what a row of the public list shows, ready-made when a statement is published: a dict of
    language to {"title", "summary", "demand"}; `bodies`, `countries` and `published_at` likewise.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="challenges")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="challenges")
    needs = models.ManyToManyField(Need, through="ChallengeNeed", related_name="challenges")
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    published = models.OneToOneField(
        "Statement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published statement"),
    )
    listing = models.JSONField(default=dict, blank=True)
    bodies = models.PositiveSmallIntegerField(_("bodies"), default=0)
    countries = models.CharField(_("countries"), max_length=30, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, db_index=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("challenge", args=[self.slug])

    @property
    def latest(self) -> Any:
        """The statement with the highest number; without a query where the statements are prefetched."""
        return self.statements.all()[0]


class ChallengeNeed(models.Model):
    """Where a part of a challenge came from. A need may feed more than one challenge."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="sources")
    need = models.ForeignKey(Need, models.PROTECT, related_name="uses")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("source need")
        verbose_name_plural = _("source needs")
        constraints = [models.UniqueConstraint(fields=["challenge", "need"], name="need_joined_once")]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.need}"


class Intent(models.Model):
    """The step of the ladder on which a municipality stands in a challenge."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="intents")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="intents")
    step = models.CharField(_("step"), max_length=20, choices=IntentStep)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("intent")
        verbose_name_plural = _("intents")
        constraints = [models.UniqueConstraint(fields=["challenge", "municipality"], name="one_intent_per_body")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_step_display()}"
