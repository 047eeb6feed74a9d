"""Requests for information on the pages of the floors below, and their deadlines."""

from typing import Any
from uuid import uuid4

from django import template
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from core.zones import in_zone, shown_in_zone
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import InformationRequest, RequestQuestion
from suppliers.requests.enums import RequestState

register = template.Library()


@register.filter
def closing(request: Any) -> SafeString | str:
    """Until when it takes answers: "26 March 2020, 16:00 (Oslo, CET)"."""
    return shown_in_zone(request.closes_at, request.zone) if request.closes_at else ""


@register.filter
def plain_closing(request: Any) -> str:
    return in_zone(request.closes_at, request.zone) if request.closes_at else ""


@register.simple_tag
def new_key() -> str:
    """For a form that is one button: sent twice, it makes one thing (core/once.py)."""
    return str(uuid4())


@register.inclusion_tag("suppliers/requests/_beside.html")
def requests_of(dialogue: Dialogue) -> dict[str, Any]:
    return {"requests": beside().filter(dialogue=dialogue)}


@register.inclusion_tag("suppliers/requests/_beside.html")
def requests_about(challenge: Challenge) -> dict[str, Any]:
    """Those with a question about the challenge or one of its clauses, and all that its dialogue has open."""
    asking = Q(pk__in=RequestQuestion.objects.filter(challenge=challenge).values("request"))
    is_open = Q(dialogue=challenge.dialogue_id, state=RequestState.OPEN, closes_at__gt=timezone.now())
    return {"requests": beside().filter(asking | is_open)}


def beside() -> QuerySet[InformationRequest]:
    rows = InformationRequest.objects.public().select_related("withdrawal").order_by("-closes_at", "pk")
    return rows.defer("introduction")
