"""What the home page tells of all dialogues together."""

from typing import Any

from django.utils import timezone

from dialogue_portal.pictures import converging
from dialogues.models import Dialogue
from events.models import Event
from municipalities.participants import participants
from needs.models import Need
from needs.publishing import listing

LATEST_CHALLENGES = 4
NEXT_EVENTS = 3


def of_everything() -> dict[str, Any]:
    taking_part = participants()
    return {
        "dialogues": Dialogue.objects.all(),
        "participants": taking_part,
        "needs": Need.objects.filter(challenges__published__isnull=False).distinct().count(),
        "challenges": listing.latest(LATEST_CHALLENGES),
        "events": Event.objects.public().filter(ends_at__gte=timezone.now()).order_by("starts_at")[:NEXT_EVENTS],
        "picture": converging([len(group.bodies) for group in taking_part.groups]),
    }
