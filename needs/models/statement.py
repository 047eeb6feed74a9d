"""The numbered text of a challenge, made of clauses, and who signed it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from municipalities.models import Municipality
from needs.enums import ClauseKind, StatementState
from needs.models.challenge import Challenge


class Statement(models.Model):
    """One version of what a challenge's municipalities say.

    Until it is released its text is in its own fields and its clauses. Releasing freezes all of it, with demand
    and bodies, in `content` (needs/statements/freezing.py); page and brief are made from that and nothing else.
    """

    TRANSITIONS = (
        Transition("release", (StatementState.DRAFT,), StatementState.RELEASING, "needs.manage_challenge"),
        Transition("recall", (StatementState.RELEASING,), StatementState.DRAFT, "needs.manage_challenge"),
        Transition("publish", (StatementState.RELEASING,), StatementState.PUBLISHED, None),
        Transition("supersede", (StatementState.PUBLISHED,), StatementState.SUPERSEDED, None),
    )

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=StatementState, default=StatementState.DRAFT)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    invitation = models.TextField(
        _("what is asked of the market"),
        blank=True,
        help_text=_("What suppliers are invited to say or do, and by when."),
    )
    content = models.JSONField(null=True, blank=True, editable=False)
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    released_at = models.DateTimeField(_("publication started"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["challenge", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="statement_number_once"),
            models.UniqueConstraint(
                fields=["challenge"],
                condition=Q(state__in=StatementState.unpublished()),
                name="one_statement_on_its_way",
            ),
            models.UniqueConstraint(
                fields=["challenge"],
                condition=Q(state=StatementState.PUBLISHED),
                name="one_published_statement",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[StatementState.DRAFT, StatementState.ABANDONED]) | Q(content__isnull=False),
                name="frozen_statement_has_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.challenge.slug, self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == StatementState.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state in StatementState.public()


class StatementTransition(TransitionLog):
    subject = models.ForeignKey(Statement, models.CASCADE, related_name="trail")


class Clause(models.Model):
    """One numbered point of a statement, in Markdown. A target says by which year, and how large a share."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=ClauseKind)
    text = models.TextField(_("text"))
    target_year = models.PositiveSmallIntegerField(
        _("by the year"), null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    target_share = models.PositiveSmallIntegerField(
        _("share in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "position"],
                name="clause_number_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class Signature(models.Model):
    """A municipality under a statement. Bodies may sign after publication: the list grows, the text does not."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="signatures")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="signatures")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(_("signed on"))
    mandate = models.CharField(_("mandate"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["statement", "municipality"], name="signed_once_per_body")]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.signed_on}"
