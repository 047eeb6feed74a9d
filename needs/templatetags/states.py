"""How states look: their name on a tag, in the colour of what they ask of the reader."""

from typing import Any

from django import template

register = template.Library()

COLORS = {
    "submitted": "info",
    "returned": "warning",
    "accepted": "success",
    "withdrawn": "danger",
    "circulated": "info",
    "agreed": "success",
    "releasing": "info",
    "published": "success",
    "rendering": "info",
    "ready": "success",
    "failed": "danger",
}


@register.inclusion_tag("components/tag.html")
def state(thing: Any) -> dict[str, Any]:
    """The tag of anything with a `state`."""
    return {"text": thing.get_state_display(), "color": COLORS.get(thing.state)}


@register.filter
def to_state(step: Any) -> str:
    """The state that a step of a trail led to, in words."""
    states = dict(step.subject._meta.get_field("state").choices)
    return str(states.get(step.to_state, step.to_state))
