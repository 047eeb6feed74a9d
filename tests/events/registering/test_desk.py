"""Staff's list of those who register: limits, pasted people, attendance, the file; and what people are reminded of."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Mail
from dialogue_portal.workspace import coming_events
from events.enums import RegistrationState
from events.models import Event, Registration, RegistrationTerms
from events.registering import coming, limits, reminding
from events.telling.announcing import cancel, change
from tests.acts import begun
from tests.factories import RegistrationFactory, SessionFactory, StaffRoleFactory, TermsFactory
from tests.reading import asked_by, filled, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return TermsFactory(event__slug="market", event__title="Market dialogue", event__time_zone="Europe/Oslo").event


@pytest.fixture
def desk(event) -> Client:
    client = Client()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    client.force_login(manager)
    client.manager = manager
    return client


LIST = "/en/workspace/events/market/registrations/"


def test_staff_set_when_people_register_in_the_events_zone_and_how_many_may_come(event, desk, monkeypatch) -> None:
    breakout = SessionFactory(event=event, track="Room A")
    for person in (RegistrationFactory.build(event=event, places=["event"]) for _person in range(3)):
        coming.register(person)
    typed = {"opens": "", "closes": f"{event.starts_at:%Y-%m-%d}T08:00", "hold_hours": "12", "offer_hours": "24"}
    limits_typed = {"capacity": "2", "audience_municipalities": "", "audience_suppliers": "1", "per_organisation": "3"}
    answer = desk.post(f"{LIST}terms/", {**typed, **limits_typed, f"session_{breakout.pk}": "20", "asks_food": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    event.terms.refresh_from_db()
    local = event.terms.closes_at.astimezone(event.zone)
    assert (f"{local:%H:%M}", event.terms.asks_food, event.terms.per_organisation) == ("08:00", True, 3)
    assert dict(event.seats.values_list("place", "capacity")) == {
        "event": 2, "audience:municipalities": None, "audience:suppliers": 1, f"session:{breakout.pk}": 20}  # fmt: skip
    assert event.registrations.coming().count() == 3  # nobody is thrown out
    assert "3 of 2 taken" in desk.get(LIST).content.decode()
    wrong = desk.post(f"{LIST}terms/", typed | {"opens": "2090-01-01T00:00"})
    assert "It must close after it opens." in wrong.content.decode()


def on_page(desk: Client) -> dict[str, str]:
    return filled(desk.get(f"{LIST}terms/").context["form"])


def move(event: Event, by, week: timedelta = timedelta(days=7)) -> None:
    change(event, by, {"starts_at": event.starts_at + week, "ends_at": event.ends_at + week})


@pytest.mark.parametrize("week", [timedelta(days=7), -timedelta(days=7)])
def test_terms_keep_what_changed_since_their_page_was_opened(event, desk, week: timedelta) -> None:
    page = on_page(desk)
    move(event, desk.manager, week)
    terms = RegistrationTerms.objects.get()
    limits.set_limits(event, None, {"event": 40})
    breakout = SessionFactory(event=event, track="Room A")
    limits.set_limits(event, None, {f"session:{breakout.pk}": 10})
    assert desk.post(f"{LIST}terms/", page | {"hold_hours": "12", "asks_food": "on"}).status_code == 302
    now = RegistrationTerms.objects.get()
    assert (now.closes_at, now.hold_hours, now.asks_food) == (
        terms.closes_at.replace(second=0, microsecond=0), 12, True)  # fmt: skip
    capacities = dict(event.seats.exclude(capacity=None).values_list("place", "capacity"))
    assert capacities == {"event": 40, f"session:{breakout.pk}": 10}


def test_a_limit_that_two_changed_is_asked_about_and_times_are_looked_at_as_they_come_together(event, desk) -> None:
    page = on_page(desk)
    limits.set_limits(event, None, {"event": 40})
    asked = desk.post(f"{LIST}terms/", page | {"capacity": "20"})
    assert "Saved by somebody else meanwhile: 40" in text_of(asked.content.decode())
    assert event.seats.get(place="event").capacity == 40
    assert desk.post(f"{LIST}terms/", filled(asked.context["form"])).status_code == 302
    assert event.seats.get(place="event").capacity == 20

    page = on_page(desk)
    local = timezone.now().astimezone(event.zone).replace(second=0, microsecond=0, tzinfo=None)
    closes, opens = (f"{local + timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (3, 5))
    assert desk.post(f"{LIST}terms/", page | {"closes": closes}).status_code == 302
    breakout = SessionFactory(event=event, track="Room A")
    limits.set_limits(event, None, {f"session:{breakout.pk}": 10})
    form = desk.post(f"{LIST}terms/", page | {"opens": opens}).context["form"]
    assert form.errors == {"closes": ["It must close after it opens."]}
    assert (form["opens"].value(), form["closes"].value()) == (opens, closes)
    assert desk.post(f"{LIST}terms/", filled(form) | {"closes": page["closes"]}).status_code == 302
    assert event.seats.get(place=f"session:{breakout.pk}").capacity == 10


@pytest.mark.django_db(transaction=True)
def test_terms_that_are_saved_while_the_event_moves_close_with_it(event, desk) -> None:
    page = on_page(desk)
    with transaction.atomic():
        move(event, desk.manager)
        saved = begun(lambda: desk.post(f"{LIST}terms/", page | {"capacity": "9"}))
    terms = RegistrationTerms.objects.get()
    assert saved.result().status_code == 302
    assert RegistrationTerms.objects.get().closes_at == terms.closes_at.replace(second=0, microsecond=0)


def test_staff_count_and_read_as_waiting_who_has_confirmed(event, desk) -> None:
    limits.set_limits(event, None, {"event": 2})
    leader = RegistrationFactory.build(event=event, confirmed_at=None)
    coming.register(
        leader, [RegistrationFactory.build(event=event, name="Ola"), RegistrationFactory.build(event=event)]
    )
    page = desk.get("/en/workspace/events/market/")
    assert page.context["numbers"] == {"seated": 1, "waiting": 0}
    assert [(one.seated, one.waiting) for one in coming_events(desk.manager)] == [(1, 0)]
    assert "On the waiting list" not in desk.get(LIST).content.decode().partition("<tbody")[2]

    def listed(query: str) -> int:
        return len(desk.get(f"{LIST}?{query}").context["object_list"])

    def at_the_door() -> list[int]:
        page = desk.get("/en/workspace/events/market/check-in/").content.decode()
        return [page.count("On the waiting list"), page.count("Not confirmed yet")]

    there = RegistrationFactory(event=event, name="Liv", places=[])
    assert (listed("state=waiting"), listed("state=unconfirmed"), at_the_door()) == (0, 3, [0, 3])
    assert list(desk.get(f"{LIST}?sort=state").context["object_list"])[-1] == there
    there.delete()
    coming.confirm(leader)
    assert (listed("state=waiting"), listed("state=unconfirmed"), at_the_door()) == (1, 0, [1, 0])
    assert desk.get("/en/workspace/events/market/").context["numbers"] == {"seated": 2, "waiting": 1}
    assert "On the waiting list" in desk.get(LIST).content.decode().partition("<tbody")[2]


@pytest.mark.sent_twice("workspace-event-paste")
def test_pasted_people_are_looked_over_before_anybody_is_registered(event, desk) -> None:
    limits.set_limits(event, None, {"event": 40})
    there = RegistrationFactory.build(event=event, places=["event"])
    coming.register(there)
    Mail.objects.all().delete()
    text = "\n".join(f"Guest {number}, guest-{number}@example.org, Oslo" for number in range(50))
    text += f"\nGuest 3; GUEST-3@example.org\nNobody\nHer, {there.email}"
    typed = {"people": text, "audience": "everyone", "language": "fi"}
    page = desk.post(f"{LIST}paste/", {**typed, "key": key_of(desk)}).content.decode()
    shown = re.findall(r"<li>\s*(Line .*?)\s*</li>", page)
    assert shown == [
        "Line 51, “Guest 3; GUEST-3@example.org”: The same address as in line 4.",
        "Line 52, “Nobody”: No e-mail address.",
        f"Line 53, “Her, {there.email}”: Registered already.",
    ]
    assert "Register 50 people" in page
    assert (page.count('<th scope="row">Guest '), page.count(">Oslo</td>")) == (50, 50)
    assert event.registrations.count() == 1
    key = key_of(desk)
    for _time in range(2):
        assert desk.post(f"{LIST}paste/", {**typed, "go": "1", "key": key}).status_code == 302
    assert "39 registered, 11 waiting" in desk.get(LIST).content.decode()
    assert event.registrations.filter(organisation="Oslo").count() == 50
    assert event.registrations.coming().count() == 40
    assert event.registrations.filter(state=RegistrationState.WAITING).count() == 11
    assert Mail.objects.filter(language="fi").count() == 50


def key_of(desk: Client) -> str:
    found = re.search(r'name="key" value="([^"]+)"', desk.get(f"{LIST}paste/").content.decode())
    assert found
    return found[1]


def test_staff_write_down_who_was_there_and_cancel_for_others(event, desk) -> None:
    limits.set_limits(event, None, {"event": 1})
    one, other = (RegistrationFactory.build(event=event, places=["event"]) for _person in range(2))
    for person in (one, other):
        coming.register(person)
    Event.objects.update(starts_at=timezone.now())
    narrowed = desk.post(f"{LIST}{one.pk}/attend/", {"next": f"{LIST}?state=registered"})
    assert narrowed.headers["Location"] == f"{LIST}?state=registered#registration-{one.pk}"
    one.refresh_from_db()
    assert (one.state, one.trail.get().actor) == ("attended", desk.manager)
    elsewhere = desk.post(f"{LIST}{one.pk}/unattend/", {"next": "https://example.com/"})
    assert elsewhere.headers["Location"] == f"{LIST}#registration-{one.pk}"
    Event.objects.update(starts_at=event.starts_at)
    desk.post(f"{LIST}{one.pk}/cancel/")
    assert list(event.registrations.values_list("state", "ending")) == [("cancelled", "staff"), ("offered", "")]
    assert "The organisers have cancelled your registration" in Mail.objects.filter(to=one.email).latest("pk").text


def test_who_was_there_is_written_down_from_the_event_s_day_on(event, desk) -> None:
    anna = RegistrationFactory(event=event, name="Anna")
    address = f"{LIST}{anna.pk}/attend/"
    assert address not in desk.get(LIST).content.decode()
    refused = desk.post(address, follow=True).content.decode()
    assert f"The event is on {event.starts_at.astimezone(event.zone):%-d %B %Y}." in refused
    anna.refresh_from_db()
    assert anna.state == "registered"
    Event.objects.update(starts_at=timezone.localtime(timezone=event.zone).replace(hour=23, minute=59))
    assert address in desk.get(LIST).content.decode()


@pytest.mark.parametrize(("language", "word"), [("nb", "Meld av"), ("sv", "Avboka")])
def test_cancelling_for_somebody_has_another_word_than_leaving_a_form(event, desk, language: str, word: str) -> None:
    anna = RegistrationFactory(event=event, name="Anna")
    page = desk.get(LIST.replace("/en/", f"/{language}/")).content.decode()
    address = reverse("workspace-event-cancel", args=["market", anna.pk]).replace("/en/", f"/{language}/")
    assert asked_by(page, address) == f"{word} … Anna"


def test_the_list_says_that_it_is_without_those_who_cancelled_and_has_them_where_all_are_chosen(event, desk) -> None:
    RegistrationFactory(event=event, name="Carl", state=RegistrationState.CANCELLED)
    RegistrationFactory(event=event, name="Anna")
    page = desk.get(LIST)
    assert [row.name for row in page.context["object_list"]] == ["Anna"]
    assert '<option value="" selected>All but cancelled</option>' in page.content.decode()
    assert [row.name for row in desk.get(f"{LIST}?state=all&q=carl").context["object_list"]] == ["Carl"]


def test_the_file_has_needs_only_until_the_event_is_over_and_formulas_are_defused(event, desk) -> None:
    type(event.terms).objects.filter(event=event).update(asks_food=True)
    places = [f"session:{SessionFactory(event=event, title='Breakout', track='Vans').pk}"]
    RegistrationFactory(event=event, name="=1+1", food="No fish", organisation="Oslo", places=places)
    file = b"".join(desk.get(f"{LIST}?as=csv").streaming_content).decode()
    assert ("'=1+1" in file, "No fish" in file, "Breakout · Vans" in file) == (True, True, True)
    event.starts_at, event.ends_at = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    event.save()
    assert "No fish" not in b"".join(desk.get(f"{LIST}?as=csv").streaming_content).decode()


def test_the_list_asks_as_often_for_many_as_for_one(event, desk, django_assert_max_num_queries) -> None:
    RegistrationFactory(event=event)
    desk.get(LIST)
    with django_assert_max_num_queries(30) as one:
        desk.get(LIST)
    leader = RegistrationFactory(event=event)
    RegistrationFactory.create_batch(8, event=event, booked_by=leader)
    with django_assert_max_num_queries(len(one)) as many:
        assert "Guest" in desk.get(f"{LIST}?q=guest").content.decode()
    assert len(many) == len(one)


def test_staff_read_of_who_waits_that_her_organisation_has_all_of_its_seats(
    event, desk, django_assert_num_queries
) -> None:
    limits.set_per_organisation(event, None, 1)
    limits.set_limits(event, None, {"event": 2})

    def come(name: str, at: str, **fields) -> Registration:
        person = {"name": name, "email": f"{name}@{at}", "organisation": "Bergen", **fields}
        return coming.register(RegistrationFactory.build(event=event, **person))

    for name, at in (("Ada", "bergen.example"), ("Bo", "bergen.example"), ("Cai", "oslo.example")):
        come(name, at)
    come("Dag", "skien.example")  # for whom the event alone is full
    come("Eli", "bergen.example", confirmed_at=None)
    said = "All seats of her organisation are taken."

    def read() -> dict[str, bool]:
        rows = desk.get(f"{LIST}?state=all").content.decode().split('<tr id="registration-')[1:]
        return {re.findall(r"Ada|Bo|Cai|Dag|Eli|Guest", row)[0]: said in row for row in rows}

    assert read() == {"Ada": False, "Bo": True, "Cai": False, "Dag": False, "Eli": False}
    with CaptureQueriesContext(connection) as few:
        read()
    for number in range(5):
        come(f"Guest{number}", "bergen.example")
    with django_assert_num_queries(len(few)):
        assert read()["Guest"]
    limits.set_per_organisation(event, None, None)
    assert not any(read().values())


# Reminders


def at(event, begins: timedelta, asked_days_ago: int = 40, **fields) -> Registration:
    event.starts_at = timezone.now() + begins
    event.ends_at = event.starts_at + timedelta(hours=3)
    event.save()
    asked = timezone.now() - timedelta(days=asked_days_ago)
    return RegistrationFactory(event=event, asked_at=asked, **fields)


def told() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("to", "language"))


def test_people_are_reminded_a_week_and_a_day_before_once_each_in_their_language(event) -> None:
    person = at(event, timedelta(days=6), language="sv")
    at(event, timedelta(days=6), asked_days_ago=0)  # has just read when it is
    at(event, timedelta(days=6), state="waiting")
    for _time in range(2):
        reminding.remind_all()
    assert told() == [(person.email, "sv")]
    event.starts_at = timezone.now() + timedelta(hours=20)
    event.save()
    for _time in range(2):
        reminding.remind_all()
    assert told().count((person.email, "sv")) == 2
    assert "http://testserver/sv/events/registration/" in Mail.objects.first().text


def test_who_was_reminded_of_an_event_that_is_postponed_is_reminded_of_the_new_day_too(event, desk) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    person = at(event, 20 * hour, reminded_week_at=timezone.now())

    def reminders(begins: timedelta | None = None, *, later: timedelta | None = None) -> int:
        if begins:  # as time goes by
            event.starts_at, event.ends_at = timezone.now() + begins, timezone.now() + begins + 3 * hour
            event.save()
        if later:
            change(event, desk.manager, {"starts_at": event.starts_at + later, "ends_at": event.ends_at + later})
        reminding.remind_all()
        return told().count((person.email, person.language))

    assert reminders() == 1
    assert reminders(later=5 * hour) == 1
    assert (reminders(later=3 * day), reminders(20 * hour)) == (1, 2)
    assert (reminders(later=10 * day), reminders(6 * day), reminders(20 * hour)) == (2, 3, 4)


def test_nobody_more_is_reminded_of_an_event_that_is_cancelled_or_moved_while_reminders_go_out(event, desk) -> None:
    begins, reached = timedelta(days=6), []
    people = [at(event, begins), at(event, begins)]

    def remind(tell) -> None:
        due = reminding.due_before("reminded_week_at", reminding.WEEK, reminding.DAY)
        reminding.remind(due, "reminded_week_at", tell)

    def then_it_moves(person: Registration) -> None:
        reached.append(person)
        move(event, desk.manager, timedelta(days=30))

    remind(then_it_moves)
    assert reached == people[:1]
    at(event, begins).delete()

    def then_it_is_cancelled(person: Registration) -> None:
        reached.append(person)
        cancel(event, desk.manager, "No room")

    remind(then_it_is_cancelled)
    assert reached == [people[0], people[0]]


def test_after_the_event_those_who_were_there_are_thanked(event) -> None:
    there = at(event, timedelta(days=-1), state="attended", invited_as=0)
    at(event, timedelta(days=-1))  # did not come
    other = TermsFactory().event
    seated = at(other, timedelta(days=-1))  # where nobody wrote down who came
    for _time in range(2):
        reminding.remind_all()
    assert sorted(to for to, _language in told()) == sorted([there.email, seated.email])
    assert set(Mail.objects.values_list("calendar", flat=True)) == {""}  # it stays in her calendar
