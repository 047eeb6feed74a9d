"""What is new in a dialogue, told to everybody who follows it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.models.dialogue import Dialogue


class NewsQuerySet(models.QuerySet["News"]):
    def public(self) -> "NewsQuerySet":
        """What was published, the newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def valid(self) -> "NewsQuerySet":
        """Of what was published that which no later piece puts right."""
        return self.public().filter(correction__published_at__isnull=True)


class News(models.Model):
    """A draft, then published and never changed. A mistake is put right by another piece that `corrects` it."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="news", verbose_name=_("dialogue"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="news_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news-one", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None
