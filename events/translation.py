from modeltranslation.translator import TranslationOptions, register

from events.models import Event, Material, Minutes, Session


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ["title", "summary", "description"]


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ["title", "description", "track"]


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ["title"]


@register(Minutes)
class MinutesTranslation(TranslationOptions):
    fields = ["text"]
