"""A need that staff propose to a body, made of what was said somewhere else, at a workshop for one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue
from municipalities.models import Municipality
from needs import origins
from needs.enums import ProposalState
from needs.models.need import Need
from needs.models.registers import Category

S = ProposalState
ANSWER = "needs.answer_proposal"


class ProposedNeed(models.Model):
    """It becomes the body's own draft when one of its editors takes it over, and nothing before.

    `came_from` is where it came from, see needs/origins.py.
    """

    TRANSITIONS = (
        Transition("accept", (S.PROPOSED,), S.ACCEPTED, ANSWER),
        Transition("throw_away", (S.PROPOSED,), S.THROWN_AWAY, ANSWER),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="proposed_needs")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="proposed_needs", verbose_name=_("public buyer")
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("category"))
    state = models.CharField(_("state"), max_length=20, choices=ProposalState, default=ProposalState.PROPOSED)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    situation = models.TextField(_("situation today"), max_length=5000, blank=True)
    came_from = models.JSONField(default=dict, editable=False)
    need = models.OneToOneField(Need, models.SET_NULL, null=True, related_name="proposal")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)

    class Meta:
        verbose_name = _("proposed need")
        verbose_name_plural = _("proposed needs")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(need=None) | Q(state=ProposalState.ACCEPTED), name="proposal_with_need_is_accepted"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace-proposal", args=[self.pk])

    @property
    def waits(self) -> bool:
        return self.state == ProposalState.PROPOSED

    @property
    def origin(self) -> Any:
        return origins.read(self.came_from)


class ProposedNeedTransition(TransitionLog):
    subject = models.ForeignKey(ProposedNeed, models.CASCADE, related_name="trail")
