"""What comes with a need: who translated it, what was said of it, and its files."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.storage import private_files
from needs.models.need import Need


class NeedTranslation(models.Model):
    """Who wrote a need's text in a language that is not its own, and of which original.

    `original_mark` is the mark (core/merging.py) of the original as the translator had it: where the original has
    another one now, the translation is outdated.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    original_mark = models.CharField(max_length=12)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now=True)

    class Meta:
        verbose_name = _("translation of a need")
        verbose_name_plural = _("translations of needs")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["need", "language"], name="one_translation_per_language")]

    def __str__(self) -> str:
        return f"{self.need}, {self.language}"


class NeedComment(models.Model):
    """A remark between a municipality and staff, on a need. Written once, never changed."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    as_staff = models.BooleanField(_("as staff"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=5000)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("comment on a need")
        verbose_name_plural = _("comments on needs")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Attachment(models.Model):
    """A file that belongs to a need: stored privately, read by those who may read the need.

    `name` is the cleaned name, `content_type` what the content is, `size` its bytes, `sha256` its checksum in
    hexadecimal.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), max_length=200, storage=private_files)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
