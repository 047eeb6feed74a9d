"""Moments with the zone in which they were chosen."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.zones import in_zone, shown_in_zone

register = template.Library()


@register.filter
def deadline(statement: Any) -> SafeString | str:
    """Until when a statement may be signed: "26 March 2020, 16:00 (Oslo, CET)"."""
    return shown_in_zone(statement.deadline, statement.zone) if statement.deadline else ""


@register.filter
def plain_deadline(statement: Any) -> str:
    """The same as text alone."""
    return in_zone(statement.deadline, statement.zone) if statement.deadline else ""


@register.filter
def in_zone_of(at: Any, statement: Any) -> SafeString | str:
    """Another moment of a statement, in the zone that was chosen for it."""
    return shown_in_zone(at, statement.zone) if at else ""
