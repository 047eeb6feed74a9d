from modeltranslation.translator import TranslationOptions, register

from dialogues.models import Contact, Dialogue, Milestone, News, Theme


@register(Dialogue)
class DialogueTranslation(TranslationOptions):
    fields = ["title", "theme", "summary", "background"]


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ["title"]


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields = ["role"]


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ["name"]


@register(News)
class NewsTranslation(TranslationOptions):
    fields = ["title", "text"]
