"""The cells of demand lines on a page of rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.dates import day

register = template.Library()


@register.filter
def cell(field: BoundField, is_checked: bool) -> SafeString:
    """A row's control; its name tells row and column, since the heading is far."""
    row: Any = field.form
    named = _("Row %(number)s, %(column)s") % {"number": row.number, "column": field.label}
    attrs: dict[str, str | bool] = {"class": "ds-input", "aria-label": named}
    if is_checked and row.is_wrong and field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-error"}
    return field.as_widget(attrs=attrs)


@register.simple_tag
def theirs(row: Any, name: str) -> str:
    """What somebody else stored in this cell meanwhile; empty where nobody did."""
    return getattr(row, "conflicts", {}).get(name, "")


@register.filter
def said(field: BoundField) -> object:
    """What is in a cell, as people read it: as it will be stored, or as it was typed where it is wrong."""
    data: Any = getattr(field.form, "cleaned_data", {})
    if field.name not in data:
        return field.value() or ""
    value = data[field.name]
    if value in ("", None):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return floatformat(value, "-2")
    if isinstance(value, int):
        return str(value)
    return dict(getattr(field.field, "choices", ())).get(value, value) or ""
