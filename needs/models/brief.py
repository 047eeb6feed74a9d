"""The PDF of a statement in one language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from needs.enums import BriefState
from needs.models.statement import Statement


class Brief(models.Model):
    """What is owed and what is there: one PDF per statement and language.

    A worker that renders holds the lease until `leased_until`; a lease that has run out is anybody's.
    `sha256` is the file's checksum in hexadecimal, `size` its bytes.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="briefs")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=BriefState, default=BriefState.WAITING)
    queued_at = models.DateTimeField(_("queued"))
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    file = models.FileField(_("file"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    rendered_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["statement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "language"], name="one_brief_per_language"),
            models.CheckConstraint(
                condition=~Q(state=BriefState.READY) | (~Q(file="") & ~Q(sha256="")),
                name="ready_brief_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["queued_at"], condition=~Q(state=BriefState.READY), name="briefs_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.statement}, {self.language}"
