from modeltranslation.translator import TranslationOptions, register

from municipalities.models import Municipality


@register(Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ["name"]
    fallback_languages = {"default": ()}  # without a name of its own, a language uses the official one
