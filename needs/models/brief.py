"""The editions of a statement, and the PDFs of each of them, one per language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from needs.enums import BriefState
from needs.models.statement import Statement


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> "EditionQuerySet":
        return self.filter(published_at__isnull=False)


class Edition(models.Model):
    """Who stands behind a statement at one time: the text is the same, the list of signatories grows.

    `supporters` is the list as it was then (needs/publishing/supporters.py), so that a brief that is made anew has the
    same bytes. `dated_on` is the day that its briefs bear. `content_hash` is the checksum of text and list together.
    `hurried_at` is when the manager was told that it will not be ready in time.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"), default=1)
    supporters = models.JSONField(default=dict)
    content_hash = models.CharField(_("checksum"), max_length=64)
    dated_on = models.DateField(_("date"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    hurried_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["statement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(published_at__isnull=True), name="one_edition_on_its_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}, {self.number}"

    @property
    def is_first(self) -> bool:
        return self.number == 1


class Brief(models.Model):
    """What is owed and what is there: one PDF per edition and language. `owed_at` is since when, or since when again.

    A worker that renders holds the lease until `leased_until`; a lease that has run out is anybody's.
    `sha256` is the file's checksum in hexadecimal, `size` its bytes. `told_at`: the manager was told of a failure.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="briefs")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="briefs")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=BriefState, default=BriefState.WAITING)
    owed_at = models.DateTimeField(default=timezone.now, db_default=Now())
    queued_at = models.DateTimeField(_("queued"))
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
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
            models.UniqueConstraint(fields=["edition", "language"], name="one_brief_per_edition"),
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


class DownloadCount(models.Model):
    """How often an edition's brief was fetched in a language on a day; by whom is not kept."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="downloads")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads of a day")
        ordering = ["day", "language"]
        constraints = [models.UniqueConstraint(fields=["edition", "language", "day"], name="downloads_counted_once")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.language}, {self.day}: {self.count}"


class CountedLog(models.Model):
    """How far a log of downloads is counted: each of its lines once, also when it was put away meanwhile."""

    path = models.CharField(_("file"), max_length=500, unique=True)
    inode = models.BigIntegerField(default=0)
    offset = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("counted log")
        verbose_name_plural = _("counted logs")

    def __str__(self) -> str:
        return f"{self.path}: {self.offset}"
