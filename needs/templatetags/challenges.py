"""A dialogue's public challenges and needs, for the pages of the floors below."""

from django import template

from dialogues.models import Dialogue
from needs.models import Need
from needs.publishing.listing import Row, of_dialogue

register = template.Library()


@register.simple_tag
def public_needs_of(dialogue: Dialogue) -> int:
    """How many needs of the dialogue everybody may read."""
    return Need.objects.public().filter(dialogue=dialogue).count()


@register.simple_tag
def challenges_of(dialogue: Dialogue) -> list[Row]:
    return of_dialogue(dialogue)
