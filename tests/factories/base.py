from typing import Any

from django.conf import settings
from factory.django import DjangoModelFactory
from modeltranslation.translator import translator

LANGUAGES = [code for code, _ in settings.LANGUAGES]


class Translated(DjangoModelFactory):
    """Writes a translated field's text in every language: "Vans" becomes "Vans", "Vans (nb)", "Vans (sv)" …

    A language given by name (`title_nb="Varebiler"`) is kept as it is.
    """

    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        for field in translator.get_options_for_model(cls._meta.model).get_field_names():
            text = kwargs.pop(field, "")
            for code in LANGUAGES:
                kwargs.setdefault(f"{field}_{code}", text and (text if code == "en" else f"{text} ({code})"))
        return kwargs
