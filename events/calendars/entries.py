"""An event as a calendar shows it. Who is told of what changed, and what its number is, `following` says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from core.languages import readers_language
from core.mail import address
from core.texts import text_of
from events.calendars.zones import timezone_of
from events.enums import EventState, RegistrationState
from events.models import Event, Registration
from events.places import place_of

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


def calendar(events: Iterable[Event], name: str = "") -> bytes:
    """A file or feed in the active language."""
    events = list(events)
    return written(events, [entry(event, version_of(event)) for event in events], "PUBLISH", name)


def own_calendar(
    registrations: Iterable[Registration], name: str, more: tuple[list[Event], list[Entry]] = ([], [])
) -> bytes:
    """A person's own: what is not certain yet is tentative. `more` are entries of hers within events (1:1 meetings)."""
    events, entries = list(more[0]), list(more[1])
    for registration in registrations:
        event = registration.event
        one = entry(event, version_of(event), registration.online_link)
        if registration.state == RegistrationState.OFFERED and event.state == EventState.PUBLISHED:
            one["status"] = vText("TENTATIVE")
        entries.append(one)
        events.append(event)
    return written(events, entries, "PUBLISH", name)


def invitation(registration: Registration, method: str, version: Version) -> bytes:
    """What goes with a mail to one person: METHOD:REQUEST puts it into her calendar, METHOD:CANCEL takes it out."""
    event = registration.event
    one = entry(event, version, registration.online_link if method == "REQUEST" else "")
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


def entry(event: Event, version: Version, online_link: str = "") -> Entry:
    """`online_link` stands only in what one person alone reads who has a seat."""
    one, page = Entry(), address("event", event.slug, language=readers_language())
    described = [str(text_of(event, "summary")), page]
    if online_link:
        described.insert(1, _("Take part online: %(link)s") % {"link": online_link})
        one.add("conference", online_link, {"VALUE": "URI", "FEATURE": "VIDEO"})
    one.add("uid", uid_of(event))
    one.add("dtstamp", version.at)
    one.add("last-modified", version.at)
    one.add("sequence", version.sequence)
    add_times(one, event)
    one.add("summary", str(text_of(event, "title")))
    one.add("description", "\n\n".join(filter(None, described)))
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
