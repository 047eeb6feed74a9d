"""Registering by the form for everybody, and what the link in the mail leads to."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from core.limits import Limit
from core.models import Mail
from events.calendars import secrets
from events.enums import Audience
from events.models import Breakouts, Registration
from events.notifications import reminders
from events.personal import PERSONAL
from events.registering import coming, lapsing, limits, pasted
from events.registering.forms import RegistrationForm
from municipalities import memberships
from tests.factories import (
    CompanyFactory,
    MembershipFactory,
    RegistrationFactory,
    RepresentativeFactory,
    SessionFactory,
    TermsFactory,
    UserFactory,
)
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Kari Nordmann",
    "email": "Kari@Example.no",
    "organisation": "Example Bikes AS",
    "audience": "suppliers",
    "language": "en",
}


@pytest.fixture
def event():
    event = TermsFactory(event__slug="market", event__title="Market dialogue").event
    limits.set_limits(event, None, {"event": 2})
    return event


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch) -> None:
    monkeypatch.setattr(RegistrationForm, "least_seconds", 0)


def send(address: str, client: Client | None = None, **typed):
    client = client or Client()
    page = client.get(address)
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', page.content.decode()) for name in ("shown", "key")}
    hidden = {name: match[1] for name, match in found.items() if match}
    return client.post(address, {**hidden, **typed})


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("to", "subject"))


def test_a_person_registers_without_cookie_and_confirms_by_the_link_in_the_mail(event) -> None:
    client = Client()
    answer = send("/en/events/market/register/", client, **TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/events/market/register/sent/")
    assert client.cookies == {}
    registration = event.registrations.get()
    assert (registration.state, registration.email, registration.audience) == (
        "unconfirmed", "kari@example.no", "suppliers")  # fmt: skip
    mail = Mail.objects.get()
    address = f"/en/events/registration/{registration.key}/"
    assert (mail.is_secret, f"http://testserver{address}" in mail.text) == (True, True)
    page = Client().get(address)
    assert "Confirm the registration" in page.content.decode()
    registration.refresh_from_db()
    assert registration.state == "unconfirmed"  # opening changes nothing
    assert Client().post(f"{address}confirm/").headers["Location"] == address
    assert "You are registered." in Client().get(address).content.decode()
    assert [subject for _to, subject in mails()] == [
        "Confirm your registration: Market dialogue",
        "You are registered: Market dialogue",
    ]


def test_registering_twice_is_answered_with_the_same_page_and_a_mail_that_says_so(event) -> None:
    answers = [send("/en/events/market/register/", **TYPED)]
    coming.confirm(event.registrations.get())
    answers.append(send("/en/events/market/register/", **TYPED, reserve="5"))
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/en/events/market/register/sent/")
    }
    assert mails()[-1] == ("kari@example.no", "You are registered already: Market dialogue")
    assert event.registrations.count() == 1


@pytest.mark.sent_twice("event-register")
def test_one_form_sent_twice_makes_one_registration_and_one_mail(event) -> None:
    key = str(uuid4())
    client = Client()
    shown = re.search(r'name="shown" value="([^"]+)"', client.get("/en/events/market/register/").content.decode())
    for _time in range(2):
        client.post("/en/events/market/register/", {**TYPED, "key": key, "shown": shown[1]})
    assert (event.registrations.count(), len(mails())) == (1, 1)


def test_a_robot_and_another_site_leave_nothing(event) -> None:
    assert send("/en/events/market/register/", **TYPED, company_fax="1").status_code == 302
    answer = Client().post("/en/events/market/register/", TYPED, headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, event.registrations.count()) == (403, 0)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(event) -> None:
    answer = send("/en/events/market/register/", **TYPED | {"email": "kari"}, colleagues="Ola\nPer, per@example.no")
    page = answer.content.decode()
    assert "Line 1: No e-mail address." in page
    assert "Enter a valid email address." in page
    assert "Example Bikes AS" in page
    assert event.registrations.count() == 0


def test_too_many_forms_wait_and_lose_nothing(event) -> None:
    for _time in range(5):
        send("/en/events/market/register/", **TYPED)
    answer = send("/en/events/market/register/", **TYPED)
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert "Kari Nordmann" in answer.content.decode()


def test_after_closing_the_page_says_so_also_to_a_form_that_was_open_then(event) -> None:
    type(event.terms).objects.filter(event=event).update(closes_at=timezone.now())
    answer = Client().get("/en/events/market/register/")
    assert (answer.status_code, "Registration is closed" in answer.content.decode()) == (410, True)
    assert Client().post("/en/events/market/register/", TYPED).status_code == 410


def test_closing_is_decided_by_the_statement_that_registers(event, monkeypatch) -> None:
    type(event.terms).objects.filter(event=event).update(closes_at=timezone.now())
    monkeypatch.setattr("events.views.registering.is_open", lambda _event: True)  # the page was a moment too slow
    answer = send("/en/events/market/register/", **TYPED)
    assert (answer.status_code, "came too late and was not stored" in answer.content.decode()) == (410, True)


def test_colleagues_and_reserved_seats_wait_for_the_one_who_brings_them(event) -> None:
    limits.set_limits(event, None, {"event": 9})
    send("/en/events/market/register/", **TYPED, colleagues="Ola <ola@example.no>", reserve="1")
    assert [to for to, _subject in mails()] == ["kari@example.no"]
    leader = event.registrations.get(email="kari@example.no")
    page = Client().get(f"/en/events/registration/{leader.key}/").content.decode()
    assert all("Seats for those whom you register too are given" in text for text in (page, Mail.objects.get().text))
    coming.confirm(leader)
    assert [to for to, _subject in mails()] == ["kari@example.no", "kari@example.no", "ola@example.no"]
    assert "Kari Nordmann registered you." in Mail.objects.get(to="ola@example.no").text
    seat = leader.booked.get(name="")
    own = f"/en/events/registration/{leader.key}/"
    Client().post(f"{own}seats/{seat.pk}/", {"name": "Per", "email": "per@example.no"})
    assert mails()[-1] == ("per@example.no", "You are registered: Market dialogue")
    Client().post(f"{own}colleagues/", {"colleagues": "Liv, liv@example.no", "reserve": "2", "key": uuid4()})
    assert leader.booked.active().count() == 5
    ola = leader.booked.get(email="ola@example.no")
    assert Client().get(f"/en/events/registration/{ola.key}/cancel/").status_code == 200
    Client().post(f"{own}seats/{ola.pk}/cancel/")
    Client().post(f"{own}cancel/")
    assert sorted(event.registrations.active().values_list("name", flat=True)) == ["Liv", "Per"]


def test_the_own_page_says_what_was_saved_refused_or_wrong_and_that_takes_the_focus(event) -> None:
    registration = RegistrationFactory(event=event)
    own = f"/en/events/registration/{registration.key}/"
    client = Client()

    def told(page: str) -> list[str]:
        return re.findall(r'<div class="ds-alert"[^>]*data-focus>\s*<p[^>]*>(.*?)</p>', page)

    saved = client.post(f"{own}change/", {"name": "Kari Vik"}, follow=True)
    assert f'<a class="ds-link" href="{event.get_absolute_url()}">' in saved.content.decode()
    assert (saved.redirect_chain, told(saved.content.decode())) == ([(f"{own}?saved", 302)], ["Saved."])
    assert (client.cookies, told(client.get(own).content.decode())) == ({}, [])
    wrong = client.post(f"{own}change/", {"name": ""}).content.decode()
    assert wrong.split("<title>")[1].split()[:2] == ["Error:", "Your"]
    Registration.objects.filter(pk=registration.pk).update(state="cancelled")
    refused = client.post(f"{own}change/", {"name": "Kari Vik"}).content.decode()
    assert told(refused) == ["This registration was cancelled already, or the event is over."]


def test_what_is_wrong_with_one_reserved_seat_is_said_there_alone_and_leads_to_its_field(event) -> None:
    leader = RegistrationFactory(event=event)
    nobody = {"event": event, "booked_by": leader, "name": "", "email": ""}
    first, second, third = sorted(RegistrationFactory.create_batch(3, **nobody), key=lambda seat: seat.pk)
    own = f"/en/events/registration/{leader.key}/"
    page = Client().post(f"{own}seats/{second.pk}/", {"name": "Per Vik", "email": "per"}).content.decode()
    fields = {name: tag for tag, name in re.findall(r'(<input [^>]*id="(seat-[^"]+)"[^>]*>)', page)}
    assert list(fields) == [f"seat-{seat.pk}-{name}" for seat in (first, second, third) for name in ("name", "email")]
    email = f"seat-{second.pk}-email"
    assert [name for name, tag in fields.items() if "aria-invalid" in tag] == [email]
    assert f'aria-describedby="{email}-error"' in fields[email]
    assert [name for name, tag in fields.items() if "value=" in tag] == [f"seat-{second.pk}-name", email]
    assert (page.count('id="error-summary-title"'), page.count(f'href="#{email}"')) == (1, 1)
    assert len(re.findall(r"<details open>\s*<summary>Say who comes", page)) == 1


def test_naming_a_seat_to_a_registered_and_to_an_unknown_address_gives_the_same_page(event) -> None:
    limits.set_limits(event, None, {"event": 9})
    liv = RegistrationFactory(event=event, name="Liv Dahl", email="liv@example.no")
    pages = []
    for address in ("liv@example.no", "nobody@example.no"):
        leader = RegistrationFactory(event=event)
        seat = RegistrationFactory(event=event, booked_by=leader, name="", email="")
        own = f"/en/events/registration/{leader.key}/"
        answer = Client().post(f"{own}seats/{seat.pk}/", {"name": "Liv", "email": address})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{own}?saved")
        page = Client().get(own).content.decode() + Client().get(f"{own}seats/{seat.pk}/cancel/").content.decode()
        for known in (leader.key, leader.name, leader.email):
            page = page.replace(known, "")
        pages.append(re.sub(r"/seats/\d+/|value=\"[^\"]+\"|src=\"data:[^\"]+\"", "", page))
    assert pages[0] == pages[1]
    assert mails() == [
        ("liv@example.no", "You are registered already: Market dialogue"),
        ("nobody@example.no", "You are registered: Market dialogue"),
    ]
    assert list(event.registrations.filter(email="liv@example.no")) == [liv]
    assert event.registrations.seated().count() == 5


def test_an_address_that_others_type_again_and_again_is_written_to_twice_a_day_for_an_event(event, monkeypatch) -> None:
    limits.set_limits(event, None, {"event": 9})
    leader = RegistrationFactory(event=event)
    later = RegistrationFactory(event=event, state="unconfirmed", confirmed_at=None)
    ola = {"event": event, "name": "Ola", "email": "ola@example.no"}
    for _time in range(3):
        [brought] = coming.bring_more(leader, [RegistrationFactory.build(**ola)])
        coming.cancel(brought)
    coming.bring(later, [RegistrationFactory.build(**ola)])
    coming.confirm(later)
    coming.tell_owner(event.pk, "ola@example.no")
    seats = [RegistrationFactory(event=event, booked_by=leader, name="", email="") for _seat in range(2)]
    addresses = [f"/en/events/registration/{leader.key}/seats/{seat.pk}/" for seat in seats]
    assert Client().post(addresses[0], {"name": "Ola", "email": "ola@example.no"}).status_code == 302
    subjects = [subject.partition(":")[0] for to, subject in mails() if to == "ola@example.no"]
    assert subjects == ["You are registered", "Registration cancelled"] * 2
    unheard = event.registrations.active().filter(email="ola@example.no", invited_as=None).first()
    reminders.soon(unheard)
    coming.cancel(unheard)
    assert [mail for mail in mails() if mail[0] == "ola@example.no"][-1][1].startswith("Registration cancelled")

    monkeypatch.setattr("events.views.registering.CHANGES_FROM_NETWORK", Limit("none", most=0, seconds=60))
    answer = Client().post(addresses[1], {"name": "Liv", "email": "liv@example.no"})
    assert (answer.status_code, "liv@example.no" in answer.content.decode()) == (429, True)
    assert "liv@example.no" not in dict(mails())


@pytest.mark.parametrize("leader_is", ["confirmed", "confirmed later", "signed in"])
def test_bringing_a_registered_and_an_unknown_address_gives_the_same_page(event, leader_is: str) -> None:
    limits.set_limits(event, None, {"event": 9})
    liv = RegistrationFactory(event=event, name="Liv Dahl", email="liv@example.no")
    pages = []
    for number, address in enumerate(("liv@example.no", "nobody@example.no")):
        leader = bringing(event, leader_is, f"Liv <{address}>", f"leader{number}@example.no")
        own = f"/en/events/registration/{leader.key}/"
        seat = leader.booked.get()
        page = Client().get(own).content.decode() + Client().get(f"{own}seats/{seat.pk}/cancel/").content.decode()
        for known in (leader.key, leader.email):
            page = page.replace(known, "")
        pages.append(re.sub(r"/seats/\d+/|value=\"[^\"]+\"|src=\"data:[^\"]+\"", "", page))
    assert pages[0] == pages[1]
    told = [mail for mail in mails() if not mail[0].startswith("leader")]
    already = [("liv@example.no", "You are registered already: Market dialogue")]
    assert told == [
        *(already if leader_is != "confirmed later" else []),
        ("nobody@example.no", "You are registered: Market dialogue"),
    ]
    assert list(event.registrations.filter(email="liv@example.no")) == [liv]
    assert event.registrations.seated().count() == 5


def bringing(event, leader_is: str, colleagues: str, email: str) -> Registration:
    """A leader who brought these colleagues and is confirmed by now."""
    if leader_is == "confirmed":
        leader = RegistrationFactory(event=event, name="Kari", email=email)
        typed = {"colleagues": colleagues, "key": uuid4()}
        Client().post(f"/en/events/registration/{leader.key}/colleagues/", typed)
    elif leader_is == "confirmed later":
        send("/en/events/market/register/", **(TYPED | {"email": email, "name": "Kari"}), colleagues=colleagues)
        coming.confirm(event.registrations.get(email=email))
    else:
        client = signed_in(UserFactory(email=email, name="Kari"))
        send("/en/workspace/events/market/register/", client, acts_for="person", name="Kari", colleagues=colleagues)
    return event.registrations.get(email=email)


def test_a_name_that_was_given_without_an_address_is_forgotten_as_others_are(event) -> None:
    kept = next(one for one in PERSONAL if one.name == "registrations")
    leader, nobody = RegistrationFactory(event=event), {"name": "", "email": ""}
    given = RegistrationFactory(event=event, booked_by=leader, name="Liv", email="")
    RegistrationFactory(event=event, booked_by=leader, **nobody)
    assert set(kept.due(timezone.now() + timedelta(days=3650))) == {leader, given}


def test_who_cancels_says_which_colleagues_go_with_her_and_still_sees_those_who_stay(event) -> None:
    limits.set_limits(event, None, {"event": 9})
    leader, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    ola, liv = (RegistrationFactory(event=event, booked_by=leader, name=name) for name in ("Ola", "Liv"))
    own = f"/en/events/registration/{leader.key}/"
    asked = Client().get(f"{own}cancel/").content.decode()
    assert re.findall(r'name="colleagues"\s+value="(\d+)"', asked) == [str(ola.pk), str(liv.pk)]
    refused = Client().post(f"{own}cancel/", {"colleagues": [other.pk]})
    assert (refused.status_code, event.registrations.active().count()) == (200, 4)
    Client().post(f"{own}cancel/", {"colleagues": [ola.pk]})
    assert list(event.registrations.active().order_by("pk")) == [other, liv]
    page = Client().get(own).content.decode()
    assert ("Liv" in page, "Ola" in page, f"/seats/{liv.pk}/cancel/" in page) == (True, False, True)
    assert ("Register colleagues" in page, 'href="/en/events/market/"' in page) == (False, True)
    Client().post(f"{own}seats/{liv.pk}/cancel/")
    assert list(event.registrations.active()) == [other]


def test_who_waits_is_not_told_of_a_seat_that_she_gives_back(event) -> None:
    limits.set_limits(event, None, {"event": 0})
    waiting = RegistrationFactory.build(event=event, places=["event"])
    coming.register(waiting)
    asked = Client().get(f"/en/events/registration/{waiting.key}/cancel/").content.decode()
    assert ("no longer on the waiting list" in asked, "goes to the next" in asked) == (True, False)


@pytest.mark.parametrize(("state", "is_told"), [("registered", True), ("waiting", False)])
def test_only_who_has_a_seat_is_told_that_she_will_hear_of_her_breakout(event, state: str, is_told: bool) -> None:
    Breakouts.objects.create(event=event, closes_at=timezone.now())
    person = RegistrationFactory(event=event, state=state)
    page = Client().get(f"/en/events/registration/{person.key}/").content.decode()
    assert ("Wishes are closed." in page) == is_told


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"event": 1}, "All seats are taken. You can register for the waiting list"),
        ({"audience:suppliers": 1}, "All seats for companies are taken."),
        ({"audience:municipalities": 1}, ""),
        ({"event": 2}, ""),
    ],
)
def test_that_all_seats_are_taken_is_said_before_anybody_registers(event, limit, said) -> None:
    limits.set_limits(event, None, {"event": None} | limit)
    RegistrationFactory(event=event, places=["event", "audience:suppliers"])
    limits.set_limits(event, None, {})  # counts anew
    for address in ("/en/events/market/", "/en/events/market/register/"):
        page = Client().get(address).content.decode()
        assert ("seats are taken" in page or "seats for companies" in page) == bool(said), address
        assert said in page, address
        assert ("Register for the waiting list" in page) == (limit == {"event": 1}), address


def test_somebody_elses_seat_is_not_reached_by_ones_own_key(event) -> None:
    mine, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    reserved = RegistrationFactory(event=event, booked_by=other, name="", email="")
    for what in (f"seats/{reserved.pk}/", f"seats/{reserved.pk}/cancel/"):
        assert Client().post(f"/en/events/registration/{mine.key}/{what}", {"name": "X", "email": "x@example.org"}
                             ).status_code == 404  # fmt: skip
    reserved.refresh_from_db()
    assert (reserved.state, reserved.name) == ("registered", "")


def test_who_was_moved_up_takes_the_seat_by_the_link_in_the_mail(event) -> None:
    limits.set_limits(event, None, {"event": 1})
    first, second = (RegistrationFactory.build(event=event, places=["event"]) for _person in range(2))
    for person in (first, second):
        coming.register(person)
    coming.cancel(first)
    assert mails()[-1] == (second.email, "A seat has become free: Market dialogue")
    address = f"/en/events/registration/{second.key}/"
    assert "I come" in Client().get(address).content.decode()
    Client().post(f"{address}confirm/")
    second.refresh_from_db()
    assert second.state == "registered"
    Registration.objects.filter(pk=second.pk).update(state="offered", offered_until=timezone.now())
    assert "no longer held for you" in Client().post(f"{address}confirm/").content.decode()
    lapsing.settle_all()
    assert mails()[-1][1] == "The seat was not confirmed in time: Market dialogue"


def test_needs_are_asked_only_if_the_event_asks_and_may_be_changed(event) -> None:
    asked = "What do you not eat?"
    assert asked not in Client().get("/en/events/market/register/").content.decode()
    type(event.terms).objects.filter(event=event).update(asks_food=True)
    send("/en/events/market/register/", **TYPED, food="No fish", access="A ramp")
    registration = event.registrations.get()
    assert (registration.food, registration.access) == ("No fish", "")
    coming.confirm(registration)
    address = f"/en/events/registration/{registration.key}/"
    Client().post(f"{address}change/", {"name": "Kari N.", "food": "No meat"})
    registration.refresh_from_db()
    assert (registration.name, registration.food) == ("Kari N.", "No meat")


def test_breakouts_at_the_same_time_are_told_apart_by_their_tracks_and_cannot_both_be_chosen(event) -> None:
    starts = event.starts_at
    one, other = (SessionFactory(event=event, title="Breakout", track=track, starts_at=starts,
                                 ends_at=starts + timedelta(hours=1)) for track in ("Vans", "Hubs"))  # fmt: skip
    limits.set_limits(event, None, {f"session:{one.pk}": 5, f"session:{other.pk}": 5})
    answer = send("/en/events/market/register/", **TYPED, sessions=[one.pk, other.pk])
    page, at = answer.content.decode(), date_format(starts.astimezone(event.zone), "DATETIME_FORMAT")
    assert "“Breakout · Hubs” and “Breakout · Vans” are at the same time" in page
    assert (f"Breakout · Hubs, {at}–" in page, f"Breakout · Vans, {at}–" in page) == (True, True)
    send("/en/events/market/register/", **TYPED, sessions=[one.pk])
    registration = event.registrations.get()
    assert registration.sessions == [one.pk]
    own = f"/en/events/registration/{registration.key}/"
    assert "<li>Breakout · Vans</li>" in Client().get(own).content.decode()

    def choose(*sessions) -> tuple[str, list[int]]:
        chosen = {"name": "Kari Nordmann", "sessions": [session.pk for session in sessions]}
        page = Client().post(f"{own}change/", chosen).content.decode()
        registration.refresh_from_db()
        return page, registration.sessions

    coming.confirm(registration)
    assert choose(other) == ("", [other.pk])
    limits.set_limits(event, None, {f"session:{one.pk}": 0})
    (full, stays), (both, stay) = choose(one), choose(one, other)
    assert ("has no seat left" in full, "are at the same time" in both, stays, stay) == (True, True, [other.pk], stays)
    type(event.terms).objects.filter(event=event).update(closes_at=timezone.now())
    assert choose() == ("", [other.pk])


def test_one_person_registers_no_more_than_forty_others(event) -> None:
    before = RegistrationFactory(event=event, state="cancelled")
    leader = RegistrationFactory(event=event, email=before.email)
    RegistrationFactory.create_batch(39, event=event, booked_by=before, state="cancelled")
    for colleagues, is_refused in (("Ola, ola@example.no\nLiv, liv@example.no", True), ("Ola, ola@example.no", False)):
        typed = {"colleagues": colleagues, "key": uuid4()}
        page = Client().post(f"/en/events/registration/{leader.key}/colleagues/", typed).content.decode()
        assert ("You can register 40 others in all" in page, "liv@example.no" in page) == (is_refused, is_refused)
    assert leader.booked.active().count() == 1


# With an account


def test_an_event_for_municipalities_asks_for_membership(event) -> None:
    event.audience = Audience.MUNICIPALITIES
    event.save()
    assert "Sign in and register" in Client().get("/en/events/market/register/").content.decode()
    member = MembershipFactory()
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/en/workspace/events/market/register/").status_code == 403
    client.force_login(member.user)
    answer = send("/en/workspace/events/market/register/", client, acts_for=f"body:{member.municipality_id}")
    registration = event.registrations.get()
    assert answer.headers["Location"] == f"/en/events/registration/{registration.key}/"
    assert (registration.state, registration.municipality, registration.user, registration.places[2]) == (
        "registered", member.municipality, member.user, f"organisation:body-{member.municipality_id}")  # fmt: skip


def test_who_acts_for_no_public_buyer_any_more_does_not_come_to_what_is_for_their_people_alone(event) -> None:
    limits.set_limits(event, None, {"event": 1})
    stays, goes = MembershipFactory(), MembershipFactory()
    event.online_link = "https://meet.example/secret"
    event.audience = Audience.MUNICIPALITIES
    event.save()
    page = "/en/workspace/events/market/register/"
    for member in (goes, stays):
        send(page, signed_in(member.user), acts_for=f"body:{member.municipality_id}")
    secrets.make(goes.user)
    hers = event.registrations.get(user=goes.user)
    addresses = [f"/en/events/registration/{hers.key}/", f"/en/events/mine/{goes.user.calendar_feed.secret}.ics"]
    lapsing.settle_all()
    assert ["meet.example" in Client().get(address).text for address in addresses] == [True, True]
    memberships.leave(goes)
    lapsing.settle_all()
    assert ["meet.example" in Client().get(address).text for address in addresses] == [False, False]
    assert "for people of public buyers" in Client().get(addresses[0]).text
    assert Client().get(f"{addresses[0]}participants/").status_code == 302
    assert list(event.registrations.values_list("state", "ending")) == [("cancelled", "role"), ("offered", "")]
    cancelled = Mail.objects.get(template="events/mail/registration_cancelled")
    assert "You act for none any more, so your registration is cancelled." in cancelled.text


def test_who_acts_for_another_public_buyer_now_or_came_to_an_event_for_everyone_keeps_her_seat(event) -> None:
    inside = TermsFactory(event__audience=Audience.MUNICIPALITIES).event
    moved, gone = MembershipFactory(), MembershipFactory()
    for there, member in ((inside, moved), (event, gone)):
        RegistrationFactory(event=there, user=member.user, municipality=member.municipality)
    MembershipFactory(user=moved.user)
    for member in (moved, gone):
        memberships.leave(member)
    lapsing.settle_all()
    assert set(Registration.objects.values_list("state", flat=True)) == {"registered"}


def test_a_member_ticks_her_colleagues_and_an_address_counts_once(event) -> None:
    limits.set_limits(event, None, {"event": 9})
    member = MembershipFactory()
    ola = MembershipFactory(municipality=member.municipality, user__name="Ola").user
    MembershipFactory(municipality=member.municipality, user__is_active=False)
    elsewhere, client = MembershipFactory().user, Client()
    client.force_login(member.user)
    page, typed = "/en/workspace/events/market/register/", {"acts_for": f"body:{member.municipality_id}"}
    assert client.get(page).context["form"].fields["known"].choices == [(ola.email, "Ola")]
    assert send(page, client, **typed, known=[elsewhere.email]).status_code == 200
    send(page, client, **typed, known=[ola.email], colleagues=f"Ola N, {ola.email}\nLiv, liv@example.no")
    brought = event.registrations.get(user=member.user).booked.order_by("name")
    assert list(brought.values_list("name", "email")) == [("Liv", "liv@example.no"), ("Ola", ola.email)]


def test_who_is_signed_in_and_was_named_by_somebody_who_never_confirmed_gets_the_link_that_lets_her_come(event) -> None:
    member = MembershipFactory()
    send("/en/events/market/register/", **TYPED, colleagues=f"Her, {member.user.email}")
    hers, client = event.registrations.get(email=member.user.email), Client()
    client.force_login(member.user)
    page, typed = "/en/workspace/events/market/register/", {"acts_for": f"body:{member.municipality_id}"}
    assert "Your address is registered already." in send(page, client, **typed).content.decode()
    assert f"/en/events/registration/{hers.key}/" in Mail.objects.get(to=member.user.email).text
    client.post(f"/en/events/registration/{hers.key}/confirm/")
    send(page, client, **typed)
    assert mails()[-2:] == [
        (member.user.email, "You are registered: Market dialogue"),
        (member.user.email, "You are registered already: Market dialogue"),
    ]


def test_nobody_comes_for_a_company_that_is_not_hers(event) -> None:
    other, mine = CompanyFactory(), RepresentativeFactory()
    client = Client()
    client.force_login(mine.user)
    assert send("/en/workspace/events/market/register/", client, acts_for=f"company:{other.pk}").status_code == 200
    assert event.registrations.count() == 0
    send("/en/workspace/events/market/register/", client, acts_for=f"company:{mine.company_id}")
    assert event.registrations.get().audience == "suppliers"


def test_a_link_whose_registration_was_not_confirmed_in_time_says_so_and_leads_to_the_events() -> None:
    answer = Client().get("/en/events/registration/unknown/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "A registration that is not confirmed in time is removed." in page
    assert 'class="ds-button" href="/en/events/"' in page


@pytest.mark.parametrize("is_found", [True, False])
def test_who_confirms_while_her_registration_lapses_reads_that_it_is_gone(event, monkeypatch, is_found: bool) -> None:
    send("/en/events/market/register/", **TYPED)
    registration, confirm = event.registrations.get(), coming.confirm

    def lapse(*_found: Registration) -> None:
        event.registrations.update(held_until=timezone.now())
        lapsing.settle_all()

    def too_late(found: Registration) -> None:
        lapse()
        confirm(found)

    monkeypatch.setattr(coming, "confirm", too_late)
    if not is_found:
        lapse()
    answer = Client().post(f"/en/events/registration/{registration.key}/confirm/")
    said = "A registration that is not confirmed in time is removed." in answer.content.decode()
    assert (answer.status_code, said) == (404, True)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nobody_is_told_of_a_registration_that_lapses_while_she_registers_again(
    event, monkeypatch, is_signed_in: bool
) -> None:
    member, client, tell_owner = MembershipFactory(), Client(), coming.tell_owner
    send("/en/events/market/register/", **TYPED | {"email": member.user.email})

    def too_late(event_id: int, email: str) -> None:
        event.registrations.all().delete()
        tell_owner(event_id, email)

    monkeypatch.setattr(coming, "tell_owner", too_late)
    if is_signed_in:
        client.force_login(member.user)
        page, typed = "/en/workspace/events/market/register/", {"acts_for": f"body:{member.municipality_id}"}
    else:
        page, typed = "/en/events/market/register/", TYPED | {"email": member.user.email}
    assert send(page, client, **typed).status_code == (200 if is_signed_in else 302)
    assert len(mails()) == 1


# Pasted lines


def test_five_hundred_pasted_lines_are_read_and_each_bad_one_is_named() -> None:
    text = "\n".join(f"Guest {number} <guest{number}@example.org>" for number in range(500))
    text += (
        "\n\nGuest 7, GUEST7@example.org\nOla\n;x@example.org\nOla; a@b\tc@d.no\nPer\tper@example\nLiv, liv@example.no"
    )
    lines = pasted.read(text, registered=["LIV@example.no"])
    assert len([line for line in lines if not line.wrong]) == 500
    assert [(line.number, line.wrong) for line in lines if line.wrong] == [
        (502, "The same address as in line 8."),
        (503, "No e-mail address."),
        (504, "No name."),
        (505, "Two addresses in one line."),
        (506, "This is no e-mail address."),
        (507, "Registered already."),
    ]


@pytest.mark.parametrize(
    ("line", "name", "organisation"),
    [
        ("Anna Hansen; anna@example.dk; Aarhus Kommune", "Anna Hansen", "Aarhus Kommune"),
        ("Anna Hansen\tanna@example.dk\tAarhus Kommune", "Anna Hansen", "Aarhus Kommune"),
        ('"Erik ""Rød"" Lund","anna@example.dk","Lund, Berg & Co"', 'Erik "Rød" Lund', "Lund, Berg & Co"),
        ("Freja Friis , anna@example.dk, Firma A/S", "Freja Friis", "Firma A/S"),
        ("Anna;Hansen;anna@example.dk;", "Anna Hansen", ""),
        ("Hansen, Anna <anna@example.dk>", "Hansen, Anna", ""),
        ('"Hansen, Anna" <anna@example.dk>', "Hansen, Anna", ""),
        ("anna@example.dk; Anna Hansen; Aarhus Kommune", "Anna Hansen", "Aarhus Kommune"),
        ('"Anna Hansen; anna@example.dk', "Anna Hansen", ""),
    ],
)
def test_a_pasted_line_has_name_address_and_organisation_as_spreadsheets_write_them(
    line: str, name: str, organisation: str
) -> None:
    [read] = pasted.read(line)
    assert (read.name, read.email, read.organisation, read.wrong) == (name, "anna@example.dk", organisation, "")


def test_a_pasted_line_that_is_too_long_is_left_out() -> None:
    lines = [
        f"Anna; anna@example.dk; {'x' * 201}",
        f"{'x' * 151}; anna@example.dk",
        f"Anna; anna@x.dk; {'x' * 150_000}",
    ]
    assert [pasted.read(line)[0].wrong for line in lines] == [
        "The organisation is too long.", "The name is too long.", "The name is too long."]  # fmt: skip
