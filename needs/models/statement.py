"""The numbered text of a challenge, made of clauses."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from municipalities.models import Municipality
from needs import origins
from needs.enums import ClauseChange, ClauseKind, StatementState
from needs.models.challenge import Challenge
from needs.models.need import Need

S = StatementState


class StatementQuerySet(models.QuerySet["Statement"]):
    def public(self) -> "StatementQuerySet":
        return self.filter(state__in=StatementState.public())


class Statement(models.Model):
    """One version of what a challenge's municipalities say.

    While it is a draft its text is in its own fields and its clauses. Circulating freezes all of it, with demand
    and bodies, in `content` (needs/statements/freezing.py); page and brief are made from that and nothing else.
    `needs` are the needs that it was frozen with: the challenge's `sources` go on to change for the next version.
    `also_changed` is what the manager says of changes that no clause of this version can carry: the key of a clause
    that is taken out, or "title", "summary", "invitation", "demand", to a `ClauseChange`. `older` has of each text what
    a clause has of its own: {"title": {"nb": "en"}}.
    """

    TRANSITIONS = (
        Transition("circulate", (S.DRAFT,), S.CIRCULATED, "needs.manage_challenge"),
        Transition("extend", (S.CIRCULATED,), S.CIRCULATED, "needs.manage_challenge"),
        Transition("agree", (S.CIRCULATED,), S.AGREED, None),
        Transition("reopen", (S.AGREED, S.RELEASING), S.CIRCULATED, None),
        Transition("abandon", (S.DRAFT, S.CIRCULATED, S.AGREED), S.ABANDONED, "needs.manage_challenge"),
        Transition("release", (S.AGREED,), S.RELEASING, "needs.manage_challenge"),
        Transition("reschedule", (S.RELEASING,), S.RELEASING, "needs.manage_challenge"),
        Transition("recall", (S.RELEASING,), S.AGREED, "needs.manage_challenge"),
        Transition("publish", (S.RELEASING,), S.PUBLISHED, None),
        Transition("supersede", (S.PUBLISHED,), S.SUPERSEDED, None),
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
    needs = models.ManyToManyField(Need, related_name="statements", editable=False, verbose_name=_("source needs"))
    revises = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("new version of"),
    )
    also_changed = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    older = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    quorum = models.PositiveSmallIntegerField(_("signatures needed"), null=True, blank=True)
    deadline = models.DateTimeField(_("sign by"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Oslo", db_default="Europe/Oslo")
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("circulated by"),
    )
    circulated_at = models.DateTimeField(_("circulated"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)
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

    objects = StatementQuerySet.as_manager()

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

    @property
    def is_past_deadline(self) -> bool:
        return bool(self.deadline and self.deadline <= timezone.now())

    @property
    def takes_answers(self) -> bool:
        """Whether bodies are asked to sign it and reminded: until the deadline, and again once it is public."""
        if self.state == S.PUBLISHED:
            return True
        return self.state in (S.CIRCULATED, S.AGREED) and not self.is_past_deadline


class StatementTransition(TransitionLog):
    """`municipality` is the body for which the actor took the step, where it was not the manager's."""

    subject = models.ForeignKey(Statement, models.CASCADE, related_name="trail")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")


class Clause(models.Model):
    """One numbered point of a statement, in Markdown. A target says by which year, how large a share, and of what.

    `key` stays the same in all versions of a challenge's statement; `change` is what the manager says of a clause that
    differs from the version before. `older` are the languages that were left as they were when another was written
    anew (needs/statements/older.py), each with that other: {"nb": "en"}.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=ClauseKind)
    key = models.UUIDField(default=uuid4, editable=False)
    text = models.TextField(_("text"))
    needs = models.ManyToManyField(Need, related_name="clauses", blank=True, verbose_name=_("answers the needs"))
    target_year = models.PositiveSmallIntegerField(
        _("by the year"), null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    target_share = models.PositiveSmallIntegerField(
        _("share in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    target_scope = models.CharField(_("of what"), max_length=200, blank=True)
    change = models.CharField(_("kind of change"), max_length=20, choices=ClauseChange, blank=True)
    older = models.JSONField(default=dict, blank=True, db_default={}, editable=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "position"],
                name="clause_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["statement", "key"], name="clause_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class ClauseComment(models.Model):
    """What a municipality or a manager says of a clause while it is a draft, perhaps with the wording to take over.

    `municipality` is empty where a manager passes on what was said elsewhere; `came_from` then says where
    (needs/origins.py). `clause` is empty where the clause was deleted. `settled_at` is when the manager had read
    it, `taken_over` whether the suggested wording became the clause's.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="comments")
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, related_name="comments")
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("comment"), max_length=5000, blank=True)
    suggestion = models.TextField(_("suggested wording"), max_length=5000, blank=True)
    came_from = models.JSONField(default=dict, db_default={}, editable=False)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)
    taken_over = models.BooleanField(_("taken over"), default=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, db_default="")
    answer_language = models.CharField(
        _("language of the answer"), max_length=2, choices=settings.LANGUAGES, blank=True, db_default=""
    )

    class Meta:
        verbose_name = _("comment on a clause")
        verbose_name_plural = _("comments on clauses")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(suggestion=""), name="clause_comment_says_something")
        ]

    def __str__(self) -> str:
        return (self.text or self.suggestion)[:60]

    @property
    def origin(self) -> Any:
        return origins.read(self.came_from)
