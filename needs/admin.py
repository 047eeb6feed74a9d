"""The registers that staff keep. Needs, challenges and statements are worked on in the workspace."""

from typing import Any

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from core.admin_pages import GivenOnce
from needs.models import Category, CpvCode, ExchangeRate, Unit


@admin.register(Category)
class CategoryAdmin(GivenOnce, TranslationAdmin):
    """What is followed, and earlier public figures, find it by its address."""

    given_once = ("slug",)
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]


@admin.register(Unit)
class UnitAdmin(GivenOnce, TranslationAdmin):
    """What it is counted as, and how much of that, stand in the list. Earlier public figures find it by its address."""

    given_once = ("slug",)
    list_display = ["name", "slug", "position", "factor", "base"]
    list_select_related = ["base"]
    search_fields = ["name", "slug"]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "base":
            kwargs["queryset"] = Unit.objects.filter(base__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(CpvCode)
class CpvCodeAdmin(GivenOnce, TranslationAdmin):
    """None is deleted, and each keeps its code: needs carry them."""

    list_display = ["code", "name"]
    search_fields = ["code", "name"]
    given_once = ("code",)

    def has_delete_permission(self, *args: Any) -> bool:
        return False


@admin.register(ExchangeRate)
class ExchangeRateAdmin(GivenOnce, admin.ModelAdmin):
    """A mistake is put right here, by an administrator; the log keeps what the rate was. None is deleted."""

    list_display = ["on", "currency", "per_euro", "source"]
    list_filter = ["currency"]
    date_hierarchy = "on"
    given_once = ("currency", "on")

    def has_delete_permission(self, *args: Any) -> bool:
        return False

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:
        said = super().construct_change_message(request, form, formsets, add)
        if add or not form.changed_data:
            return said
        before = ", ".join(f"{name} was {form.initial[name]}" for name in form.changed_data)
        return f"{form.instance.currency} {form.instance.on}: {before}"
