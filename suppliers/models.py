from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Country


class Company(models.Model):
    """A supplier. Companies are never shown to each other."""

    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    organisation_number = models.CharField(_("organisation number"), max_length=20)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(fields=["country", "organisation_number"], name="company_registered_once")
        ]

    def __str__(self) -> str:
        return self.name


class Representative(models.Model):
    """A person who acts for a company."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="representations")
    company = models.ForeignKey(Company, models.CASCADE, related_name="representatives")

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [models.UniqueConstraint(fields=["user", "company"], name="represents_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.company}"
