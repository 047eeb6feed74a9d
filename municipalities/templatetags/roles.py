"""What menus ask of a person again and again."""

from typing import Any

from django import template

from municipalities import roles

register = template.Library()


@register.simple_tag
def remember_roles(user: Any) -> str:
    """From here on rules that look at her roles ask the database no more."""
    roles.remember_roles(user)
    return ""
