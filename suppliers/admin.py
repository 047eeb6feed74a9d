from typing import Any

from django.contrib import admin

from core.registers import FORMFIELDS, OnlyShown
from suppliers.models import Company, Representative


class RepresentativeInline(OnlyShown):
    model = Representative


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    """A company's state is changed in the workspace, which tells its people."""

    list_display = ["name", "country", "organisation_number", "state"]
    formfield_overrides = FORMFIELDS
    list_filter = ["country", "state"]
    search_fields = ["name", "organisation_number"]
    readonly_fields = ["state", "joined_into"]
    inlines = [RepresentativeInline]

    def has_delete_permission(self, *args: Any) -> bool:
        return False
