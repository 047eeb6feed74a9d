from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MaterialState(models.TextChoices):
    DRAFT = "draft", _("Not shown yet")
    SHOWN = "shown", _("Shown at the event only")
    PUBLIC = "public", pgettext_lazy("material", "Public")


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AGREED = "agreed", pgettext_lazy("minutes", "Agreed")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", pgettext_lazy("state of minutes", "Corrected since")

    @classmethod
    def public(cls) -> tuple[str, ...]:
        return (cls.PUBLISHED, cls.SUPERSEDED)
