"""Who takes part, for the pages of the floors below."""

from django import template

from dialogues.models import Dialogue
from municipalities.participants import Participants, participants

register = template.Library()


@register.simple_tag
def participants_of(dialogue: Dialogue) -> Participants:
    return participants(dialogue)
