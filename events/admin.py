from typing import Any

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from core.admin_pages import OnlyShown
from core.zones import in_zone
from events.models import Event, Session

HOURS = ["starts_at", "ends_at"]


class InItsZone:
    """When it begins and ends, as the clocks there show it."""

    @admin.display(description=Event._meta.get_field("starts_at").verbose_name, ordering="starts_at")
    def begins(self, row: Event | Session) -> str:
        return in_zone(row.starts_at, zone_of(row))

    @admin.display(description=Event._meta.get_field("ends_at").verbose_name)
    def ends(self, row: Event | Session) -> str:
        return in_zone(row.ends_at, zone_of(row))


def zone_of(row: Event | Session) -> str:
    return (row.event if isinstance(row, Session) else row).time_zone


class SessionInline(OnlyShown, InItsZone, TranslationStackedInline):
    """To be looked at: the agenda has doors of its own (events/telling/agenda.py)."""

    model = Session
    extra = 0
    exclude = HOURS
    readonly_fields = ["begins", "ends"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("event")


@admin.register(Event)
class EventAdmin(OnlyShown, InItsZone, TranslationAdmin):
    """To be looked at: an event goes through its doors, in the workspace."""

    list_display = ["title", "kind", "state", "begins", "city"]
    exclude = HOURS
    list_filter = ["state", "kind", "dialogue"]
    search_fields = ["title", "slug", "city"]
    inlines = [SessionInline]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        names = [field.name for field in Event._meta.fields if field.name not in ("id", *HOURS)]
        return ["begins", "ends", *names]
