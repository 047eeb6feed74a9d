"""For whom a person acts, on every page of a public buyer's workspace."""

from typing import Any

from django import template
from django.urls import reverse

from municipalities.models import Membership, Municipality

register = template.Library()


@register.inclusion_tag("municipalities/_links.html", takes_context=True)
def body_links(context: template.Context) -> dict[str, Any]:
    """Links of the workspace to the reader's public buyers; their colleagues' pages stand beside the body's own.

    Her memberships are remembered already (`remember_roles`): who has none costs no query.
    """
    mine = [row.municipality_id for row in context["request"].user.memberships.all()]
    bodies = sorted(Municipality.objects.filter(pk__in=mine), key=lambda body: str(body).casefold())
    return {"request": context["request"], "bodies": [(body, f"../bodies/{body.pk}") for body in bodies]}


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
