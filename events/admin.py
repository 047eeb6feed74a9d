from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline

from events.models import Event, Session


class SessionInline(TranslationStackedInline):
    model = Session
    extra = 0


@admin.register(Event)
class EventAdmin(TabbedTranslationAdmin):
    list_display = ["title", "kind", "state", "starts_at", "time_zone", "city"]
    list_filter = ["state", "kind", "dialogue"]
    search_fields = ["title", "slug", "city"]
    inlines = [SessionInline]
