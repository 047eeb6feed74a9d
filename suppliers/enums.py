"""Lists of the suppliers' floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CompanyState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("state of a company", "link not opened yet")
    UNCHECKED = "unchecked", pgettext_lazy("state of a company", "not checked yet")
    CONFIRMED = "confirmed", pgettext_lazy("state of a company", "confirmed")
    CLOSED = "closed", pgettext_lazy("state of a company", "closed")

    @classmethod
    def open(cls) -> tuple["CompanyState", ...]:
        """People act for it. Before staff look at it too."""
        return cls.UNCHECKED, cls.CONFIRMED


class SizeClass(models.TextChoices):
    """The European Union's classes of enterprises (Recommendation 2003/361/EC)."""

    MICRO = "micro", _("Micro: fewer than 10 people")
    SMALL = "small", _("Small: fewer than 50 people")
    MEDIUM = "medium", _("Medium: fewer than 250 people")
    LARGE = "large", _("Large: 250 people or more")

    @property
    def short(self) -> str:
        """For a column: without what it means."""
        return str(self.label).partition(":")[0]


class JoinState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("state of a proposal", "waits for an answer")
    AGREED = "agreed", pgettext_lazy("state of a proposal", "agreed")
    REFUSED = "refused", pgettext_lazy("state of a proposal", "refused")


class MailingKind(models.TextChoices):
    URGENT = "urgent", _("At once")
    DAILY = "daily", _("The day's digest")


class MailingState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("state of a mailing", "being written")
    FINISHED = "finished", pgettext_lazy("state of a mailing", "written")
