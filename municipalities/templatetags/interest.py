"""What pages about interests show."""

from datetime import datetime
from typing import Any

from django import template

from dialogues.enums import Phase
from dialogues.models import Dialogue
from municipalities.enums import InterestState
from municipalities.interest import terms
from municipalities.models import Interest

register = template.Library()

COLORS = {
    InterestState.CONFIRMED: "info",
    InterestState.ASKED: "warning",
    InterestState.ON_HOLD: "warning",
    InterestState.ACCEPTED: "success",
    InterestState.DECLINED: "danger",
}


@register.inclusion_tag("components/tag.html")
def interest_state(interest: Interest) -> dict[str, Any]:
    return {"text": interest.get_state_display(), "color": COLORS.get(InterestState(interest.state))}


@register.filter
def is_late(interest: Interest, now: datetime) -> bool:
    return terms.is_late(interest, now)


@register.filter
def is_open(dialogue: Dialogue) -> bool:
    """Whether a public buyer may still come in."""
    return dialogue.phase in Phase.open_to_interest()
