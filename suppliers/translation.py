from modeltranslation.translator import TranslationOptions, register

from suppliers.models import InformationRequest, RequestQuestion


@register(InformationRequest)
class InformationRequestTranslation(TranslationOptions):
    fields = ["title", "introduction"]


@register(RequestQuestion)
class RequestQuestionTranslation(TranslationOptions):
    fields = ["text", "help", "options", "unit"]
