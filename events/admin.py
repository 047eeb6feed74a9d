from typing import Any

from django import forms
from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline

from core.workflow import Refused
from events.breakouts.rounds import refuse_overlap
from events.models import Event, Session


class SessionForm(forms.ModelForm):
    """A session is not moved over another one that the same people are in."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if self.instance.pk and starts and ends:
            try:
                refuse_overlap(self.instance, starts, ends)
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return cleaned


class SessionInline(TranslationStackedInline):
    model = Session
    form = SessionForm
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
