from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from core.admin_pages import FORMFIELDS, GivenOnce, OnlyShownRows
from municipalities.models import Membership, Municipality, Participation


class MembershipInline(OnlyShownRows):
    model = Membership


class ParticipationInline(OnlyShownRows):
    model = Participation


@admin.register(Municipality)
class MunicipalityAdmin(GivenOnce, TranslationAdmin):
    list_display = ["official_name", "country", "kind", "code", "population"]
    formfield_overrides = FORMFIELDS
    list_filter = ["country", "kind"]
    search_fields = ["official_name", "name", "code"]
    given_once = ("country",)
    autocomplete_fields = ["parent", "merged_into"]
    inlines = [MembershipInline, ParticipationInline]

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """A public buyer is merged or closed, never deleted."""
        return False
