"""PDFs that are owed."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.storage import private_files
from core.stored import Stored


class Paper(models.Model):
    """A PDF that is owed until a worker has made it (core/papers.py), and the same ever after.

    Without a file it is still owed, since `owed_at`; `queued_at` is when the queue was told of it last, `attempts` how
    often a worker has tried. `size` is in bytes.
    """

    file = models.FileField(_("file"), storage=private_files, max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"), null=True)
    sha256 = models.CharField(_("checksum of the file"), max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    owed_at = models.DateTimeField(default=timezone.now, db_default=Now())
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def has_failed(self) -> bool:
        """Whether a worker was at it, and another must be."""
        return not self.file and self.attempts > 1

    @property
    def stored(self) -> Stored:
        return Stored(str(self.file.name), self.size or 0, self.sha256, place="private")
