"""For whom a person acts, on every page of a public buyer's workspace."""

from typing import Any

from django import template
from django.urls import reverse

from municipalities.models import Membership, Municipality

register = template.Library()


@register.inclusion_tag("components/acting_for.html", takes_context=True)
def acting_for(context: template.Context, body: Municipality, url_name: str = "workspace-body") -> dict[str, Any]:
    """The body of this page, with the person's role in it, and the same page of her other bodies."""
    memberships = Membership.objects.filter(user=context["request"].user).select_related("municipality")
    mine = sorted(memberships, key=lambda membership: str(membership.municipality).casefold())
    return {
        "body": body,
        "role": next((row.get_role_display() for row in mine if row.municipality_id == body.pk), ""),
        "others": [
            (row.municipality, row.get_role_display(), reverse(url_name, args=[row.municipality_id]))
            for row in mine
            if row.municipality_id != body.pk
        ],
    }
