"""What staff keep: categories, CPV codes, units of demand."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("CPV code")
        verbose_name_plural = _("CPV codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Unit(models.Model):
    """What demand is counted in: vehicles, deliveries, vehicle-kilometres."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name
