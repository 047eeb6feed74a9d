"""The files that are made of a dialogue's ledger."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.enums import LedgerFileKind
from dialogues.models.dialogue import Dialogue
from dialogues.models.ledger import LedgerEntry

MOST_ATTEMPTS = 5


class LedgerFileQuerySet(models.QuerySet["LedgerFile"]):
    def with_latest(self) -> Any:
        """Each with `latest`, the number of the last entry of its dialogue, and `latest_at`, when that was shared."""
        entries = LedgerEntry.objects.filter(dialogue=OuterRef("dialogue")).order_by().values("dialogue")
        return self.annotate(
            latest=Subquery(entries.annotate(last=Max("number")).values("last")),
            latest_at=Subquery(entries.annotate(last_at=Max("at")).values("last_at")),
        )

    def behind(self) -> "LedgerFileQuerySet":
        return self.with_latest().filter(latest__gt=F("number"))

    def given_up(self) -> "LedgerFileQuerySet":
        """Tried too often for this very entry."""
        return self.behind().filter(attempts__gte=MOST_ATTEMPTS, tried_for=F("latest"))

    def owed(self) -> "LedgerFileQuerySet":
        """Behind the ledger, not just made unless it lacks something, held by no worker, and not given up."""
        now = timezone.now()
        rested = Q(made_at__isnull=True) | Q(made_at__lte=now - timedelta(seconds=settings.LEDGER_FILES_SECONDS))
        lacking = ~Q(missing=[])
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        tried = Q(attempts__lt=MOST_ATTEMPTS) | ~Q(tried_for=F("latest"))
        return self.behind().filter(rested | lacking, free, tried)


class LedgerFile(models.Model):
    """The record or the pack of a dialogue in one language, up to the entry `number`.

    What it was before can be downloaded until the new one is there. `missing` names what should be in it and was not to
    be had; `tried_for` is the entry for which `attempts` were made.
    """

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="ledger_files")
    kind = models.CharField(_("kind"), max_length=10, choices=LedgerFileKind)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("up to the entry"), default=0)
    file = models.CharField(_("file"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), null=True)
    missing = models.JSONField(_("missing"), default=list)
    tried_for = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(_("what went wrong"), blank=True)

    objects = LedgerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a ledger")
        verbose_name_plural = _("files of ledgers")
        ordering = ["dialogue", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "kind", "language"], name="ledger_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue}, {self.get_kind_display()}, {self.language}"
