from modeltranslation.translator import TranslationOptions, register

from events.models import Event, Material, MeetingQuestion, Minutes, Session


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ["title", "summary", "description"]


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ["title", "description", "track", "speakers"]


@register(Material)
class MaterialTranslation(TranslationOptions):
    fields = ["title"]


@register(Minutes)
class MinutesTranslation(TranslationOptions):
    fields = ["text"]


@register(MeetingQuestion)
class MeetingQuestionTranslation(TranslationOptions):
    fields = ["text"]
