"""A dialogue's events, for the pages of the floors below."""

from typing import Any

from django import template
from django.db.models import Q
from django.urls import reverse

from core.zones import in_zone
from dialogues.models import Dialogue
from events.enums import EventState
from events.meetings.enums import DayState
from events.models import Event, EventQuerySet, MeetingDay
from municipalities.models import Municipality
from suppliers.models import Company

register = template.Library()


@register.simple_tag
def events_of(dialogue: Dialogue) -> EventQuerySet:
    events = Event.objects.public().filter(dialogue=dialogue).order_by("starts_at")
    return events.defer("summary", "description")


@register.filter
def plain_time(at: Any, event: Event) -> str:
    """A moment as text alone, in the event's zone: `{{ event.starts_at|plain_time:event }}`."""
    return in_zone(at, event.time_zone) if at else ""


@register.inclusion_tag("events/meetings/_days.html")
def meetings_of_company(company: Company) -> dict[str, Any]:
    """Days of meetings at which it may wish, has wished, or meets somebody."""
    hers = Q(state=DayState.OPEN) | Q(companies__company=company)
    return {
        "days": [(day, reverse("workspace-company-meetings", args=[company.key, day.event.slug])) for day in days(hers)]
    }


@register.inclusion_tag("events/meetings/_days.html")
def meetings_of_body(body: Municipality) -> dict[str, Any]:
    """Days of meetings at which it has a table."""
    mine = days(Q(bodies__municipality=body))
    return {"days": [(day, reverse("workspace-body-meetings", args=[body.pk, day.event.slug])) for day in mine]}


def days(whose: Q) -> Any:
    rows = MeetingDay.objects.filter(whose, event__state__in=EventState.public()).exclude(state=DayState.DRAFT)
    return rows.select_related("event").order_by("-event__starts_at").distinct()
