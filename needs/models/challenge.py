"""Several needs under one heading, and how far each municipality goes in it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.workflow import Change
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs.enums import ActKind, IntentStep, StatementState
from needs.models.need import DemandLine, Need
from needs.models.registers import Category


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def public(self) -> "ChallengeQuerySet":
        return self.filter(published__isnull=False)

    def managed_by(self, user: Any) -> "ChallengeQuerySet":
        """Challenges of the dialogues that this person runs."""
        if user.is_superuser:
            return self
        return self.filter(dialogue__staff__user=user, dialogue__staff__kind=StaffRoleKind.MANAGER)

    def taking_needs(self) -> "ChallengeQuerySet":
        """Those without a statement that stands as it is circulated."""
        return self.exclude(statements__state__in=StatementState.frozen())


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
    """Where a part of a challenge came from. A need may feed more than one challenge.

    With all of its demand, or where `is_split` with what the `parts` say and nothing else.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="sources")
    need = models.ForeignKey(Need, models.PROTECT, related_name="uses")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    is_split = models.BooleanField(_("a part of its demand"), default=False, db_default=False)

    class Meta:
        verbose_name = _("source need")
        verbose_name_plural = _("source needs")
        constraints = [models.UniqueConstraint(fields=["challenge", "need"], name="need_joined_once")]

    def __str__(self) -> str:
        return f"{self.challenge}: {self.need}"


class SourcePart(models.Model):
    """How much of a demand line goes into a challenge, where a need's demand is split between several."""

    source = models.ForeignKey(ChallengeNeed, models.CASCADE, related_name="parts")
    line = models.ForeignKey(DemandLine, models.PROTECT, related_name="parts")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("part of a demand line")
        verbose_name_plural = _("parts of demand lines")
        constraints = [
            models.UniqueConstraint(fields=["source", "line"], name="part_of_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="part_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.quantity}"


class CurationAct(models.Model):
    """What a manager did at the desk, in one go, so that it can be told, and undone.

    `before` is what undoing needs to know, by `kind` (needs/curation/acts.py). `challenge` is where needs went to or
    were taken from, `other` the second one of a move or a split; `title` names it for when it is gone.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="curation_acts")
    kind = models.CharField(_("what was done"), max_length=20, choices=ActKind)
    needs = models.ManyToManyField(Need, related_name="acts")
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, related_name="acts")
    other = models.ForeignKey(Challenge, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("title"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    before = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("act of curation")
        verbose_name_plural = _("acts of curation")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["dialogue", "-id"], name="newest_acts_of_dialogue")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"


class Intent(models.Model):
    """The step of the ladder on which a municipality stands in a challenge.

    From "notice published" on it names the notice, and later the award.
    """

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="intents")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="intents")
    step = models.CharField(_("step"), max_length=20, choices=IntentStep)
    since = models.DateField(_("since"))
    notice_number = models.CharField(_("number of the notice"), max_length=60, blank=True)
    notice_url = models.URLField(_("address of the notice"), max_length=500, blank=True)
    notice_on = models.DateField(_("notice published on"), null=True, blank=True)
    buyer_group = models.CharField(_("buyer group"), max_length=300, blank=True)
    award_url = models.URLField(_("address of the award"), max_length=500, blank=True)
    awarded_on = models.DateField(_("contract awarded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("intent")
        verbose_name_plural = _("intents")
        constraints = [models.UniqueConstraint(fields=["challenge", "municipality"], name="one_intent_per_body")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_step_display()}"


class IntentChange(Change):
    """A municipality's step in a challenge, before and after."""

    subject = models.ForeignKey(Intent, models.CASCADE, related_name="trail")

    class Meta(Change.Meta):
        verbose_name = _("change of an intent")
        verbose_name_plural = _("changes of intents")

    @property
    def step_now(self) -> str:
        return str(IntentStep(self.to_value).label) if self.to_value else ""
