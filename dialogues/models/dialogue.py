"""A joint process with a theme, and what is said of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.workflow import Change
from dialogues.enums import PartnerRole, Phase, Precision, StaffRoleKind


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    def managed_by(self, user: Any) -> "DialogueQuerySet":
        """Those that the person manages; all for an administrator."""
        return self if user.is_superuser else self.filter(staff__user=user, staff__kind=StaffRoleKind.MANAGER)


class Dialogue(models.Model):
    """A joint process with a theme, from interest to what came of it."""

    slug = models.SlugField(_("address"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    theme = models.CharField(_("theme"), max_length=200)
    summary = models.TextField(_("summary"))
    background = models.TextField(_("background"), blank=True)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, default=Phase.PLANNED)
    builds_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("builds on"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogue", args=[self.slug])


class PhaseChange(Change):
    """A dialogue's phase, before and after."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="phase_changes")

    class Meta(Change.Meta):
        verbose_name = _("change of a dialogue's phase")
        verbose_name_plural = _("changes of dialogues' phases")


class Partner(models.Model):
    """An organisation that carries the dialogue: initiates, funds, organises or takes part in running it."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=PartnerRole)
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "name", "role"], name="partner_once_per_role")]

    def __str__(self) -> str:
        return self.name

    def unique_error_message(self, model_class: type[models.Model], unique_check: Any) -> ValidationError:
        return ValidationError(
            _("This partner has this role already. Give another role, or change that row."), "unique"
        )


class Theme(models.Model):
    """A part of a dialogue's subject that a public buyer may take an interest in."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A date on the dialogue's way; `on` is the first of the month where only the month is known."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["position", "on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(on__isnull=False) | Q(precision=Precision.UNDECIDED),
                name="milestone_date_or_undecided",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """Whom to ask, by role and not by person."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="contacts")
    role = models.CharField(_("role"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"
