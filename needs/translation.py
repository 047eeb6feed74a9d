from modeltranslation.translator import TranslationOptions, register

from needs.models import Category, Clause, CpvCode, Need, Statement, Unit


@register([Category, CpvCode, Unit])
class NameTranslation(TranslationOptions):
    fields = ["name"]


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ["title", "situation", "outcome", "constraints"]


@register(Statement)
class StatementTranslation(TranslationOptions):
    fields = ["title", "summary", "invitation"]


@register(Clause)
class ClauseTranslation(TranslationOptions):
    fields = ["text", "target_scope"]
