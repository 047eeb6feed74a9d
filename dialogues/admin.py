from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin

from core.admin_pages import GivenOnce, OnlyShownRows
from dialogues.models import Dialogue, StaffRole


class StaffRoleInline(OnlyShownRows):
    model = StaffRole


@admin.register(Dialogue)
class DialogueAdmin(GivenOnce, TranslationAdmin):
    """A dialogue is begun here; its managers go on with it in the workspace."""

    list_display = ["title", "phase", "starts_on", "ends_on"]
    list_filter = ["phase"]
    search_fields = ["title", "slug"]
    fields = ["slug", "title", "theme", "summary", "background", "phase", "builds_on", "starts_on", "ends_on"]
    readonly_fields = ["phase"]
    given_once = ("slug",)
    inlines = [StaffRoleInline]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of one that there is, what has no page in the workspace."""
        return ["slug", "builds_on", "phase"] if obj else self.fields
