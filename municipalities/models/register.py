from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.search import Fold
from core.texts import localized_names
from municipalities.enums import Kind

# Stands before, between and after the names of a body in `search_name`
BREAK = "\n"


def all_names() -> Func:
    """Every name of a body, folded, each between two breaks; an official name of several languages in its parts."""
    official = Replace(Replace("official_name", Value(" / "), Value(BREAK)), Value(" – "), Value(BREAK))
    others = [F(name) for name in localized_names("name")]
    pieces = [piece for name in (official, *others) for piece in (name, Value(BREAK))]
    return Fold(Concat(Value(BREAK), *pieces, output_field=models.TextField()))


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
    search_name = models.GeneratedField(expression=all_names(), output_field=models.TextField(), db_persist=True)

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
        indexes = [GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="municipality_search_name")]

    def __str__(self) -> str:
        return self.name or self.official_name

    @property
    def is_closed(self) -> bool:
        """Merged or closed, from its day on; where no day is known, at once."""
        if self.closed_on is None:
            return self.merged_into_id is not None
        return self.closed_on <= timezone.localdate()

    @property
    def line(self) -> list["Municipality"]:
        """Itself, and what it has become a part of, one merger after the other."""
        bodies, seen = [self], {self.pk}
        while bodies[-1].is_closed and bodies[-1].merged_into and bodies[-1].merged_into_id not in seen:
            bodies.append(bodies[-1].merged_into)
            seen.add(bodies[-1].pk)
        return bodies

    @property
    def successor(self) -> "Municipality":
        """What it has become a part of, at the end of all mergers; itself where it stands."""
        return self.line[-1]


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
