from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from municipalities.enums import Kind


class Municipality(models.Model):
    """A public buyer: municipality, region, municipal company or central purchasing body.

    `official_name` is the name in its own language or languages ("Turku / Åbo"); `name` is translated and
    filled only where another language has a name of its own ("Copenhagen"). `region` is the county or the like, named
    as the statistics office names it; two municipalities of one name are told apart by it. Never deleted: merged or
    closed.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    code = models.CharField(_("official code"), max_length=10, blank=True)
    region_code = models.CharField(_("region code"), max_length=10, blank=True, default="", db_default="")
    region = models.CharField(_("region"), max_length=100, blank=True, default="", db_default="")
    official_name = models.CharField(_("official name"), max_length=200)
    name = models.CharField(_("name"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="companies", verbose_name=_("parent")
    )
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["country", "official_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "code"], condition=~Q(code=""), name="municipality_code_once"
            ),
            models.UniqueConstraint(
                fields=["country", "kind", "region_code", "official_name"], name="municipality_name_once_in_region"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.COMPANY) | Q(parent__isnull=False), name="municipal_company_has_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.official_name


class EmailDomain(models.Model):
    """A domain of a public buyer's e-mail addresses, "oslo.kommune.no": who writes from it belongs to the body."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="email_domains")
    domain = models.CharField(_("e-mail domain"), max_length=253)

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "domain"], name="domain_once_per_body"),
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="domain_in_small_letters"),
        ]

    def __str__(self) -> str:
        return self.domain
