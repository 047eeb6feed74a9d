from typing import Any

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from events.models import Event, Session


class SessionInline(TranslationStackedInline):
    """To be looked at: the agenda has doors of its own (events/telling/agenda.py)."""

    model = Session
    extra = 0

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False


@admin.register(Event)
class EventAdmin(TranslationAdmin):
    """To be looked at: an event goes through its doors, in the workspace."""

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
