"""A dialogue's managers change its phase, texts, dates, contacts, themes and partners without the administration."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.languages import CODES
from dialogues import keeping
from dialogues.enums import Phase
from dialogues.keeping_forms import ROWS
from dialogues.models import Dialogue, PhaseChange
from municipalities.interest.terms import open_dialogues
from tests.factories import ContactFactory, MilestoneFactory, PartnerFactory, StaffRoleFactory
from tests.factories.interest import ApplicantFactory, ThemeFactory
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db
PAGE = "/en/workspace/dialogues/deliveries/"


@pytest.fixture
def manager() -> Any:
    role = StaffRoleFactory(
        dialogue__slug="deliveries", dialogue__title="Deliveries", dialogue__phase="planned", user__name="Kari"
    )
    return role.user


@pytest.fixture
def dialogue(manager: Any) -> Dialogue:
    return manager.staff_roles.get().dialogue


@pytest.fixture
def client(manager: Any) -> Client:
    return signed_in(manager)


def in_all(field: str, text: str) -> dict[str, str]:
    return {f"{field}_{code}": f"{text} ({code})" for code in CODES}


def seen(client: Client, address: str) -> str:
    return client.get(address).context["form"].initial["seen"]


def trail() -> list[tuple[str, str, str, Any]]:
    return [(row.from_value, row.to_value, row.reason, row.actor) for row in PhaseChange.objects.all()]


def test_each_phase_says_what_it_opens_and_changing_it_leaves_a_trail(client: Client, manager: Any) -> None:
    page = text_of(client.get(f"{PAGE}phase/").content.decode())
    assert all(f"{phase.label}. {phase.opens}" in page for phase in Phase)
    sent = {"phase": "market_dialogue", "reason": "All have signed", "seen": seen(client, f"{PAGE}phase/")}
    assert open_dialogues().exists()
    assert {client.post(f"{PAGE}phase/", sent)["Location"] for _time in range(2)} == {f"{PAGE}#phase"}
    assert not open_dialogues().exists()
    assert trail() == [("planned", "market_dialogue", "All have signed", manager)]
    shown = text_of(client.get(PAGE).content.decode())
    assert "Planned → Market dialogue, Kari All have signed" in shown


def test_of_two_who_change_the_phase_the_second_is_shown_the_first_ones(client: Client, dialogue: Dialogue) -> None:
    sent = {"phase": "agreeing", "reason": "Enough needs", "seen": seen(client, f"{PAGE}phase/")}
    with keeping.held(dialogue, StaffRoleFactory(dialogue=dialogue).user) as current:
        keeping.write(current, phase="mapping")
    asked = client.post(f"{PAGE}phase/", sent)
    assert "Saved by somebody else meanwhile: Mapping needs." in text_of(asked.content.decode())
    assert trail() == []
    client.post(f"{PAGE}phase/", {**sent, "seen": asked.context["form"]["seen"].value()})
    assert [row[:2] for row in trail()] == [("mapping", "agreeing")]


def test_texts_and_dates_are_merged_with_what_somebody_else_saved_meanwhile(client: Client, dialogue: Dialogue) -> None:
    address = f"{PAGE}texts/"
    written = {**in_all("title", "Deliveries"), **in_all("theme", "Vans"), **in_all("summary", "Less traffic")}
    sent = {**written, "starts_on": "2026-01-01", "ends_on": "2025-01-01", "seen": seen(client, address)}
    assert "ends before it starts" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "ends_on": ""})["Location"] == f"{PAGE}#texts"
    Dialogue.objects.update(theme_en="Trucks")
    mine = {**sent, "ends_on": "2027-01-01", "seen": seen(client, address)}
    Dialogue.objects.update(summary_fi="Vähemmän liikennettä")
    client.post(address, mine)
    now = Dialogue.objects.get()
    assert (now.theme_en, now.summary_fi, now.ends_on) == ("Vans (en)", "Vähemmän liikennettä", date(2027, 1, 1))
    untitled = {**mine, **dict.fromkeys(in_all("title", ""), "")}
    assert "Write this in at least one language." in client.post(address, untitled).content.decode()


NAMES = ("title_en", "role_en", "name_en", "name")
ROW = {
    "milestones": {**in_all("title", "Offers"), "on": "2027-03-26", "precision": "month"},
    "contacts": {**in_all("role", "Manager"), "organisation": "Agency", "email": "agency@example.org"},
    "themes": in_all("name", "Terminals"),
    "partners": {"name": "Agency", "role": "funder", "country": "NO", "website": "example.org"},
}


@pytest.mark.parametrize("part", ROWS)
def test_a_row_is_added_changed_and_removed(client: Client, dialogue: Dialogue, part: str) -> None:
    rows = getattr(dialogue, part)
    assert client.post(f"{PAGE}{part}/add/", {**ROW[part], "key": str(uuid4())})["Location"] == f"{PAGE}#{part}"
    row = rows.get()
    address, name = f"{PAGE}{part}/{row.pk}/", next(name for name in ROW[part] if name in NAMES)
    changed = {**ROW[part], name: "Another", "key": str(uuid4()), "seen": seen(client, address)}
    assert client.post(address, changed)["Location"] == f"{PAGE}#{part}"
    assert getattr(rows.get(), name) == "Another"
    assert "Another" in client.get(f"{address}remove/").content.decode()
    assert {client.post(f"{address}remove/")["Location"] for _time in range(2)} == {f"{PAGE}#{part}"}
    assert not rows.exists()


def test_a_new_milestone_stands_at_its_date_which_is_as_exact_as_it_is_known(
    client: Client, dialogue: Dialogue
) -> None:
    MilestoneFactory(dialogue=dialogue, title="Results", on=None, precision="undecided", position=1)
    MilestoneFactory(dialogue=dialogue, title="Award", on=date(2027, 6, 1), position=2)
    address = f"{PAGE}milestones/add/"
    client.post(address, {**ROW["milestones"], "key": str(uuid4())})
    client.post(address, {**ROW["milestones"], "title_en": "Review", "precision": "undecided", "key": str(uuid4())})
    assert [(row.title, row.on) for row in dialogue.milestones.all()] == [
        ("Results", None),
        ("Offers (en)", date(2027, 3, 1)),
        ("Award", date(2027, 6, 1)),
        ("Review", None),
    ]
    undated = client.post(address, {**ROW["milestones"], "on": "", "key": str(uuid4())})
    assert "Give the date, or say that it is to be decided." in undated.content.decode()


def test_a_row_moves_once_from_where_it_was_seen(client: Client, dialogue: Dialogue) -> None:
    rows = [ContactFactory(dialogue=dialogue, organisation=name) for name in ("Oslo", "Turku", "Lund")]
    up = {"from": "3", "to": "up"}
    for sent in (up, up, {"to": "up"}, {"from": "1", "to": "aside"}):
        assert client.post(f"{PAGE}contacts/{rows[2].pk}/move/", sent)["Location"] == f"{PAGE}#contacts"
    assert [row.organisation for row in dialogue.contacts.all()] == ["Oslo", "Lund", "Turku"]


def test_a_theme_that_somebody_chose_stays(client: Client, dialogue: Dialogue) -> None:
    theme = ThemeFactory(dialogue=dialogue)
    ApplicantFactory().themes.add(theme)
    refused = client.post(f"{PAGE}themes/{theme.pk}/remove/").content.decode()
    assert "chose this theme" in refused
    assert dialogue.themes.get() == theme


def test_a_partner_has_each_role_once(client: Client, dialogue: Dialogue) -> None:
    PartnerFactory(dialogue=dialogue, name="Agency", role="funder")
    again = client.post(f"{PAGE}partners/add/", {**ROW["partners"], "key": str(uuid4())})
    assert (again.status_code, dialogue.partners.count()) == (200, 1)
    assert "This partner has this role already." in again.content.decode()


def test_the_browser_takes_no_longer_a_text_than_is_kept(client: Client) -> None:
    page = client.get(f"{PAGE}themes/add/").content.decode()
    assert (page.count('maxlength="100"'), page.count('maxlength="200"')) == (len(CODES), 0)


def test_the_pages_ask_the_same_number_of_queries_whatever_is_on_them(client: Client, manager: Any) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    def more() -> None:
        dialogue = manager.staff_roles.first().dialogue
        for make in (MilestoneFactory, ContactFactory, ThemeFactory, PartnerFactory):
            make(dialogue=dialogue)
        PhaseChange.objects.create(dialogue=dialogue, from_value="planned", to_value="mapping", actor=manager)
        StaffRoleFactory(user=manager, second_factor=False)

    more()
    pages = (PAGE, "/en/workspace/dialogues/")
    few = [queries(page) for page in pages]
    for _time in range(3):
        more()
    assert [queries(page) for page in pages] == few
