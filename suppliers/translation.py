from modeltranslation.translator import TranslationOptions, register

from suppliers.models import AnswerVersion, InformationRequest, RequestQuestion, RequestWithdrawal, SynthesisVersion


@register(InformationRequest)
class InformationRequestTranslation(TranslationOptions):
    fields = ["title", "introduction"]


@register(RequestQuestion)
class RequestQuestionTranslation(TranslationOptions):
    fields = ["text", "help", "options", "unit"]


@register(RequestWithdrawal)
class RequestWithdrawalTranslation(TranslationOptions):
    fields = ["reason"]


@register(AnswerVersion)
class AnswerVersionTranslation(TranslationOptions):
    fields = ["question", "text"]


@register(SynthesisVersion)
class SynthesisVersionTranslation(TranslationOptions):
    fields = ["title", "heard", "changed"]
