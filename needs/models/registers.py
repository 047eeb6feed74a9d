"""What staff keep: categories, CPV codes, units of demand, exchange rates."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import gettext_lazy as _

from core.enums import Currency
from core.search import Fold
from core.texts import Text, localized_names, text_of
from needs.registers.headings import heading


def all_names() -> Func:
    """The names in all languages, folded, each word after a space."""
    names = [F(name) for name in localized_names("name")]
    pieces = [piece for name in names for piece in (Value(" "), name)]
    joined: Any = Concat(*pieces, output_field=models.TextField())
    for mark in "-(/":
        joined = Replace(joined, Value(mark), Value(" "))
    return Fold(joined)


class Category(models.Model):
    """What a need is about, in a word or two."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class CpvCode(models.Model):
    """A code of the Common Procurement Vocabulary 2008, without its check digit."""

    code = models.CharField(_("code"), max_length=8, primary_key=True, validators=[RegexValidator(r"^\d{8}$")])
    name = models.CharField(_("name"), max_length=250)
    search_name = models.GeneratedField(expression=all_names(), output_field=models.TextField(), db_persist=True)

    class Meta:
        verbose_name = _("CPV code")
        verbose_name_plural = _("CPV codes")
        ordering = ["code"]
        indexes = [GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="cpv_search_name")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Unit(models.Model):
    """What demand is counted in: vehicles, deliveries, vehicle-kilometres.

    Where that is honest a unit is converted: one of it is `factor` of its `base` (1 kilogram is 0.001 tonnes), and
    totals are in the base. A base has no base of its own.
    """

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    base = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="converted", verbose_name=_("counted as")
    )
    factor = models.DecimalField(
        _("how many of it are in one"), max_digits=18, decimal_places=9, default=Decimal(1), db_default=Decimal(1)
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(factor__gt=0), name="unit_factor_above_zero"),
            models.CheckConstraint(condition=Q(base__isnull=False) | Q(factor=1), name="base_unit_is_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> Text:
        return heading(text_of(self, "name"))

    def clean(self) -> None:
        """A conversion is one step: nothing is counted as a unit that is counted as another.

        Under demand it stays: new figures are held against earlier ones of the same unit alone.
        """
        asked_for = Unit.objects.filter(pk=self.pk, demand_lines__isnull=False).first()
        if asked_for and (asked_for.base, asked_for.factor) != (self.base, self.factor):
            raise ValidationError({"base": _("Demand is stated in this unit already. Add another unit instead.")})
        if self.base is None:
            return
        if self.base == self or self.base.base_id:
            raise ValidationError({"base": _("Choose a unit that is not counted as another one itself.")})
        if self.pk and self.converted.exists():
            raise ValidationError({"base": _("Other units are counted as this one, so it is not counted as another.")})


class ExchangeRate(models.Model):
    """What one euro was worth in a currency on a day, as staff read it from the named source."""

    currency = models.CharField(
        _("currency"), max_length=3, choices=[choice for choice in Currency.choices if choice[0] != Currency.EUR]
    )
    per_euro = models.DecimalField(
        _("for one euro"), max_digits=14, decimal_places=6, validators=[MinValueValidator(Decimal("0.000001"))]
    )
    on = models.DateField(_("on"))
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_per_currency_and_day"),
            models.CheckConstraint(condition=Q(per_euro__gt=0), name="rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: 1 EUR = {self.per_euro} {self.currency}"
