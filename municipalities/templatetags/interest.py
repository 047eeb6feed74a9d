"""What pages about interests show."""

from datetime import datetime

from django import template

from dialogues.models import Dialogue
from municipalities.interest import terms
from municipalities.models import Interest

register = template.Library()


@register.filter
def is_late(interest: Interest, now: datetime) -> bool:
    return terms.is_late(interest, now)


@register.filter
def is_open(dialogue: Dialogue) -> bool:
    """Whether a public buyer may still come in."""
    return dialogue.phase in terms.OPEN_PHASES
