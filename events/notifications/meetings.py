"""What both sides of a meeting are written: with an entry for their calendars, that moves when the meeting moves."""

from typing import Any

from django.utils import translation

from core.mail import Message, address
from events.calendars.meetings import Part, at_table, invitation, named, parts
from events.models import Meeting, MeetingDay, MeetingMinutes, MeetingSlot
from suppliers.notifications.companies import people_of

PLANNED = Message("events/mail/meeting_planned")
CHANGED = Message("events/mail/meeting_changed")
CANCELLED = Message("events/mail/meeting_cancelled")
NONE = Message("events/mail/meetings_none")
MINUTES = Message("events/mail/meeting_minutes")
OBJECTED = Message("events/mail/meeting_objected")


def planned(meeting: Meeting) -> None:
    for part in parts(meeting):
        tell(PLANNED, part, "REQUEST")


def changed(meeting: Meeting, before: MeetingSlot | None) -> None:
    """`before` is when it was to be until now."""
    for part in parts(meeting):
        tell(CHANGED, part, "REQUEST", before=before)


def cancelled(meeting: Meeting) -> None:
    for part in parts(meeting):
        tell(CANCELLED, part, "CANCEL")


def none_for(day: MeetingDay) -> None:
    """Companies that wished for meetings and got none hear that too."""
    askers = day.companies.filter(meetings__isnull=True, wishes__isnull=False).distinct()
    for asker in askers.select_related("company"):
        for user in people_of(asker.company):
            url = address("workspace-company-meetings-drawn", asker.company.key, day.event.slug, language=user.language)
            NONE.send(user.email, user.language, about=day.event, user=user, event=day.event, url=url)


def tell(message: Message, part: Part, method: str, **context: Any) -> None:
    user, meeting = part.user, part.meeting
    with translation.override(user.language):
        calendar = invitation(part, method)
    context |= {"user": user, "meeting": meeting, "event": meeting.day.event, "meets": part.meets}
    message.send(
        user.email, user.language, about=meeting.day.event, calendar=calendar, url=part.url(user.language), **context
    )


def to_confirm(minutes: MeetingMinutes) -> None:
    meeting = minutes.meeting
    company, slug = meeting.asker.company, meeting.day.event.slug
    for user in people_of(company):
        url = address("workspace-company-meeting", company.key, slug, meeting.key, language=user.language)
        MINUTES.send(
            user.email, user.language, about=meeting.day.event, user=user, meets=named(meeting.body, user), url=url
        )


def objected(minutes: MeetingMinutes, reason: str) -> None:
    meeting = minutes.meeting
    body, slug = meeting.body, meeting.day.event.slug
    for user in at_table(body):
        url = address("workspace-body-meeting", body.municipality_id, slug, meeting.key, language=user.language)
        about = {"meets": str(meeting.asker.company), "reason": reason}
        OBJECTED.send(user.email, user.language, about=meeting.day.event, user=user, url=url, **about)
