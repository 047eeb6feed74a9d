"""1:1 meetings as calendars show them: each for one of its two sides, who reads with whom she meets."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Event as Entry
from icalendar import vCalAddress, vText

from accounts.models import User
from core.mail import address
from core.texts import text_of
from events.calendars.entries import add_times, written
from events.meetings.enums import MeetingState
from events.models import Event, Meeting, MeetingDay
from events.places import place_of
from municipalities.models import Membership
from municipalities.rules import EDITORS
from suppliers.companies.acting import companies_of
from suppliers.notifications.companies import people_of

AT_TABLE = ("people", "municipality__memberships__user__representations")


@dataclass(frozen=True)
class Part:
    """One person's part in a meeting: whom she meets, and where she reads more."""

    meeting: Meeting
    user: Any
    meets: str
    url_name: str
    key: Any

    def url(self, language: str) -> str:
        return address(self.url_name, self.key, self.meeting.day.event.slug, language=language)


def parts(meeting: Meeting) -> list[Part]:
    """Everybody of both sides. Who came for a company that was joined with another comes for that one now."""
    met, body = meeting.asker.company, meeting.body
    company = met.joined_into or met
    people, key = people_of(company), body.municipality_id
    side = [Part(meeting, user, named(body, user), "workspace-company-meetings", company.key) for user in people]
    return [*side, *(Part(meeting, user, str(met), "workspace-body-meetings", key) for user in at_table(body))]


def named(body: Any, user: Any) -> str:
    """As she calls it in her language."""
    with override(user.language):
        return str(body)


def at_table(body: Any) -> list[Any]:
    """Who sits there, of those who may write for the body; where nobody of them was named, all of them.

    But for those whose account is off, or whose own company competes with the companies that come.
    """
    prefetch_related_objects([body], *AT_TABLE)
    members = sorted(body.municipality.memberships.all(), key=lambda row: row.pk)
    editors = [row.user for row in members if row.role in EDITORS and row.user.is_active]
    away = competing([user.pk for user in editors if user.representations.all()], body.day)
    here = [user for user in editors if user.pk not in away]
    named = set(body.people.all())
    return [user for user in here if user in named] or here


def competing(users: list[int], day: MeetingDay) -> set[int]:
    """Those of them who `competes` at the day."""
    if not users:
        return set()
    return set(User.objects.filter(is_rival("pk", day.pk), pk__in=users).values_list("pk", flat=True))


def is_rival(user: str, day: Any) -> Exists:
    """Within a query: whether the person at the path `user` `competes` at the day."""
    her = OuterRef(OuterRef(OuterRef(user)))
    return Exists(MeetingDay.objects.of_rivals(her).filter(pk=day))


def of_person(user: Any) -> list[Part]:
    """Her meetings in timetables that are published, for her own calendar."""
    companies = list(companies_of(user))
    members = Membership.objects.filter(municipality=OuterRef("body__municipality"))
    editors = members.filter(role__in=EDITORS, user__is_active=True)
    there = editors.filter(user__meeting_tables=OuterRef("body"))
    named = there.filter(~is_rival("user", OuterRef(OuterRef("day"))))
    is_named = Exists(named.filter(user=user)) | ~Exists(named)
    sits = Exists(editors.filter(user=user)) & is_named & ~Q(day__in=MeetingDay.objects.of_rivals(user))
    rows = Meeting.objects.whole().filter(Q(asker__company__in=companies) | sits, slot__isnull=False)
    found = []
    for meeting in rows:
        company = meeting.asker.company
        if company in companies:
            found.append(Part(meeting, user, str(meeting.body), "workspace-company-meetings", company.key))
        else:
            key = meeting.body.municipality_id
            found.append(Part(meeting, user, str(company), "workspace-body-meetings", key))
    return found


def entry(part: Part, language: str) -> Entry:
    """In the active language."""
    meeting, one = part.meeting, Entry()
    event = meeting.day.event
    one.add("uid", f"meeting-{meeting.key}@{urlsplit(settings.SITE_URL).hostname}")
    one.add("dtstamp", meeting.changed_at)
    one.add("last-modified", meeting.changed_at)
    one.add("sequence", meeting.sequence)
    add_times(one, timed(meeting))
    one.add("summary", _("Meeting: %(name)s") % {"name": part.meets})
    one.add("description", f"{text_of(event, 'title')}\n\n{part.url(language)}")
    is_known = event.venue or event.city or not event.is_on_site
    one.add("location", ", ".join([str(meeting.body.room), *([place_of(event)] if is_known else [])]))
    is_off = meeting.state in (MeetingState.CANCELLED, MeetingState.MISSED)
    one.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return one


def timed(meeting: Meeting) -> Event:
    """The meeting's time, in its event's zone."""
    slot: Any = meeting.slot
    return Event(starts_at=slot.starts_at, ends_at=slot.ends_at, time_zone=meeting.day.event.time_zone)


def invitation(part: Part, method: str) -> str:
    """What goes with a mail: REQUEST puts the meeting into her calendar, or moves it there; CANCEL takes it out."""
    user, one = part.user, entry(part, part.user.language)
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = vText(_("Nordic dialogue portal"))
    attendee = vCalAddress(f"mailto:{user.email}")
    attendee.params.update(CN=vText(user.name), ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE")
    one.add("organizer", organiser)
    one.add("attendee", attendee)
    return written([part.meeting.day.event], [one], method).decode()


def for_feed(user: Any, language: str) -> tuple[list[Event], list[Entry]]:
    mine = of_person(user)
    return [part.meeting.day.event for part in mine], [entry(part, language) for part in mine]
