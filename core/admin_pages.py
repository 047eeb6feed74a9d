"""What the pages of Django's admin share."""

from typing import Any

from django.contrib import admin
from django.db import models

# An address typed without its scheme is meant as https
FORMFIELDS: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {models.URLField: {"assume_scheme": "https"}}


class GivenOnce:
    """What others find a row by is written when it is added, and stays."""

    given_once: tuple[str, ...] = ()

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        readonly = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*readonly, *(self.given_once if obj else ())]


class OnlyShown:
    """What is changed in the workspace, through doors that ask, lock and leave a trail."""

    def has_add_permission(self, *args: Any) -> bool:
        return False

    def has_change_permission(self, *args: Any) -> bool:
        return False

    def has_delete_permission(self, *args: Any) -> bool:
        return False


class OnlyShownRows(OnlyShown, admin.TabularInline):
    extra = 0
