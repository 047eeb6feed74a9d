"""A dialogue's events, for the pages of the floors below."""

from django import template

from dialogues.models import Dialogue
from events.models import Event, EventQuerySet

register = template.Library()


@register.simple_tag
def events_of(dialogue: Dialogue) -> EventQuerySet:
    return Event.objects.public().filter(dialogue=dialogue).order_by("starts_at")
