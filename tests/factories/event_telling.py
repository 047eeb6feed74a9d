"""Material and minutes of events, as drafts that lack nothing."""

import hashlib

import factory
from django.core.files.base import ContentFile

from core.storage import private_files
from events.models import Material, MaterialFile, Minutes
from tests.factories.base import Translated
from tests.factories.events import EventFactory

SLIDES = b"%PDF-1.7\nslides"


class MaterialFactory(Translated):
    """With one file in English; of several languages where `languages` says so."""

    class Meta:
        model = Material
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    title = "Slides"

    @factory.post_generation
    def languages(material: Material, create: bool, extracted: tuple[str, ...] | None, **_kwargs: object) -> None:  # noqa: N805
        for language in ("en",) if extracted is None else extracted:
            MaterialFile.objects.create(
                material=material,
                language=language,
                name=f"Slides {language}.pdf",
                content_type="application/pdf",
                size=len(SLIDES),
                sha256=hashlib.sha256(SLIDES).hexdigest(),
                file=private_files().save("events/slides", ContentFile(SLIDES)),
            )


class MinutesFactory(Translated):
    class Meta:
        model = Minutes

    event = factory.SubFactory(EventFactory)
    text = "Range in winter was asked about."
