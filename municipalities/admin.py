from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin

from core.registers import FORMFIELDS
from municipalities.models import Membership, Municipality, Participation


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ["user"]
    extra = 0


class ParticipationInline(admin.TabularInline):
    model = Participation
    extra = 0


@admin.register(Municipality)
class MunicipalityAdmin(TabbedTranslationAdmin):
    list_display = ["official_name", "country", "kind", "code", "population"]
    formfield_overrides = FORMFIELDS
    list_filter = ["country", "kind"]
    search_fields = ["official_name", "name", "code"]
    autocomplete_fields = ["parent", "merged_into"]
    inlines = [MembershipInline, ParticipationInline]

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """A public buyer is merged or closed, never deleted."""
        return False
