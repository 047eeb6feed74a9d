"""Staff's lists of bodies, people and participation, and a body's page."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from core.permissions import require
from municipalities import bodies as register
from municipalities.handled import register_for
from municipalities.models import EmailDomain, Municipality, Participation, ParticipationChange
from tests.acts import count_queries
from tests.core.test_exports import content
from tests.factories import (
    DialogueFactory,
    EmailDomainFactory,
    MembershipFactory,
    MunicipalityFactory,
    ParticipationFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.needs.roles import signed_in
from tests.reading import asked_by, text_of

pytestmark = pytest.mark.django_db

BODIES, PEOPLE, PARTICIPATION = "/en/workspace/bodies/", "/en/workspace/people/", "/en/workspace/participation/"


@pytest.fixture
def dialogue() -> Any:
    return DialogueFactory(slug="mine")


@pytest.fixture
def manager(dialogue: Any) -> Client:
    return signed_in(StaffRoleFactory(dialogue=dialogue).user)


@pytest.fixture
def coordinator(dialogue: Any) -> Client:
    return signed_in(StaffRoleFactory(dialogue=dialogue, country="FI").user)


def names(client: Client, address: str) -> list[str]:
    return [str(getattr(row, "municipality", row)) for row in client.get(address).context["page"]]


def file(client: Client, address: str) -> list[list[str]]:
    return [line.split(";") for line in content(client.get(address)).decode("utf-8-sig").splitlines()]


@pytest.fixture
def bodies(dialogue: Any) -> dict[str, Any]:
    """Turku and Oslo take part in the dialogue, Malmö in another, Åbo Energi nowhere."""
    turku = MunicipalityFactory(official_name="Turku / Åbo", country="FI", code="853", population=200_000)
    oslo = MunicipalityFactory(official_name="Oslo", country="NO", population=700_000)
    malmo = MunicipalityFactory(official_name="Malmö", name_en="Malmo", country="SE", population=350_000)
    company = MunicipalityFactory(official_name="Åbo Energi", country="FI", parent=turku, population=None)
    for body in (turku, oslo):
        ParticipationFactory(municipality=body, dialogue=dialogue)
    ParticipationFactory(municipality=malmo)
    return {"turku": turku, "oslo": oslo, "malmo": malmo, "company": company}


# Bodies


def test_a_manager_looks_up_the_whole_register(manager: Client, bodies: Any) -> None:
    assert names(manager, BODIES) == ["Malmo", "Oslo", "Turku / Åbo", "Åbo Energi"]


def test_a_coordinator_looks_up_her_country(coordinator: Client, bodies: Any) -> None:
    assert names(coordinator, BODIES) == ["Turku / Åbo", "Åbo Energi"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=abo", ["Turku / Åbo", "Åbo Energi"]),
        ("q=MALMÖ", ["Malmo"]),
        ("q=853", ["Turku / Åbo"]),
        ("country=FI&kind=company", ["Åbo Energi"]),
        ("dialogue=mine", ["Oslo", "Turku / Åbo"]),
        ("part=no", ["Åbo Energi"]),
        ("part=yes&sort=-inhabitants", ["Oslo", "Malmo", "Turku / Åbo"]),
        ("sort=country", ["Turku / Åbo", "Åbo Energi", "Oslo", "Malmo"]),
    ],
)
def test_bodies_are_found_by_any_name_and_narrowed(manager: Client, bodies: Any, query: str, found: list) -> None:
    assert names(manager, f"{BODIES}?{query}") == found


def test_people_are_counted_only_where_she_handles_the_body(manager: Client, bodies: Any) -> None:
    for body in bodies.values():
        MembershipFactory(municipality=body)
    people = {row.pk: row.people for row in manager.get(BODIES).context["page"]}
    counted = {"turku": 1, "oslo": 1, "malmo": None, "company": None}
    assert people == {bodies[key].pk: number for key, number in counted.items()}


def test_bodies_go_home_as_a_file(manager: Client, bodies: Any) -> None:
    heading, turku = file(manager, f"{BODIES}?q=turku&as=csv")
    row = dict(zip(heading, turku, strict=True))
    assert (row["Name"], row["Official code"], row["Inhabitants"]) == ("Turku / Åbo", "853", "200000")
    assert row["Part in dialogues"] == Participation.objects.get(municipality=bodies["turku"]).dialogue.title


@pytest.mark.parametrize("role", ["manager", "coordinator", "coordinator elsewhere", "administrator", "supplier"])
def test_who_may_look_a_body_up_finds_it_in_the_register(role: str, bodies: Any) -> None:
    user = {
        "manager": lambda: StaffRoleFactory().user,
        "coordinator": lambda: StaffRoleFactory(country="FI").user,
        "coordinator elsewhere": lambda: StaffRoleFactory(country="IS").user,
        "administrator": lambda: UserFactory(is_superuser=True),
        "supplier": UserFactory,
    }[role]()
    found = set(register_for(user))
    assert found == {body for body in bodies.values() if user.has_perm("municipalities.view_in_register", body)}


# People


def test_staff_see_the_people_of_the_bodies_that_they_handle(manager: Client, coordinator: Client, bodies: Any) -> None:
    for body in bodies.values():
        MembershipFactory(municipality=body)
    assert sorted(names(manager, PEOPLE)) == ["Oslo", "Turku / Åbo"]
    assert names(coordinator, PEOPLE) == ["Turku / Åbo"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=sjoberg", 1), ("q=ANNA@", 1), ("q=abo", 2), ("role=editor", 1), ("country=NO", 0), ("dialogue=mine", 2)],
)
def test_people_are_found_by_name_address_and_body(manager: Client, bodies: Any, query: str, found: int) -> None:
    anna = UserFactory(name="Anna Sjöberg", email="anna@turku.fi")
    MembershipFactory(user=anna, municipality=bodies["turku"], role="editor")
    MembershipFactory(municipality=bodies["turku"], role="observer")
    assert len(names(manager, f"{PEOPLE}?{query}")) == found


def test_a_person_in_two_bodies_is_one_person_with_two_roles(manager: Client, bodies: Any) -> None:
    user = UserFactory()
    for key in ("turku", "oslo"):
        MembershipFactory(user=user, municipality=bodies[key])
    assert manager.get(PEOPLE).context["counted"] == "1 person, 2 roles"


def test_the_file_of_people_has_nobody_else(coordinator: Client, bodies: Any) -> None:
    MembershipFactory(municipality=bodies["oslo"])
    mine = MembershipFactory(municipality=bodies["turku"])
    _heading, *rows = file(coordinator, f"{PEOPLE}?as=csv")
    assert [row[1] for row in rows] == [mine.user.email]


# Participation


def test_participation_is_that_of_one_s_dialogues_and_country(
    manager: Client, coordinator: Client, bodies: Any
) -> None:
    assert names(manager, PARTICIPATION) == ["Oslo", "Turku / Åbo"]
    assert names(coordinator, PARTICIPATION) == ["Turku / Åbo"]


def test_inhabitants_are_counted_once(manager: Client, bodies: Any, dialogue: Any) -> None:
    ParticipationFactory(municipality=bodies["company"], dialogue=dialogue)
    assert manager.get(f"{PARTICIPATION}?country=FI").context["counted"] == "2 bodies with 200,000 inhabitants"


# A body's page


def test_a_body_s_page_shows_what_the_reader_may_decide(manager: Client, bodies: Any) -> None:
    turku = manager.get(reverse("workspace-register-body", args=[bodies["turku"].pk]))
    assert (
        reverse("workspace-part-end", args=[bodies["turku"].pk, turku.context["parts"][0].pk]) in turku.content.decode()
    )
    malmo = manager.get(reverse("workspace-register-body", args=[bodies["malmo"].pk])).content.decode()
    assert "/end/" not in malmo
    assert reverse("workspace-colleagues", args=[bodies["malmo"].pk]) not in malmo


def test_staff_let_a_body_take_part_change_its_role_and_end_it(manager: Client, bodies: Any, dialogue: Any) -> None:
    malmo, reason = bodies["malmo"], {"reason": "Asked for."}
    data = {"dialogue": dialogue.pk, "role": "observer", "since": "2020-01-01", "key": str(uuid4()), **reason}
    for _time in range(2):
        assert manager.post(reverse("workspace-part-add", args=[malmo.pk]), data).status_code == 302
    part = Participation.objects.get(municipality=malmo, dialogue=dialogue)
    change = reverse("workspace-part-change", args=[malmo.pk, part.pk])
    manager.post(change, {"role": "participant", "seen": "observer", **reason})
    stale = manager.post(change, {"role": "observer", "seen": "observer", **reason})
    assert "meanwhile" in stale.content.decode()
    manager.post(reverse("workspace-part-end", args=[malmo.pk, part.pk]), reason)
    steps = ParticipationChange.objects.filter(municipality=malmo).values_list("from_value", "to_value")
    assert list(steps) == [("", "observer"), ("observer", "participant"), ("participant", "")]


@pytest.mark.parametrize(("name", "offered"), [("turku", False), ("malmo", True)])
def test_only_dialogues_that_the_body_is_not_in_are_offered(
    manager: Client, bodies: Any, dialogue: Any, name: str, offered: bool
) -> None:
    page = manager.get(reverse("workspace-part-add", args=[bodies[name].pk]))
    assert (f'value="{dialogue.pk}"' in str(page.context["form"]["dialogue"])) == offered


def test_a_reason_is_asked_for(manager: Client, bodies: Any, dialogue: Any) -> None:
    part = Participation.objects.get(municipality=bodies["turku"])
    page = manager.post(reverse("workspace-part-end", args=[bodies["turku"].pk, part.pk]), {"reason": " "})
    assert list(page.context["form"].errors) == ["reason"]


def test_a_company_is_added_to_its_parent_and_shares_its_country(manager: Client, bodies: Any) -> None:
    address = reverse("workspace-register-company-add", args=[bodies["turku"].pk])
    data = {"official_name": "  Turun  Vesi ", "key": str(uuid4())}
    assert manager.post(address, data).url == manager.post(address, data).url
    company = Municipality.objects.get(official_name="Turun Vesi")
    assert (company.kind, company.parent, company.country) == ("company", bodies["turku"], "FI")
    again = manager.post(address, {**data, "key": str(uuid4())})
    assert "same name or code already" in again.content.decode()


def test_a_body_that_is_no_more_gets_no_company(manager: Client, bodies: Any) -> None:
    Municipality.objects.filter(pk=bodies["turku"].pk).update(merged_into=bodies["oslo"])
    address = reverse("workspace-register-company-add", args=[bodies["turku"].pk])
    assert manager.post(address, {"official_name": "X", "key": str(uuid4())}).status_code == 403


def test_a_coordinator_adds_bodies_of_her_country_only(coordinator: Client) -> None:
    data = {"kind": "region", "country": "NO", "official_name": "Akershus", "key": str(uuid4())}
    refused = coordinator.post(reverse("workspace-register-add"), data)
    assert list(refused.context["form"].errors) == ["country"]
    coordinator.post(reverse("workspace-register-add"), {**data, "country": "FI", "official_name": "Uusimaa"})
    assert list(Municipality.objects.values_list("official_name", "kind")) == [("Uusimaa", "region")]


def test_a_municipality_s_code_and_country_are_the_register_s(manager: Client, bodies: Any) -> None:
    data = {"official_name": "Turku", "name_en": "Turku", "code": "999", "country": "SE", "population": "205000"}
    manager.post(reverse("workspace-register-edit", args=[bodies["turku"].pk]), data)
    turku = Municipality.objects.get(pk=bodies["turku"].pk)
    assert (turku.official_name, turku.code, turku.country, turku.population) == ("Turku", "853", "FI", 205_000)
    assert log_of(turku) == ["official_name was Turku / Åbo, name_en was –, population was 200000"]


def test_of_two_who_edit_a_body_each_changes_what_she_changed_and_is_asked_about_what_both_did(
    manager: Client, coordinator: Client, bodies: Any
) -> None:
    address = reverse("workspace-register-edit", args=[bodies["turku"].pk])

    def shown(page: Any) -> dict[str, Any]:
        return {field.html_name: field.value() or "" for field in page.context["form"]}

    mine = {**shown(manager.get(address)), "population": "205000", "website": "https://turku.example"}
    coordinator.post(address, {**shown(coordinator.get(address)), "name_sv": "Åbo", "population": "204000"})
    asked = manager.post(address, mine)
    assert "Saved by somebody else meanwhile: 204000" in text_of(asked.content.decode())
    assert manager.post(address, shown(asked)).status_code == 302
    turku = Municipality.objects.get(pk=bodies["turku"].pk)
    assert (turku.name_sv, turku.population, turku.website) == ("Åbo", 205_000, "https://turku.example")
    assert log_of(turku) == [
        "name_sv was –, population was 200000",
        "population was 204000, website was –",
    ]


def test_a_body_that_a_register_merges_while_it_is_edited_stays_merged(
    manager: Client, bodies: Any, monkeypatch: Any
) -> None:
    def merged_then(by: Any, permission: str, body: Municipality) -> None:
        require(by, permission, body)
        Municipality.objects.filter(pk=body.pk).update(merged_into=bodies["oslo"])

    monkeypatch.setattr(register, "require", merged_then)
    turku = bodies["turku"]
    answer = manager.post(reverse("workspace-register-edit", args=[turku.pk]), {"official_name": "Turku"})
    assert "merged or closed" in answer.content.decode()
    now = Municipality.objects.get(pk=turku.pk)
    assert (now.official_name, now.merged_into, log_of(turku)) == ("Turku / Åbo", bodies["oslo"], [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Turku.FI ", "turku.fi"),
        ("åbo.fi", "xn--bo-xia.fi"),
        ("gmail.com", None),
        ("kommune.no", None),
        ("not a domain", None),
    ],
)
def test_a_domain_is_kept_if_it_can_be_the_body_s_own(
    manager: Client, bodies: Any, typed: str, kept: str | None
) -> None:
    EmailDomainFactory(municipality=bodies["oslo"], domain="oslo.kommune.no")
    address = reverse("workspace-register-domain-add", args=[bodies["turku"].pk])
    answers = [manager.post(address, {"domain": typed}) for _time in range(2)]
    found = list(EmailDomain.objects.filter(municipality=bodies["turku"]).values_list("domain", flat=True))
    assert found == ([kept] if kept else [])
    assert log_of(bodies["turku"]) == ([f"Added e-mail domain “{kept}”."] if kept else [])
    assert {answer.status_code for answer in answers} == {302 if kept else 200}


def test_a_domain_is_removed_which_is_asked_about_once(manager: Client) -> None:
    domain = EmailDomainFactory()
    page = reverse("workspace-register-body", args=[domain.municipality_id])
    address = reverse("workspace-register-domain-remove", args=[domain.municipality_id, domain.pk])
    assert asked_by(manager.get(page).content.decode(), address) == f"Remove … {domain}"
    for _time in range(2):
        assert manager.post(address).status_code == 302
    assert not EmailDomain.objects.exists()
    assert log_of(domain.municipality) == [f"Deleted e-mail domain “{domain.domain}”."]


def log_of(body: Municipality) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(body.pk), user__isnull=False)
    return [entry.get_change_message() for entry in entries.order_by("pk")]


# Queries


@pytest.mark.parametrize("address", [BODIES, PEOPLE, PARTICIPATION, f"{BODIES}?as=csv", f"{PARTICIPATION}?as=csv"])
def test_a_list_asks_the_database_as_often_for_little_as_for_much(
    manager: Client, bodies: Any, dialogue: Any, address: str
) -> None:
    MembershipFactory(municipality=bodies["turku"])
    ask = lambda: getattr(manager.get(address), "getvalue", bytes)()  # noqa: E731
    ask()
    before = count_queries(ask)
    for _number in range(20):
        part = ParticipationFactory(dialogue=dialogue, municipality__parent=bodies["turku"])
        ParticipationFactory(municipality=part.municipality)
        MembershipFactory(municipality=part.municipality)
    assert count_queries(ask) == before


def test_a_body_s_page_asks_as_often_for_little_as_for_much(manager: Client, bodies: Any, dialogue: Any) -> None:
    turku = bodies["turku"]
    address = reverse("workspace-register-body", args=[turku.pk])
    ParticipationChange.objects.create(municipality=turku, dialogue=dialogue, to_value="observer")
    EmailDomainFactory(municipality=turku)
    manager.get(address)
    before = count_queries(lambda: manager.get(address))
    for _number in range(5):
        ParticipationChange.objects.create(
            municipality=turku, dialogue=dialogue, to_value="observer", actor=UserFactory()
        )
        EmailDomainFactory(municipality=turku)
        ParticipationFactory(municipality=turku)
        MunicipalityFactory(parent=turku, merged_into=bodies["oslo"])
    assert count_queries(lambda: manager.get(address)) <= before
