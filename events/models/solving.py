"""Something that a solver is asked for: owed as a row, made by a worker under a lease; and lots that are drawn."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from events.solving.enums import SolvingState


def new_seed() -> str:
    """What lots are drawn from."""
    return get_random_string(24)


class Lots(models.Model):
    """The `seed` of the lots is drawn with the row and never changes.

    Its checksum is shown from the first day on, the seed itself with what was drawn: so nobody can choose it, and
    everybody can check it.
    """

    seed = models.CharField(_("seed"), max_length=40, default=new_seed, editable=False)

    class Meta:
        abstract = True

    @property
    def seed_checksum(self) -> str:
        """SHA-256 of the seed as UTF-8, hexadecimal."""
        return hashlib.sha256(self.seed.encode()).hexdigest()


class Solving(models.Model):
    """`puzzle` is what was asked, `plan` the answer, `report` what was reached and the bound that was proven."""

    state = models.CharField(_("state"), max_length=20, choices=SolvingState, default=SolvingState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    puzzle = models.JSONField(_("what was asked"), default=dict)
    plan = models.JSONField(_("answer"), default=list, blank=True)
    report = models.JSONField(_("what was reached"), default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    @property
    def is_owed(self) -> bool:
        return self.state in SolvingState.owed()

    @property
    def is_solved(self) -> bool:
        return self.state == SolvingState.SOLVED
