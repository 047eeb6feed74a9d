"""What one municipality lacks, in its own words, and how much of it when."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.enums import Currency
from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue
from municipalities.models import Municipality
from municipalities.models.people import bodies_read_by
from needs.enums import Certainty, NeedState
from needs.models.registers import Category, CpvCode, Unit


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Any) -> "NeedQuerySet":
        """Needs that this person may read: those of her bodies, inherited ones too, and all but drafts of the dialogues
        that she runs."""
        if user.is_superuser:
            return self
        own = Q(municipality__in=bodies_read_by(user))
        runs = Q(dialogue__in=user.staff_roles.filter(country="").values("dialogue"))
        country = Municipality.objects.filter(pk=OuterRef(OuterRef("municipality"))).order_by().values("country")
        coordinates = Q(Exists(user.staff_roles.filter(dialogue=OuterRef("dialogue"), country__in=country)))
        return self.filter(own | ((runs | coordinates) & ~Q(state=NeedState.DRAFT)))

    def public(self) -> "NeedQuerySet":
        return self.filter(is_public=True, state=NeedState.ACCEPTED)


class Need(models.Model):
    """A need, written as a need and not as a solution. The text in `language` is the authority."""

    TRANSITIONS = (
        Transition("submit", (NeedState.DRAFT, NeedState.RETURNED), NeedState.SUBMITTED, "needs.edit_need"),
        Transition("return", (NeedState.SUBMITTED, NeedState.ACCEPTED), NeedState.RETURNED, "needs.curate_need"),
        Transition("accept", (NeedState.SUBMITTED,), NeedState.ACCEPTED, "needs.curate_need"),
        Transition("decline", (NeedState.SUBMITTED,), NeedState.DECLINED, "needs.curate_need"),
        Transition("reopen", NeedState.answered(), NeedState.SUBMITTED, "needs.curate_need"),
        Transition("withdraw", NeedState.open(), NeedState.WITHDRAWN, "needs.take_back_need"),
        Transition("show", (NeedState.ACCEPTED,), NeedState.ACCEPTED, "needs.edit_need"),
        Transition("hide", (NeedState.ACCEPTED,), NeedState.ACCEPTED, "needs.take_back_need"),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="needs")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="needs")
    category = models.ForeignKey(Category, models.PROTECT, related_name="needs")
    cpv_codes = models.ManyToManyField(CpvCode, related_name="needs", verbose_name=_("CPV codes"))
    state = models.CharField(_("state"), max_length=20, choices=NeedState, default=NeedState.DRAFT)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    situation = models.TextField(_("situation today"), blank=True)
    outcome = models.TextField(_("wanted outcome"), blank=True)
    constraints = models.TextField(_("constraints"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    is_illustrative = models.BooleanField(_("illustrative figures"), default=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace-need", args=[self.pk])


class NeedTransition(TransitionLog):
    subject = models.ForeignKey(Need, models.CASCADE, related_name="trail")


class DemandLine(models.Model):
    """How much of a unit a need asks for in a year. Values are of the year, in the line's currency."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="demand_lines")
    year = models.PositiveSmallIntegerField(_("year"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="demand_lines", verbose_name=_("unit"))
    certainty = models.CharField(_("certainty"), max_length=20, choices=Certainty, default=Certainty.INDICATIVE)
    contract_ends = models.DateField(_("current contract ends"), null=True, blank=True)
    earliest_start = models.DateField(_("earliest start"), null=True, blank=True)
    value_min = models.DecimalField(_("value from"), max_digits=14, decimal_places=2, null=True, blank=True)
    value_max = models.DecimalField(_("value to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    is_public = models.BooleanField(_("may be shown for us alone"), default=False)

    class Meta:
        verbose_name = _("demand line")
        verbose_name_plural = _("demand lines")
        ordering = ["year", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["need", "year", "unit"], name="demand_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="demand_not_negative"),
            models.CheckConstraint(
                condition=Q(value_min__isnull=True, value_max__isnull=True) | ~Q(currency=""),
                name="demand_value_has_currency",
            ),
            models.CheckConstraint(
                condition=Q(value_min__isnull=True) | Q(value_max__isnull=True) | Q(value_max__gte=F("value_min")),
                name="demand_value_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.quantity} {self.unit}"
