"""What the home page tells of all dialogues together."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogue_portal.pictures import converging
from dialogues.models import Dialogue, News
from events.models import Event
from municipalities.participants import participants
from needs.enums import StatementState
from needs.models import Need, Statement
from needs.publishing import listing
from suppliers.models import InformationRequest

LATEST_CHALLENGES = 4
NEXT_EVENTS = 3
OPEN_REQUESTS = 3
LATEST_NEWS = 3


def of_everything() -> dict[str, Any]:
    taking_part = participants()
    return {
        "dialogues": Dialogue.objects.all(),
        "participants": taking_part,
        "needs": Need.objects.filter(statements__state=StatementState.PUBLISHED).distinct().count(),
        "challenges": listing.latest(LATEST_CHALLENGES),
        "events": Event.objects.public().filter(ends_at__gte=timezone.now()).order_by("starts_at")[:NEXT_EVENTS],
        "requests": open_requests()[:OPEN_REQUESTS],
        "news": News.objects.valid().select_related("dialogue", "corrects", "correction")[:LATEST_NEWS],
        "picture": converging([(str(group.country.label), len(group)) for group in taking_part.groups], _("Suppliers")),
    }


def open_requests() -> QuerySet[InformationRequest]:
    """The soonest deadline on top."""
    found = InformationRequest.objects.taking_answers().select_related("dialogue").order_by("closes_at", "pk")
    return found.defer("introduction")


def statements_of_dialogues() -> list[tuple[Dialogue, list[Statement]]]:
    """Each dialogue with its public statements, without their frozen texts; the newest versions first."""
    public = Statement.objects.filter(state__in=StatementState.public()).select_related("challenge")
    found: dict[int, list[Statement]] = {}
    for statement in public.defer("content").order_by("challenge", "-number"):
        found.setdefault(statement.challenge.dialogue_id, []).append(statement)
    return [(dialogue, found.get(dialogue.pk, [])) for dialogue in Dialogue.objects.all()]
