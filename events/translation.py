from modeltranslation.translator import TranslationOptions, register

from events.models import Event, Session


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ["title", "summary", "description"]


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ["title", "description", "track"]
