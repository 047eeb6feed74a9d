"""The registers that staff keep. Needs, challenges and statements are worked on in the workspace."""

from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin

from needs.models import Category, CpvCode, Unit


@admin.register(Category, Unit)
class NamedAdmin(TabbedTranslationAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]


@admin.register(CpvCode)
class CpvCodeAdmin(TabbedTranslationAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]
