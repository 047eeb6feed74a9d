"""Meetings that wait for a company, on its start page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.texts import text_of
from core.zones import in_zone
from events.enums import EventState
from events.meetings.enums import DayState, MeetingMinutesState
from events.models import MeetingDay, MeetingMinutes
from suppliers.companies.waiting import Waiting
from suppliers.models import Company


def wishes_waiting(company: Company) -> list[Waiting]:
    now = timezone.now()
    rows = MeetingDay.objects.filter(state=DayState.OPEN, opens_at__lte=now, closes_at__gt=now)
    rows = rows.filter(event__state=EventState.PUBLISHED).exclude(companies__company=company)
    return [
        Waiting(
            _("Say whom you want to meet at “%(title)s”") % {"title": text_of(day.event, "title")},
            reverse("workspace-company-meetings", args=[company.key, day.event.slug]),
            _("until %(deadline)s") % {"deadline": in_zone(day.closes_at, day.event.time_zone)},
        )
        for day in rows.select_related("event").order_by("closes_at", "pk")
    ]


def minutes_waiting(company: Company) -> list[Waiting]:
    rows = MeetingMinutes.objects.filter(state=MeetingMinutesState.SENT, meeting__asker__company=company)
    related = ("meeting__body__municipality", "meeting__day__event", "meeting__asker__company")
    return [
        Waiting(
            _("Confirm the minutes of your meeting with %(body)s") % {"body": minutes.meeting.body},
            reverse(
                "workspace-company-meeting", args=[company.key, minutes.meeting.day.event.slug, minutes.meeting.key]
            ),
        )
        for minutes in rows.select_related(*related)
    ]
