"""What we heard, what we changed: of a challenge or a dialogue, in every language, with every text that was public."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.workflow import Transition, TransitionLog
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from needs.models import Challenge, Statement
from suppliers.models.company import new_key
from suppliers.models.information_request import InformationRequest
from suppliers.synthesis.enums import SynthesisState

S = SynthesisState
WRITE = "suppliers.write_synthesis"
TEXTS = ("title", "heard", "changed")


class SynthesisQuerySet(models.QuerySet["Synthesis"]):
    def managed_by(self, user: Any) -> "SynthesisQuerySet":
        """None of a request that her own company answers: beside the text stand her competitors' answers."""
        rows = self.exclude(request__in=InformationRequest.objects.answered_for(user))
        if user.is_superuser:
            return rows
        managed = user.staff_roles.filter(kind=StaffRoleKind.MANAGER)
        return rows.filter(dialogue__in=managed.values("dialogue"))

    def public(self) -> "SynthesisQuerySet":
        return self.filter(published_at__isnull=False)


class Synthesis(models.Model):
    """What is made of the answers to one request, for one challenge or, without one, for the whole dialogue.

    `led_to` is the statement's version that was begun because of it. `published_at` is when it first became public.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="syntheses")
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="syntheses", verbose_name=_("challenge")
    )
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="syntheses")
    led_to = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="syntheses")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("begun"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True)

    objects = SynthesisQuerySet.as_manager()

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "challenge"], nulls_distinct=False, name="one_synthesis_of_request_and_challenge"
            )
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("synthesis", args=[self.dialogue.slug, self.key])


class SynthesisVersion(models.Model):
    """One wording in every language. A published one never changes, a trigger holds that: a correction is the next."""

    TRANSITIONS = (
        Transition("publish", (S.DRAFT,), S.PUBLISHED, WRITE),
        Transition("discard", (S.DRAFT,), S.DISCARDED, WRITE),
        Transition("supersede", (S.PUBLISHED,), S.SUPERSEDED, None),
    )

    synthesis = models.ForeignKey(Synthesis, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=SynthesisState, default=SynthesisState.DRAFT)
    title = models.CharField(_("title"), max_length=200, blank=True)
    heard = models.TextField(
        _("what we heard"), max_length=20000, blank=True, help_text=_("Without naming a company or a person. Markdown.")
    )
    changed = models.TextField(
        _("what we changed"), max_length=20000, blank=True, help_text=_("Or why nothing is changed. Markdown.")
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("version of a synthesis")
        verbose_name_plural = _("versions of syntheses")
        ordering = ["synthesis", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "number"], name="synthesis_version_once"),
            models.UniqueConstraint(
                fields=["synthesis"], condition=Q(state=S.DRAFT), name="one_synthesis_version_written"
            ),
            models.UniqueConstraint(
                fields=["synthesis"], condition=Q(state=S.PUBLISHED), name="one_synthesis_version_public"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=S.public()) | Q(published_at__isnull=False), name="public_synthesis_has_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.synthesis}, {self.number}"

    @property
    def dialogue(self) -> Dialogue:
        return self.synthesis.dialogue

    @property
    def is_draft(self) -> bool:
        return self.state == S.DRAFT

    def in_language(self, field: str, code: str) -> str:
        return getattr(self, build_localized_fieldname(field, code)) or ""


class SynthesisTransition(TransitionLog):
    subject = models.ForeignKey(SynthesisVersion, models.CASCADE, related_name="trail")
