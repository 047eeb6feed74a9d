from django.contrib import admin

from core.registers import FORMFIELDS
from suppliers.models import Company, Representative


class RepresentativeInline(admin.TabularInline):
    model = Representative
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ["name", "country", "organisation_number"]
    formfield_overrides = FORMFIELDS
    list_filter = ["country"]
    search_fields = ["name", "organisation_number"]
    inlines = [RepresentativeInline]
