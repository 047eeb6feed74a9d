from typing import Any

from django.contrib import admin

from core.admin_pages import FORMFIELDS, OnlyShown, OnlyShownRows
from suppliers.enums import CompanyState
from suppliers.models import Company, Representative


class RepresentativeInline(OnlyShownRows):
    model = Representative


@admin.register(Company)
class CompanyAdmin(OnlyShown, admin.ModelAdmin):
    """To be looked at: a company's people change its facts in the workspace, and staff its state."""

    list_display = ["name", "country", "organisation_number", "state"]
    formfield_overrides = FORMFIELDS
    list_filter = ["country", "state"]
    search_fields = ["name", "organisation_number"]
    inlines = [RepresentativeInline]

    def get_queryset(self, request: Any) -> Any:
        """Of one that nobody has confirmed nobody knows."""
        return super().get_queryset(request).exclude(state=CompanyState.UNCONFIRMED)
