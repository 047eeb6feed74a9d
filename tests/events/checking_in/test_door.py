"""At the door: who is there, badges, whom participants read of each other, and what is forgotten once it is over."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.forgetting import forget
from core.qr import qr_code
from events.checking_in import badges
from events.checking_in.codes import code_of
from events.enums import RegistrationState
from events.models import Event, Registration
from tests.factories import MunicipalityFactory, RegistrationFactory, StaffRoleFactory, TermsFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db
DOOR = "/en/workspace/events/market/check-in/"


@pytest.fixture
def event() -> Event:
    return TermsFactory(event__slug="market", event__title="Market dialogue").event


@pytest.fixture
def door(event: Event) -> Client:
    client = Client()
    manager = StaffRoleFactory(dialogue=event.dialogue).user
    client.force_login(manager)
    return client


def state(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.state


def send(door: Client, **fields: str) -> tuple[int, str]:
    """As the script sends it."""
    answer = door.post(DOOR, fields, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()["said"]


def test_staff_check_in_by_name_or_by_the_badge_and_twice_is_once(event: Event, door: Client) -> None:
    asa = RegistrationFactory(event=event, name="Åsa Öberg", organisation="Örebro kommun")
    RegistrationFactory(event=event, name="Kari Nordmann")
    waits = RegistrationFactory(event=event, name="Ola", state=RegistrationState.WAITING)
    page = door.get(DOOR).content.decode()
    assert ("Åsa Öberg" in page, "Kari Nordmann" in page) == (True, True)
    found = door.get(DOOR, {"q": "örebro"}).content.decode()
    assert ("Åsa Öberg" in found, "Kari Nordmann" in found) == (True, False)

    badge = f"{DOOR}{code_of(asa)}/"
    assert Client().get(badge).headers["Location"] == f"/en/account/login/?next={badge}"
    one = door.get(badge).content.decode()
    assert ("Åsa Öberg" in one, "Kari Nordmann" in one, state(asa)) == (True, False, "registered")
    answer = door.post(DOOR, {"code": code_of(asa)}, follow=True).content.decode()
    assert ("Åsa Öberg is there." in answer, "<span data-here>1</span> of 2" in answer) == (True, True)
    assert send(door, code=code_of(asa)) == (200, "")
    assert (state(asa), [step.action for step in asa.trail.all()]) == ("attended", ["attend"])
    assert send(door, undo=code_of(asa)) == (200, "")
    assert state(asa) == "registered"

    assert send(door, code=code_of(waits)) == (409, "Ola has no seat: On the waiting list.")
    assert send(door, code="0" * 16) == (404, "This badge belongs to nobody who is registered for this event.")
    elsewhere = door.get(f"{DOOR}{code_of(waits)}/")
    assert (elsewhere.status_code, "Ola has no seat: On the waiting list." in elsewhere.content.decode()) == (404, True)


def test_who_looks_for_somebody_without_a_seat_reads_why_she_has_none(event: Event, door: Client) -> None:
    RegistrationFactory(event=event, name="Kari Nordmann")
    RegistrationFactory(event=event, name="Ola", state=RegistrationState.WAITING)
    RegistrationFactory(event=event, name="Ole", state=RegistrationState.CANCELLED)
    everybody, found = (door.get(DOOR, query).content.decode() for query in ({}, {"q": "ol"}))
    assert [hidden_in(page, "data-nobody") for page in (everybody, found)] == [True, False]
    assert [hidden_in(page, "data-without-seat") for page in (everybody, found)] == [True, False]
    assert "Ola On the waiting list" in text_of(found)
    assert ("Ole" in found, "Kari" in found) == (False, False)


def hidden_in(page: str, mark: str) -> bool:
    """Whether the one element with the mark is hidden."""
    [attributes] = re.findall(rf"<[^>]*\b{mark}\b([^>]*)>", page)
    return "hidden" in attributes.split()


def test_what_a_telephone_sends_late_says_when_it_was(event: Event, door: Client) -> None:
    now = timezone.now()
    times = [now - timedelta(minutes=50), now - timedelta(days=3), now + timedelta(hours=2)]
    written = [at.isoformat() for at in times] + ["yesterday", "2020-13-01T00:00Z"]
    people = [RegistrationFactory(event=event) for _at in written]
    assert {send(door, code=code_of(one), at=at) for one, at in zip(people, written, strict=True)} == {(200, "")}
    minutes = [round((now - one.trail.get().at).total_seconds() / 60) for one in people]
    assert minutes == [50, 0, 0, 0, 0]

    first, second = people[:2]  # there since 50 minutes, and since now
    assert send(door, undo=code_of(first), at=(now - timedelta(minutes=40)).isoformat()) == (200, "")
    assert send(door, undo=code_of(second), at=(now - timedelta(minutes=40)).isoformat()) == (
        409,
        f"{second} is there.",
    )
    assert (state(first), state(second)) == ("registered", "attended")
    assert send(door, undo=code_of(second), at=(now - timedelta(seconds=20)).isoformat()) == (200, "")
    undone = [round((now - one.trail.get(action="unattend").at).total_seconds() / 60) for one in (first, second)]
    assert (state(second), undone) == ("registered", [40, 0])


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"])
def test_a_telephone_with_an_impossible_clock_is_answered(event: Event, door: Client, at: str) -> None:
    guest = RegistrationFactory(event=event)
    assert send(door, code=code_of(guest), at=at) == (200, "")
    assert send(door, undo=code_of(guest), at=at)[0] in (200, 409)


def test_the_door_asks_the_database_no_more_for_many_than_for_one(
    event: Event, door: Client, django_assert_max_num_queries: Any
) -> None:
    RegistrationFactory(event=event)
    door.get(DOOR)

    def asked() -> int:
        with django_assert_max_num_queries(40) as counted:
            assert door.get(DOOR).status_code == 200
        return len(counted)

    one = asked()
    RegistrationFactory.create_batch(9, event=event)
    assert asked() == one


def test_badges_are_pictures_of_a_code_that_opens_nothing_but_the_door(event: Event, door: Client, monkeypatch) -> None:
    monkeypatch.setattr(badges, "AT_ONCE", 9)
    names = [f"Guest number {number:02}" for number in range(10)]
    for name in names:
        guest = RegistrationFactory(event=event, name=name, organisation="Oslo kommune")
    page = door.get("/en/workspace/events/market/registrations/").content.decode()
    assert ("badges-1.pdf" in page, "badges-2.pdf" in page, "badges-3.pdf" in page) == (True, True, False)
    found = []
    for part, sheets in ((1, 2), (2, 1)):
        answer = door.get(f"/en/workspace/events/market/badges-{part}.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        pdf = PdfReader(BytesIO(answer.content))
        assert len(pdf.pages) == sheets
        found += [line for sheet in pdf.pages for line in sheet.extract_text().splitlines() if "Guest" in line]
    assert found == names
    assert door.get("/en/workspace/events/market/badges-3.pdf").status_code == 404
    code = code_of(guest)
    assert code not in guest.key
    own = Client().get(guest.get_absolute_url()).content.decode()
    assert qr_code(f"http://testserver/en/workspace/events/market/check-in/{code}/") in own
    assert Client().get(f"/en/events/registration/{code}/").status_code == 404


def test_companies_read_of_each_other_only_where_both_agreed(event: Event) -> None:
    def guest(name: str, organisation: str, audience: str, **more: Any) -> Registration:
        return RegistrationFactory(event=event, name=name, organisation=organisation, audience=audience, **more)

    open_one = guest("Open One", "Open AS", "suppliers", is_listed=True)
    guest("Open Two", "Other AB", "suppliers", is_listed=True)
    shy = guest("Shy One", "Shy AS", "suppliers")
    claims = guest("Claims", "Nobody knows", "municipalities")
    oslo = guest("Kari", "Oslo kommune", "municipalities", municipality=MunicipalityFactory(), is_listed=True)
    guest("Ola", "Oslo kommune", "municipalities")
    guest("Gone", "Gone AS", "suppliers", is_listed=True, state="cancelled")
    waits = guest("Waits", "Waits AS", "suppliers", is_listed=True, state="waiting")
    everybody = {"Open One", "Open Two", "Shy One", "Kari", "Ola", "Claims", "Gone", "Waits",
                 "Open AS", "Other AB", "Shy AS", "Oslo kommune", "Nobody knows", "Gone AS", "Waits AS"}  # fmt: skip

    def read(reader: Registration) -> set[str]:
        page = Client().get(f"{reader.get_absolute_url()}participants/").content.decode()
        return {name for name in everybody if name in page}

    buyers = {"Oslo kommune", "Kari", "Nobody knows"}
    agreed = {"Open One", "Open Two", "Open AS", "Other AB"}
    assert read(open_one) == buyers | agreed
    assert read(shy) == buyers
    assert read(claims) == buyers, "whoever says that she is of a municipality has proven nothing"
    assert read(oslo) == buyers | agreed
    assert read(waits) == set()
    own = Client().get(shy.get_absolute_url()).content.decode()
    assert "Name me and my organisation to the others who take part" in own
    Client().post(f"{shy.get_absolute_url()}change/", {"name": "Shy One", "is_listed": "on"})
    assert read(shy) == buyers | agreed | {"Shy One", "Shy AS"}


def test_what_people_need_is_forgotten_when_the_event_is_over_and_who_they_were_a_year_later(event: Event) -> None:
    needs = {"access": "A ramp", "food": "Nuts", "interpretation": "Into Finnish"}
    coming, over, long_ago = (
        RegistrationFactory(event=TermsFactory(begins=timezone.now() + ahead).event, is_listed=True, **needs)
        for ahead in (timedelta(days=2), timedelta(hours=-9), timedelta(days=-380))
    )
    forget()
    for one in (coming, over, long_ago):
        one.refresh_from_db()
    assert (coming.access, coming.food, coming.interpretation) == ("A ramp", "Nuts", "Into Finnish")
    assert (over.access, over.food, over.interpretation) == ("", "", "")
    assert (over.name, over.is_listed, long_ago.name, long_ago.is_listed) == (over.name, True, "—", False)
    assert long_ago.email.endswith("@erased.invalid")
