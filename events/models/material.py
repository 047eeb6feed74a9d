"""What is shown at an event and given to everybody: slides, programmes, handouts."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.storage import private_files
from core.workflow import Transition, TransitionLog
from events.models.event import RUN, Event
from events.telling.enums import MaterialState

S = MaterialState


class MaterialQuerySet(models.QuerySet["Material"]):
    def public(self) -> "MaterialQuerySet":
        return self.filter(state=MaterialState.PUBLIC)


class Material(models.Model):
    """One piece of material of an event, with a file in each language that it is in.

    It changes while it is a draft. What was shown at the event, or is public, stays as it was.
    """

    TRANSITIONS = (
        Transition("show", (S.DRAFT,), S.SHOWN, RUN),
        Transition("publish", (S.DRAFT, S.SHOWN), S.PUBLIC, RUN),
    )

    event = models.ForeignKey(Event, models.PROTECT, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=20, choices=MaterialState, default=MaterialState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("material")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def dialogue(self) -> object:
        return self.event.dialogue

    @property
    def is_draft(self) -> bool:
        return self.state == MaterialState.DRAFT


class MaterialTransition(TransitionLog):
    subject = models.ForeignKey(Material, models.CASCADE, related_name="trail")


class MaterialFile(models.Model):
    """A material's file in one language; `sha256` is its checksum in hexadecimal, `size` its bytes."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="files")
    language = models.CharField(_("language of the file"), max_length=2, choices=settings.LANGUAGES)
    file = models.FileField(_("file"), max_length=200, storage=private_files)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("file of a material")
        verbose_name_plural = _("files of material")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["material", "language"], name="material_once_per_language")]

    def __str__(self) -> str:
        return self.name
