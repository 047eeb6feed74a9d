"""A dialogue's events, for the pages of the floors below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.zones import in_zone
from dialogues.models import Dialogue
from events.breakouts.rounds import name_of
from events.enums import Audience, EventState
from events.meetings.enums import DayState
from events.models import Event, EventQuerySet, MeetingDay, Session
from events.places import place_of, town_of
from municipalities.models import Municipality
from suppliers.models import Company

register = template.Library()
SHOWN = 5


@register.simple_tag
def events_of(dialogue: Dialogue) -> EventQuerySet:
    events = Event.objects.public().filter(dialogue=dialogue).order_by("starts_at")
    return events.defer("summary", "description")


@register.simple_tag
def events_of_body(body: Municipality, *, is_member: bool) -> list[tuple[Event, str]]:
    """The next events of its dialogues for public buyers, each with where its members register, or else its page."""
    for_it = Event.objects.filter(
        dialogue__in=body.participations.values("dialogue"),
        state=EventState.PUBLISHED,
        audience__in=[Audience.MUNICIPALITIES, Audience.EVERYONE],
        ends_at__gte=timezone.now(),
    )
    rows = for_it.select_related("terms").defer("summary", "description").order_by("starts_at", "pk")[:SHOWN]
    return [(event, address_of(event, registers=is_member and hasattr(event, "terms"))) for event in rows]


def address_of(event: Event, *, registers: bool) -> str:
    return reverse("workspace-event-register", args=[event.slug]) if registers else event.get_absolute_url()


@register.filter
def plain_time(at: Any, event: Event) -> str:
    """A moment as text alone, in the event's zone: `{{ event.starts_at|plain_time:event }}`."""
    return in_zone(at, event.time_zone) if at else ""


@register.filter
def place(event: Event) -> str:
    return place_of(event)


@register.filter
def town(event: Event) -> str:
    return town_of(event)


@register.filter
def with_track(session: Session) -> str:
    return name_of(session)


@dataclass(frozen=True)
class DaysOfMeetings:
    """Days with the address of the page about each; the nearest comes first."""

    coming: list[tuple[MeetingDay, str]]
    past: list[tuple[MeetingDay, str]]


@register.simple_tag
def meetings_of_company(company: Company) -> DaysOfMeetings:
    """Days of meetings at which it may wish, has wished, or meets somebody."""
    hers = Q(state=DayState.OPEN) | Q(companies__company=company)
    return days(hers, lambda day: reverse("workspace-company-meetings", args=[company.key, day.event.slug]))


@register.simple_tag
def meetings_of_body(body: Municipality, user: Any) -> DaysOfMeetings:
    """Days of meetings at which it has a table, without those at which a company of the reader's competes."""
    at_a_table = Q(bodies__municipality=body) & ~Q(pk__in=MeetingDay.objects.of_rivals(user))
    return days(at_a_table, lambda day: reverse("workspace-body-meetings", args=[body.pk, day.event.slug]))


def days(whose: Q, address: Callable[[MeetingDay], str]) -> DaysOfMeetings:
    rows = MeetingDay.objects.filter(whose, event__state__in=EventState.public()).exclude(state=DayState.DRAFT)
    now = timezone.now()
    found = [(day, address(day)) for day in rows.select_related("event").order_by("event__starts_at").distinct()]
    coming = [(day, url) for day, url in found if day.event.ends_at >= now]
    past = [(day, url) for day, url in found if day.event.ends_at < now]
    return DaysOfMeetings(coming, past[::-1])
