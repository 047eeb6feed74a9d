"""A dialogue's public challenges, for the pages of the floors below."""

from django import template

from dialogues.models import Dialogue
from needs.publishing.listing import Row, of_dialogue

register = template.Library()


@register.simple_tag
def challenges_of(dialogue: Dialogue) -> list[Row]:
    return of_dialogue(dialogue)
