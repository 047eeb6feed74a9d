from typing import Any

from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline

from events.models import Event, Session


class SessionInline(TranslationStackedInline):
    model = Session
    extra = 0


@admin.register(Event)
class EventAdmin(TabbedTranslationAdmin):
    """The agenda. All else of an event goes through its doors, in the workspace."""

    list_display = ["title", "kind", "state", "starts_at", "time_zone", "city"]
    list_filter = ["state", "kind", "dialogue"]
    search_fields = ["title", "slug", "city"]
    inlines = [SessionInline]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        return [field.name for field in Event._meta.fields if field.name != "id"]

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False
