"""Who takes part, for the pages of the floors below."""

from django import template

from dialogues.models import Dialogue
from municipalities.participants import Participants, participants

register = template.Library()


@register.simple_tag
def participants_of(dialogue: Dialogue) -> Participants:
    return participants(dialogue)


@register.inclusion_tag("municipalities/_map.html")
def participants_map(participants: Participants) -> dict[str, Participants]:
    """Where they are; the same belongs beside it as text."""
    return {"participants": participants}
