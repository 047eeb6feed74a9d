"""Calendars are read right by other people's programs: times on both sides of both changes, numbers, and their end."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from core.models import Mail
from core.outbox import letter
from core.zones import TimeZone
from events.calendars import following
from events.calendars.zones import change
from events.enums import EventState
from events.models import CalendarEntry, CalendarFeed, Event, Registration
from events.registering import coming, lapsing, limits
from tests.factories import EventFactory, RegistrationFactory, TermsFactory, UserFactory

pytestmark = pytest.mark.django_db

YEARS = (2020, 2023, 2024, 2027, 2034)
NEAR = [timedelta(hours=hours) for hours in (-30, -3, 2, 30)]
READER = Path(__file__).with_name("read.mjs")
NODE = shutil.which("node") or str(Path(sys.executable).with_name("node"))


def read_elsewhere(text: bytes) -> dict[str, dict[str, list[Any]]]:
    done = subprocess.run([NODE, READER], input=text, capture_output=True, check=True)
    return json.loads(done.stdout)


def read_here(text: bytes) -> dict[str, list[Any]]:
    return {
        str(one["uid"]): [iso(one["dtstart"].dt), iso(one["dtend"].dt), one["sequence"], one["status"]]
        for one in Calendar.from_ical(text).walk("VEVENT")
    }


def iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_every_zone_is_read_right_on_both_sides_of_both_changes_by_three_programs() -> None:
    dialogue = EventFactory().dialogue
    for zone in TimeZone:
        for year in YEARS:
            for at in [change(year, month) + near for month in (3, 10) for near in NEAR]:
                EventFactory(dialogue=dialogue, time_zone=zone, starts_at=at, ends_at=at + timedelta(hours=3))
    text = Client().get("/en/events/calendar.ics").content
    expected = {
        f"event-{event.pk}@testserver": [iso(event.starts_at), iso(event.ends_at), 0, "CONFIRMED"]
        for event in dialogue.events.all()
    }
    assert len(expected) == len(TimeZone) * len(YEARS) * 2 * len(NEAR) + 1
    assert read_here(text) == expected
    assert read_elsewhere(text) == {"ical.js": expected, "node-ical": expected}
    # Under names that no program knows, so that it must take the rules from the file
    unknown = text.replace(b"TZID=", b"TZID=Nowhere/").replace(b"TZID:", b"TZID:Nowhere/")
    assert read_here(unknown) == expected
    assert read_elsewhere(unknown)["ical.js"] == expected


def test_the_zones_rules_are_as_calendars_want_them() -> None:
    event = EventFactory(time_zone=TimeZone.OSLO)
    text = Client().get(f"/en/events/{event.slug}/event.ics").content.decode().replace("\r\n", "\n")
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n" in text
    assert "DTSTART;TZID=Europe/Oslo:20200326T090000\n" in text


def test_the_second_of_an_hour_that_comes_twice_is_told_in_utc() -> None:
    at = change(2027, 10) + timedelta(minutes=30)  # 02:30 in Oslo, for the second time
    event = EventFactory(time_zone=TimeZone.OSLO, starts_at=at, ends_at=at + timedelta(hours=2))
    text = Client().get(f"/en/events/{event.slug}/event.ics").content
    assert b"DTSTART:20271031T013000Z" in text
    expected = {f"event-{event.pk}@testserver": [iso(event.starts_at), iso(event.ends_at), 0, "CONFIRMED"]}
    assert read_elsewhere(text) == {"ical.js": expected, "node-ical": expected}


def test_feeds_are_the_same_for_everybody_in_the_language_of_their_address_and_hide_drafts() -> None:
    event = EventFactory(title="Market dialogue", slug="market")
    EventFactory(dialogue=event.dialogue, title="Plans", state=EventState.DRAFT, slug="plans")
    EventFactory(title="Elsewhere")
    answer = Client().get(f"/sv/events/in/{event.dialogue.slug}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "public" in answer.headers["Cache-Control"]
    assert [str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        "Market dialogue (sv)"
    ]
    assert Client().get("/en/events/plans/event.ics").status_code == 404
    assert len(Calendar.from_ical(Client().get("/en/events/calendar.ics").content).walk("VEVENT")) == 2


# A person's own


def test_a_persons_own_feed_is_secret_and_dies_when_it_is_switched_off() -> None:
    person = UserFactory(language="en")
    mine = RegistrationFactory(user=person)
    RegistrationFactory(event=mine.event)
    RegistrationFactory(user=person, state="cancelled")
    client = Client()
    client.force_login(person)
    assert "Get an address for my calendar" in client.get("/en/workspace/calendar/").content.decode()
    assert CalendarFeed.objects.count() == 0
    client.post("/en/workspace/calendar/")
    address = f"/en/events/mine/{person.calendar_feed.secret}.ics"
    assert address in client.get("/en/workspace/calendar/").content.decode()
    answer = Client().get(address)
    assert list(read_here(answer.content)) == [f"event-{mine.event_id}@testserver"]
    assert "no-store" in answer.headers["Cache-Control"]
    client.post("/en/workspace/calendar/")
    assert Client().get(address).status_code == 404
    client.post("/en/workspace/calendar/", {"off": "1"})
    assert CalendarFeed.objects.count() == 0


# Invitations


def invited() -> Registration:
    event = TermsFactory(event__title="Market dialogue", event__time_zone=TimeZone.HELSINKI).event
    limits.set_limits(event, None, {"event": 9})
    registration = RegistrationFactory.build(event=event, name="Aino, Virtanen", places=["event"])
    coming.register(registration)
    return registration


def parts_of(mail: Mail) -> dict[str, Any]:
    """The parts of a mail as it goes out, by their type."""
    message = message_from_bytes(letter(mail).message().as_bytes(), policy=policy.default)
    return {part.get_content_type(): part for part in message.walk()}


def last_invitation() -> tuple[str, Any]:
    part = parts_of(Mail.objects.exclude(calendar="").latest("pk"))["text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part["Content-Type"].params["method"] == calendar["method"]
    [entry] = calendar.walk("VEVENT")
    return str(calendar["method"]), entry


def test_who_is_registered_is_invited_by_mail_with_one_uid_and_rising_numbers() -> None:
    registration = invited()
    event = registration.event
    method, entry = last_invitation()
    assert (method, entry["uid"], entry["sequence"]) == ("REQUEST", f"event-{event.pk}@testserver", 0)
    assert (str(entry["attendee"]), entry["attendee"].params["CN"]) == (
        f"mailto:{registration.email}",
        "Aino, Virtanen",
    )
    following.follow_all()
    assert Mail.objects.count() == 1  # nothing has changed
    event.starts_at += timedelta(hours=2)
    event.ends_at += timedelta(hours=2)
    event.city = "Turku"
    event.save()
    following.follow_all()
    following.follow_all()
    mail = Mail.objects.latest("pk")
    assert mail.subject == "Changed: Market dialogue"
    assert "Place: Turku (was: to be decided)" in mail.text
    assert Mail.objects.count() == 2
    method, entry = last_invitation()
    assert (method, entry["sequence"], iso(entry["dtstart"].dt)) == ("REQUEST", 1, iso(event.starts_at))


def test_who_registers_between_two_changes_takes_neither_from_those_who_knew_of_none() -> None:
    first = invited()
    event = first.event
    event.city = "Turku"
    event.save()
    between = RegistrationFactory.build(event=event, places=["event"])
    coming.register(between)
    event.venue = "The library"
    event.save()
    following.follow_all()
    for person in (first, between):
        text = Mail.objects.get(to=person.email, subject__startswith="Changed").text
        assert "Venue and address: The library (was: to be decided)" in text
    assert "Place: Turku (was: to be decided)" in Mail.objects.filter(to=first.email).latest("pk").text
    event.city = "Vaasa"
    event.save()
    following.follow_all()
    text = Mail.objects.filter(to=first.email).latest("pk").text
    assert ("Place: Vaasa (was: Turku)" in text, "The library (was" in text) == (True, False)


def test_who_waits_reads_that_what_had_changed_is_as_it_was_before() -> None:
    event = invited().event
    limits.set_limits(event, None, {"event": 1})
    city, waiting = event.city, RegistrationFactory.build(event=event, places=["event"])
    event.city = "Turku"
    event.save()
    coming.register(waiting)
    event.city = city
    event.save()
    following.follow_all()
    changed = Mail.objects.filter(subject__startswith="Changed")
    assert {mail.to for mail in changed if "What had changed is as it was before." in mail.text} == {
        waiting.email,
        event.registrations.exclude(pk=waiting.pk).get().email,
    }


def test_an_event_that_cannot_be_looked_at_holds_up_no_other(monkeypatch) -> None:
    broken, registration = TermsFactory().event, invited()
    registration.event.city = "Turku"
    registration.event.save()
    seen = following.shown

    def shown(event: Event) -> dict[str, Any]:
        if event.pk == broken.pk:
            raise ValueError
        return seen(event)

    monkeypatch.setattr(following, "shown", shown)
    CalendarEntry.objects.get_or_create(event=broken)
    following.follow_all()
    assert Mail.objects.latest("pk").subject == "Changed: Market dialogue"


def test_a_cancelled_event_is_taken_out_of_calendars() -> None:
    registration = invited()
    event = registration.event
    event.state = EventState.CANCELLED
    event.save()
    lapsing.settle_all()
    following.follow_all()
    method, entry = last_invitation()
    assert (method, entry["status"], entry["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert Mail.objects.count() == 2
    expected = {f"event-{event.pk}@testserver": [iso(event.starts_at), iso(event.ends_at), 1, "CANCELLED"]}
    feed = Client().get("/en/events/calendar.ics").content
    assert (read_here(feed), read_elsewhere(feed)) == (expected, {"ical.js": expected, "node-ical": expected})


def test_who_cancels_and_comes_again_has_the_newest_invitation_last() -> None:
    registration = invited()
    _method, first = last_invitation()
    coming.cancel(registration)
    method, cancelled = last_invitation()
    again = RegistrationFactory.build(event=registration.event, email=registration.email, places=["event"])
    coming.register(again)
    _method, second = last_invitation()
    assert method == "CANCEL"
    assert first["sequence"] <= cancelled["sequence"] <= second["sequence"]
    assert first["dtstamp"].dt <= cancelled["dtstamp"].dt <= second["dtstamp"].dt


def test_who_waits_is_not_invited_and_who_was_not_invited_is_not_taken_out() -> None:
    event = TermsFactory().event
    limits.set_limits(event, None, {"event": 0})
    waiting = RegistrationFactory.build(event=event, places=["event"])
    coming.register(waiting)
    coming.cancel(waiting)
    assert list(Mail.objects.exclude(calendar="")) == []


def test_who_waits_or_is_offered_a_seat_is_told_of_a_change_once_and_without_an_entry_for_the_calendar() -> None:
    event = TermsFactory(event__title="Market dialogue", event__time_zone=TimeZone.HELSINKI).event
    limits.set_limits(event, None, {"event": 0})
    first, second = (RegistrationFactory.build(event=event, places=["event"]) for _person in range(2))
    coming.register(first)
    coming.register(second)
    limits.set_limits(event, None, {"event": 1})
    event.refresh_from_db()
    event.city = "Turku"
    event.save()
    Mail.objects.all().delete()
    for _time in range(2):
        following.follow_all()
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert (set(mails), Mail.objects.count()) == ({first.email, second.email}, 2)
    assert "where a seat is held for you until" in mails[first.email].text
    assert "for which you are on the waiting list, has changed" in mails[second.email].text
    assert all("Place: Turku (was: to be decided)" in mail.text for mail in mails.values())
    event.online_link = "https://meet.example.org/secret"
    event.save()
    following.follow_all()
    for person in (first, second):
        coming.cancel(Registration.objects.get(pk=person.pk))
    assert Mail.objects.count() == 5, "nothing of the link; the freed seat goes on, and both cancel"
    assert list(Mail.objects.exclude(calendar="")) == []


def test_the_text_of_an_invitation_is_forgotten_with_the_mails(settings) -> None:
    invited()
    mail = Mail.objects.get()
    parts = parts_of(mail)
    assert {"text/plain", "text/html", "text/calendar"} <= set(parts)
    assert timezone.now() - mail.created_at < timedelta(minutes=1)
