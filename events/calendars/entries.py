"""An event as a calendar shows it. Who is told of what changed, and what its number is, `following` says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from core.mail import address
from core.texts import text_of
from events.calendars.zones import timezone_of
from events.enums import EventKind, EventState, RegistrationState
from events.models import Event, Registration

PRODUCT = "-//Nordic dialogue portal//Events//EN"
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Version:
    """How often the event has changed for calendars, and when it did last."""

    sequence: int
    at: datetime


def version_of(event: Event) -> Version:
    try:
        return Version(event.calendar_entry.sequence, event.calendar_entry.changed_at)
    except ObjectDoesNotExist:
        return Version(0, event.starts_at)


def uid_of(event: Event) -> str:
    """The same for as long as the event is there, in files, feeds and invitations."""
    return f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}"


def place_of(event: Event) -> str:
    if event.city or event.venue:
        return ", ".join(filter(None, [event.venue, event.city]))
    return _("online") if event.kind == EventKind.WEBINAR else _("place to be decided")


def calendar(events: Iterable[Event], name: str = "", method: str = "PUBLISH") -> bytes:
    """A file or feed in the active language."""
    events = list(events)
    return written(events, [entry(event, version_of(event)) for event in events], method, name)


def own_calendar(registrations: Iterable[Registration], name: str) -> bytes:
    """A person's own: what is not certain yet is tentative."""
    entries, events = [], []
    for registration in registrations:
        event = registration.event
        one = entry(event, version_of(event))
        if registration.state == RegistrationState.OFFERED and event.state == EventState.PUBLISHED:
            one["status"] = vText("TENTATIVE")
        entries.append(one)
        events.append(event)
    return written(events, entries, "PUBLISH", name)


def invitation(registration: Registration, method: str, version: Version) -> bytes:
    """What goes with a mail to one person: METHOD:REQUEST puts it into her calendar, METHOD:CANCEL takes it out."""
    event = registration.event
    one = entry(event, version)
    if method == "CANCEL":
        one["status"] = vText("CANCELLED")
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = vText(_("Nordic dialogue portal"))
    attendee = vCalAddress(f"mailto:{registration.email}")
    attendee.params.update(CN=vText(registration.name), ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE")
    one.add("organizer", organiser)
    one.add("attendee", attendee)
    return written([event], [one], method)


def written(events: list[Event], entries: list[Entry], method: str, name: str = "") -> bytes:
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", method)
    if name:
        whole.add("name", name)
        whole.add("x-wr-calname", name)
        whole.add("refresh-interval", REFRESH)
        whole["refresh-interval"].params["VALUE"] = "DURATION"
    for zone in sorted({event.time_zone for event in events}):
        whole.add_component(timezone_of(zone))
    for one in entries:
        whole.add_component(one)
    return whole.to_ical()


def entry(event: Event, version: Version) -> Entry:
    one, page = Entry(), address("event", event.slug, language=get_language() or "en")
    summary = str(text_of(event, "summary"))
    one.add("uid", uid_of(event))
    one.add("dtstamp", version.at)
    one.add("last-modified", version.at)
    one.add("sequence", version.sequence)
    add_times(one, event)
    one.add("summary", str(text_of(event, "title")))
    one.add("description", f"{summary}\n\n{page}" if summary else page)
    one.add("location", place_of(event))
    one.add("url", page)
    one.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    return one


def add_times(one: Entry, event: Event) -> None:
    """In the event's zone; of an hour that comes twice the second can only be told in UTC."""
    moments: dict[str, Any] = {"dtstart": event.starts_at, "dtend": event.ends_at}
    local = {name: at.astimezone(event.zone) for name, at in moments.items()}
    if not any(at.fold for at in local.values()):
        moments = local
    for name, at in moments.items():
        one.add(name, at)
