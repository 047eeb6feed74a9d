from django.db import models
from django.utils.translation import pgettext_lazy


class SynthesisState(models.TextChoices):
    """Of one version of a synthesis."""

    DRAFT = "draft", pgettext_lazy("state of a synthesis", "Draft")
    PUBLISHED = "published", pgettext_lazy("state of a synthesis", "Published")
    SUPERSEDED = "superseded", pgettext_lazy("state of a synthesis", "Corrected since")
    DISCARDED = "discarded", pgettext_lazy("state of a synthesis", "Discarded")

    @classmethod
    def public(cls) -> tuple["SynthesisState", ...]:
        return (cls.PUBLISHED, cls.SUPERSEDED)
