"""A dialogue's events, for the pages of the floors below."""

from typing import Any

from django import template

from core.zones import in_zone
from dialogues.models import Dialogue
from events.models import Event, EventQuerySet

register = template.Library()


@register.simple_tag
def events_of(dialogue: Dialogue) -> EventQuerySet:
    return Event.objects.public().filter(dialogue=dialogue).order_by("starts_at")


@register.filter
def plain_time(at: Any, event: Event) -> str:
    """A moment as text alone, in the event's zone: `{{ event.starts_at|plain_time:event }}`."""
    return in_zone(at, event.time_zone) if at else ""
