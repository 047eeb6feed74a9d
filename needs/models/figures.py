"""What is public of the demand of a dialogue, and what stands behind every public figure, which nobody is shown."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from needs.models.statement import Statement


class PublishedDemand(models.Model):
    """The demand of a dialogue as everybody sees it, frozen when a statement of it is published.

    `content` is what needs/figures/dialogue.py makes: JSON values only, quantities as strings. The newest is shown;
    the others stay, as everything that was public.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="published_demand")
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="published_demand")
    at = models.DateTimeField(_("published"))
    content = models.JSONField()

    class Meta:
        verbose_name = _("published demand")
        verbose_name_plural = _("published demand")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dialogue}, {self.at:%Y-%m-%d}"


class FiguresBehind(models.Model):
    """Private: the contributions behind the figures of a frozen statement, or of a dialogue's published demand.

    Later figures are held against it, so that no difference gives a body away (needs/figures/disclosure.py). It is in
    no page, export or feed. `pieces` are the demand lines as they were, `rows` what each shown figure was made of.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="+")
    statement = models.OneToOneField(Statement, models.CASCADE, null=True, related_name="+")
    demand = models.OneToOneField(PublishedDemand, models.CASCADE, null=True, related_name="+")
    pieces = models.JSONField()
    rows = models.JSONField()

    class Meta:
        verbose_name = _("figures' sources")
        verbose_name_plural = _("figures' sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=True) ^ Q(demand__isnull=True), name="behind_statement_or_demand"
            )
        ]

    def __str__(self) -> str:
        return str(self.statement or self.demand)
