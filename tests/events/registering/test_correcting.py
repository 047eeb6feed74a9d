"""Staff correct what was written wrongly: it is right everywhere, within the limits, and nobody's place changes."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.forgetting import forget
from core.models import Mail
from events.calendars.entries import invitation, version_of
from events.checking_in import badges
from events.enums import RegistrationState
from events.models import Registration
from events.registering import coming, limits
from tests.events.registering.test_seats import come, states, taken
from tests.factories import MunicipalityFactory, RegistrationFactory, StaffRoleFactory, TermsFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db
LIST = "/en/workspace/events/market/registrations/"


@pytest.fixture
def event():
    return TermsFactory(event__slug="market", event__title="Market dialogue", event__state="published").event


@pytest.fixture
def desk(event) -> Client:
    client = Client()
    client.manager = StaffRoleFactory(dialogue=event.dialogue, user__name="Mari Manager").user
    client.force_login(client.manager)
    return client


def address_of(registration: Registration) -> str:
    return f"{LIST}{registration.pk}/correct/"


def shown(desk: Client, registration: Registration) -> dict[str, str]:
    """What the form says, with the marks of what was seen."""
    form = desk.get(address_of(registration)).context["form"]
    return {name: form[name].value() for name in form.fields}


def correct(desk: Client, registration: Registration, **typed: str):
    answer = desk.post(address_of(registration), {**shown(desk, registration), **typed})
    registration.refresh_from_db()
    return answer


def test_what_was_written_wrongly_is_right_on_the_list_the_badge_the_door_the_file_and_her_page(event, desk) -> None:
    kari = come(event, name="Kari Nordman", organisation="Olso kommune", is_listed=True)
    key, told = kari.key, Mail.objects.count()
    assert ">Correct<" in desk.get(LIST).content.decode()
    answer = correct(desk, kari, name=" Kari  Nordmann ", organisation="Oslo kommune")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LIST}#registration-{kari.pk}")
    assert (kari.name, kari.organisation, kari.key, kari.state) == ("Kari Nordmann", "Oslo kommune", key, "registered")
    page = desk.get(LIST).content.decode()
    own = Client().get(f"/en/events/registration/{key}/").content.decode()
    who_takes_part = Client().get(f"/en/events/registration/{key}/participants/").content.decode()
    door = desk.get("/en/workspace/events/market/check-in/").content.decode()
    file = b"".join(desk.get(f"{LIST}?as=csv").streaming_content).decode()
    badge = PdfReader(BytesIO(badges.badges(event, 1, "en").data)).pages[0].extract_text()
    calendar = invitation(kari, "REQUEST", version_of(event)).decode()
    assert "The registration is corrected." in page
    for text in (page, own, who_takes_part, door, file, badge, calendar):
        assert ("Kari Nordmann" in text, "Nordman " in text, "Olso" in text) == (True, False, False)
    for text in (page, who_takes_part, door, file, badge):
        assert "Oslo kommune" in " ".join(text.split())
    assert Mail.objects.count() == told


def test_a_correction_is_kept_with_who_made_it_and_what_stood_there_before_until_the_person_is_forgotten(
    event, desk
) -> None:
    kari = RegistrationFactory(event=event, name="Kari Nordman")
    for _time in range(2):
        correct(desk, kari, name="Kari Nordmann", organisation="Oslo")
    step = kari.trail.get()
    assert (step.action, step.from_state, step.to_state, step.actor) == (
        "correct", "registered", "registered", desk.manager)  # fmt: skip
    assert step.reason == "Kari Nordman → Kari Nordmann, Oslo"
    page = text_of(desk.get(address_of(kari)).content.decode())
    assert "Corrected, Mari Manager Kari Nordman → Kari Nordmann, Oslo" in page
    event.starts_at, event.ends_at = (timezone.now() - timedelta(days=days) for days in (4001, 4000))
    event.save()
    forget()
    step.refresh_from_db()
    assert step.reason == ""
    assert desk.get(address_of(kari)).status_code == 404


def test_an_organisation_that_staff_put_right_counts_as_before_and_who_waits_keeps_her_place(event, desk) -> None:
    limits.set_limits(event, None, {"event": 3})
    limits.set_per_organisation(event, None, 1)
    come(event, organisation="Bergen")
    wrong, waiting = come(event, organisation="Olso"), come(event, organisation="Olso")
    before, asked = taken(event), waiting.asked_at
    assert correct(desk, wrong, organisation="Bergen").status_code == 302
    correct(desk, waiting, name="Ola", organisation="Bergen")
    assert (states(event), taken(event), waiting.asked_at) == ("RRW", before, asked)
    assert (wrong.organisation, waiting.organisation) == ("Bergen", "Bergen")


def test_seats_that_she_reserved_for_nobody_yet_get_the_organisation_too(event, desk) -> None:
    leader = come(event, organisation="Olso")
    seat = Registration(name="", email="", audience=leader.audience, language="en", organisation="Olso")
    coming.bring(leader, [seat])
    correct(desk, leader, organisation="Oslo kommune")
    seat.refresh_from_db()
    assert (seat.organisation, seat.name, seat.email) == ("Oslo kommune", "", "")
    assert desk.get(address_of(seat)).status_code == 404


def test_of_two_who_correct_at_once_the_second_is_told_and_both_are_kept_where_they_changed_different_things(
    event, desk
) -> None:
    kari = RegistrationFactory(event=event, name="Kari Nordman", organisation="Olso")
    seen = shown(desk, kari)
    correct(desk, kari, name="Kari Nordmann")
    answer = desk.post(address_of(kari), {**seen, "name": "Kari Normann", "organisation": "Oslo"})
    page = text_of(answer.content.decode())
    assert "Somebody else changed this while you wrote." in page
    assert "Saved by somebody else meanwhile: Kari Nordmann" in page
    kari.refresh_from_db()
    assert (kari.name, kari.organisation) == ("Kari Nordmann", "Olso")
    assert desk.post(address_of(kari), {**seen, "organisation": "Oslo"}).status_code == 302
    kari.refresh_from_db()
    assert (kari.name, kari.organisation) == ("Kari Nordmann", "Oslo")


def test_neither_the_address_nor_an_organisation_of_the_portal_is_asked_for(event, desk) -> None:
    body = MunicipalityFactory()
    kari = RegistrationFactory(event=event, municipality=body, organisation="Oslo kommune", email="kari@oslo.example")
    page = desk.get(address_of(kari)).content.decode()
    assert re.findall(r'<input [^>]*name="(name|organisation|email)"', page) == ["name"]
    said = text_of(page.replace("<wbr>", ""))
    assert "Oslo kommune stays: it was chosen in the portal and not typed." in said
    assert "kari@oslo.example stays: the link to this registration was sent there." in said
    correct(desk, kari, name="Kari", organisation="Bergen", email="else@example.org")
    assert (kari.name, kari.organisation, kari.email) == ("Kari", "Oslo kommune", "kari@oslo.example")


def test_an_organisation_is_not_taken_away_and_need_not_be_there(event, desk) -> None:
    with_one = RegistrationFactory(event=event, organisation="Oslo")
    without = RegistrationFactory(event=event)
    assert correct(desk, with_one, organisation=" ").context["form"].errors.keys() == {"organisation"}
    assert correct(desk, without, name="Kari").status_code == 302
    assert (with_one.organisation, without.name, without.organisation) == ("Oslo", "Kari", "")


def test_what_is_cancelled_is_not_corrected_and_who_cancels_meanwhile_loses_staff_nothing_typed(event, desk) -> None:
    kari = come(event)
    typed = {**shown(desk, kari), "name": "Kari Nordmann"}
    coming.cancel(kari)
    answer = desk.post(address_of(kari), typed).content.decode()
    assert "This registration was cancelled already" in answer
    assert 'value="Kari Nordmann"' in answer
    assert desk.get(address_of(kari)).status_code == 404
    assert ">Correct<" not in desk.get(f"{LIST}?state=all").content.decode()
    kari.refresh_from_db()
    assert (kari.state, kari.name == "Kari Nordmann") == (RegistrationState.CANCELLED, False)


def test_who_was_there_is_corrected_too(event, desk) -> None:
    kari = RegistrationFactory(event=event, state=RegistrationState.ATTENDED)
    assert ">Correct<" in desk.get(LIST).content.decode()
    correct(desk, kari, name="Kari")
    assert (kari.name, kari.state) == ("Kari", "attended")


def test_a_correction_leads_back_to_the_list_as_it_was_narrowed_and_nowhere_else(event, desk) -> None:
    kari = RegistrationFactory(event=event, name="Kari")
    narrowed = f"{LIST}?q=kari&state=registered"
    assert f'href="{address_of(kari)}?next={quote(narrowed, safe="/")}"' in desk.get(narrowed).content.decode()
    for before, leads_to in ((narrowed, narrowed), ("https://example.com/", LIST)):
        answer = desk.post(f"{address_of(kari)}?next={quote(before)}", shown(desk, kari))
        assert answer.headers["Location"] == f"{leads_to}#registration-{kari.pk}"


def test_a_registration_of_another_event_is_not_found_here(event, desk) -> None:
    other = TermsFactory(event__dialogue=event.dialogue).event
    assert desk.get(address_of(RegistrationFactory(event=other))).status_code == 404
