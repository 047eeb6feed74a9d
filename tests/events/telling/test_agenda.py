"""The agenda is written in the workspace, moves along with its event, and is told to those who come, by difference."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.models import Mail
from core.zones import in_zone
from dialogues.models import LedgerEntry
from events.calendars import following
from events.enums import EventState
from events.models import CalendarEntry, Event, Session
from events.registering import coming, limits, places
from events.telling.announcing import change
from events.telling.shifting import moved_by
from tests.factories import EventFactory, RegistrationFactory, SessionFactory, StaffRoleFactory, TermsFactory
from tests.factories.meetings import MeetingDayFactory
from tests.needs.roles import signed_in

LANGUAGES = [code for code, _ in settings.LANGUAGES]
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def event() -> Event:
    """From nine to four on a day in a month."""
    begins = datetime.combine((timezone.now() + timedelta(days=30)).date(), datetime.min.time(), UTC)
    begins += timedelta(hours=9)
    terms = TermsFactory(event__slug="market", event__title="Market dialogue", event__time_zone="Atlantic/Reykjavik",
                         begins=begins)  # fmt: skip
    return terms.event


@pytest.fixture
def manager(event: Event) -> Any:
    return StaffRoleFactory(dialogue=event.dialogue).user


def at(event: Event, hour: int) -> datetime:
    return event.starts_at.replace(hour=hour)


def form(event: Event, starts: int, ends: int, **more: Any) -> dict[str, Any]:
    texts = {f"title_{code}": f"Vans {code}" for code in LANGUAGES}
    times = {"starts": f"{at(event, starts):%Y-%m-%dT%H:%M}", "ends": f"{at(event, ends):%Y-%m-%dT%H:%M}"}
    return {**texts, **times, "seen": "", "key": str(uuid4()), **more}


def some_minutes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AT_IT", timedelta())
    following.follow_all()


def test_sessions_are_added_changed_and_left_out_and_whoever_comes_is_told_once(
    event: Event, manager: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hubs = SessionFactory(event=event, title="Hubs", starts_at=at(event, 11), ends_at=at(event, 12))
    person = RegistrationFactory.build(event=event, language="sv", places=["event"])
    coming.register(person)
    Mail.objects.all().delete()
    client = signed_in(manager)

    page = reverse("workspace-session-add", args=["market"])
    sent = form(event, 10, 11, speakers_en="Kari Nordmann, Oslo")
    wrong = client.post(page, form(event, 8, 11)).context["form"].errors
    assert "This is outside the event" in str(wrong["starts"])
    assert {client.post(page, sent).url for _twice in range(2)} == {"/en/workspace/events/market/#agenda"}
    vans = Session.objects.get(title_en="Vans en")
    assert (vans.starts_at, vans.speakers_en) == (at(event, 10), "Kari Nordmann, Oslo")
    change_page = reverse("workspace-session", args=["market", hubs.pk])
    hubs_now = {f"title_{code}": f"Hubs ({code})" for code in LANGUAGES}
    assert client.post(change_page, {**form(event, 13, 14), **hubs_now}).status_code == 302
    assert client.post(reverse("workspace-session-remove", args=["market", vans.pk])).status_code == 302
    assert list(event.sessions.values_list("title_en", "starts_at")) == [("Hubs (en)", at(event, 13))]

    told = [entry.details["changes"]["agenda"] for entry in LedgerEntry.objects.order_by("number")]
    assert [[bool(was), bool(now)] for was, now in told] == [[False, True], [True, True], [True, False]]
    following.follow_all()
    assert Mail.objects.count() == 0, "staff are still at it"
    some_minutes_later(monkeypatch)
    some_minutes_later(monkeypatch)
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == (person.email, "sv")
    assert "13:00–14:00: Hubs (sv) (" in mail.text
    assert "11:00–12:00: Hubs (sv)" in mail.text
    assert "Vans" not in mail.text, "it came and went"


def test_what_was_noted_before_agendas_were_is_no_change(event: Event) -> None:
    coming.register(RegistrationFactory.build(event=event, places=["event"]))
    Mail.objects.all().delete()
    entry = CalendarEntry.objects.get()
    for name in ("sessions", "form", "online_link"):
        entry.shown.pop(name)
    entry.save()
    SessionFactory(event=event, starts_at=at(event, 9), ends_at=at(event, 10))
    following.follow_all()
    assert (Mail.objects.count(), CalendarEntry.objects.get().sequence) == (0, 0)


def test_a_session_moved_over_another_that_people_hold_is_warned_about_once(event: Event, manager: Any) -> None:
    one, other = (
        SessionFactory(event=event, title=title, track="A", starts_at=at(event, hour), ends_at=at(event, hour + 1))
        for title, hour in (("Vans", 10), ("Hubs", 11))
    )
    limits.set_limits(event, None, {places.session(one.pk): 9, places.session(other.pk): 9})
    for _person in range(2):
        coming.register(RegistrationFactory.build(event=event), sessions=[one.pk, other.pk])
    client, page = signed_in(manager), reverse("workspace-session", args=["market", one.pk])
    answer = client.post(page, form(event, 11, 12))
    assert "2 people chose this session and “Hubs”, which is at the same time." in answer.content.decode()
    assert "Save it all the same" in answer.content.decode()
    assert client.post(page, form(event, 11, 12, anyway="on")).status_code == 302
    one.refresh_from_db()
    assert one.starts_at == at(event, 11)
    key = event.registrations.first().key
    assert "are at the same time now" in signed_in(manager).get(f"/en/events/registration/{key}/").content.decode()
    assert "2 people chose" in client.get(reverse("workspace-session-remove", args=["market", one.pk])).content.decode()
    client.post(reverse("workspace-session-remove", args=["market", one.pk]))
    assert [row.sessions for row in event.registrations.all()] == [[other.pk]] * 2
    assert list(event.seats.values_list("place", flat=True)) == [places.session(other.pk)]


def test_an_event_moved_as_a_whole_takes_its_agenda_along_also_into_summer_time() -> None:
    winter = datetime(2027, 3, 26, 8, tzinfo=UTC)  # nine in Oslo
    event = EventFactory(time_zone="Europe/Oslo", starts_at=winter, ends_at=winter + timedelta(hours=6))
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    session = SessionFactory(event=event, starts_at=winter + timedelta(hours=1), ends_at=winter + timedelta(hours=2))
    summer = datetime(2027, 4, 2, 7, tzinfo=UTC)
    change(event, manager, {"starts_at": summer, "ends_at": summer + timedelta(hours=6)})
    session.refresh_from_db()
    assert session.starts_at == summer + timedelta(hours=1)
    change(event, manager, {"starts_at": summer - timedelta(hours=1)})
    session.refresh_from_db()
    assert session.starts_at == summer + timedelta(hours=1)


def test_an_event_moved_to_another_day_takes_its_agenda_and_meetings_along_however_long_it_is(
    event: Event, manager: Any
) -> None:
    session = SessionFactory(event=event, starts_at=at(event, 9), ends_at=at(event, 10))
    slot = MeetingDayFactory(event=event, slots=1).slots.get()
    week = timedelta(days=7)
    change(event, manager, {"starts_at": event.starts_at + week + HOUR, "ends_at": event.ends_at + week - HOUR})
    session.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (at(event, 9), at(event, 10)), "the new day, at the old time"
    assert event.meeting_day.slots.get().starts_at == slot.starts_at + week


@pytest.mark.parametrize(
    ("starts", "ends", "moved"),
    [
        ((1, 9), (2, 15), 1),  # the same two days, a day later and shorter
        ((5, 9), (5, 16), 5),  # one day only, and another
        ((-1, 9), (1, 16), None),  # a day more before it
        ((1, 9), (1, 16), None),  # the second day alone
        ((0, 10), (1, 16), None),
    ],
)
def test_an_event_of_two_days_takes_its_agenda_along_where_it_is_on_other_days(
    starts: tuple[int, int], ends: tuple[int, int], moved: int | None
) -> None:
    """Days from the first, and hours; it was from nine until four on the next day."""
    first = datetime(2027, 3, 11, tzinfo=UTC)
    event = EventFactory.build(time_zone="Atlantic/Reykjavik")
    event.starts_at, event.ends_at = (first + timedelta(days=day, hours=hour) for day, hour in (starts, ends))
    days = moved_by(event, first + 9 * HOUR, first + timedelta(days=1, hours=16))
    assert days == (None if moved is None else timedelta(days=moved))


def test_who_moves_an_event_reads_which_sessions_are_outside_of_it_now(event: Event, manager: Any) -> None:
    SessionFactory(event=event, title="Vans", starts_at=at(event, 9), ends_at=at(event, 10))
    client, page = signed_in(manager), reverse("workspace-event-change", args=["market"])
    sent = {field.name: field.value() or "" for field in client.get(page).context["form"]}
    later = event.starts_at + timedelta(days=7)
    times = {"starts": later + HOUR, "ends": later + 6 * HOUR}
    sent |= {name: f"{time:%Y-%m-%dT%H:%M}" for name, time in times.items()}
    answer = client.post(page, sent, follow=True)
    named = f"{in_zone(later, event.time_zone)}: Vans"
    assert [str(message).rpartition("event. ")[2] for message in answer.context["messages"]][-1] == named
    assert answer.content.decode().count(named) == 2, "and at the agenda"


def test_a_copy_is_a_draft_with_agenda_limits_and_terms_and_with_nobody_in_it(event: Event, manager: Any) -> None:
    Event.objects.filter(pk=event.pk).update(online_link="https://meet.example.org/secret", form="both", city="Oslo")
    session = SessionFactory(event=event, title="Vans", track="A", starts_at=at(event, 10), ends_at=at(event, 11))
    limits.set_limits(event, None, {"event": 40, places.session(session.pk): 9})
    coming.register(RegistrationFactory.build(event=event))
    client, page = signed_in(manager), reverse("workspace-event-copy", args=["market"])
    later = event.starts_at + timedelta(days=70, hours=1)
    sent = {"slug": "market-2", "starts": f"{later:%Y-%m-%dT%H:%M}", "key": str(uuid4())}
    assert "Another event has this address" in client.post(page, sent | {"slug": "market"}).content.decode()
    assert {client.post(page, sent).url for _twice in range(2)} == {"/en/workspace/events/market-2/"}
    copy = Event.objects.get(slug="market-2")
    assert (copy.state, copy.title_sv, copy.city, copy.form, copy.online_link) == (
        EventState.DRAFT, "Market dialogue (sv)", "Oslo", "both", "")  # fmt: skip
    assert (copy.starts_at, copy.ends_at - copy.starts_at) == (later, event.ends_at - event.starts_at)
    new = copy.sessions.get()
    assert (new.title_fi, new.starts_at) == ("Vans (fi)", later + timedelta(hours=1))
    assert dict(copy.seats.values_list("place", "capacity")) == {"event": 40, places.session(new.pk): 9}
    assert copy.terms.closes_at - copy.starts_at == event.terms.closes_at - event.starts_at
    assert copy.registrations.count() == 0
    unnamed = client.post(page, sent | {"slug": "", "key": str(uuid4())})
    assert unnamed.url == f"/en/workspace/events/market-dialogue-{later.year}/"
