"""Pages and files of demand: who sees what of it."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from core.texts import Text
from municipalities.models import Municipality
from needs.figures.demand import YearDemand
from needs.figures.dialogue import bodies_of
from needs.figures.keeping import content_of
from needs.figures.reading import UnitDemand
from needs.models import ChallengeNeed, SourcePart, Statement
from needs.publishing.briefs import brief_html
from needs.views.dialogue_demand import pictures
from tests.factories import (
    ChallengeFactory,
    DemandLineFactory,
    DialogueFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    ParticipationFactory,
    StaffRoleFactory,
    StatementFactory,
    UserFactory,
)
from tests.needs.roles import signed_in
from tests.published import add_need, publish, published_statement
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db
PARTS = {
    "country": {"FI": Decimal(4), "NO": Decimal(5)},
    "certainty": {"planned": Decimal(3), "decided": Decimal(6)},
}


def make_once() -> Statement:
    """Published, of three bodies."""
    return published_statement(challenge__slug="vans")


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


def test_before_anything_is_published_the_page_says_so() -> None:
    statement = StatementFactory()
    page = read(f"/en/dialogues/{statement.challenge.dialogue.slug}/demand/")
    assert "Nothing is published yet." in page
    assert Client().get(f"/en/dialogues/{statement.challenge.dialogue.slug}/demand/csv/").status_code == 404


def test_the_dialogue_s_demand_is_that_of_its_published_statements_frozen(statement: Statement) -> None:
    challenge = statement.challenge
    address = f"/en/dialogues/{challenge.dialogue.slug}/demand/"
    assert "Together 300" in read(address)
    assert ">Deliveries</h2>" in Client().get(address).content.decode()
    add_need(challenge)
    ChallengeNeed.objects.first().need.demand_lines.update(quantity=7777)
    assert "Together 300" in read(address)
    assert json.loads(Client().get(f"{address}json/").content)["figures"][0]["number"] == "300"
    rows = list(
        csv.reader(io.StringIO(b"".join(Client().get(f"{address}csv/").streaming_content).decode()), delimiter=";")
    )
    assert rows[1][:8] == ["Demand", "", "deliveries", "2021", "", "300", "", "3"]


def test_each_picture_of_a_dialogues_demand_has_its_own_name_and_none_is_drawn_twice(statement: Statement) -> None:
    address = f"/en/dialogues/{statement.challenge.dialogue.slug}/demand/"
    assert Client().get(address).content.decode().count("<title id=") == 2  # of one country and certainty; the calendar
    unit = UnitDemand("vans", Text("vans", "en"), [YearDemand(2021, Decimal(9), 6, PARTS)], Decimal(9))
    drawn = [(str(by), str(drawing)) for by, drawing in pictures(unit)]
    assert [by for by, _drawing in drawn] == ["By country", "By certainty"]
    assert all(f"Demand per year {by.lower()}: vans" in drawing for by, drawing in drawn)


def test_the_bodies_of_a_dialogues_demand_are_said_to_be_those_that_have_it(statement: Statement) -> None:
    page = read(f"/en/dialogues/{statement.challenge.dialogue.slug}/demand/")
    assert "These are the public buyers whose demand it is, without those that only signed." in page
    assert "A need may count in several challenges. The demand of the whole dialogue counts" in read(
        "/en/challenges/vans/"
    )


def test_a_dialogue_counts_its_bodies_whatever_they_are_called_by_now_and_no_namesakes(statement: Statement) -> None:
    bodies = [need.municipality for need in statement.challenge.needs.order_by("pk")]
    MunicipalityFactory(official_name=bodies[0].official_name, region_code="18")
    Municipality.objects.filter(pk=bodies[1].pk).update(official_name="Another")
    dialogue = statement.challenge.dialogue
    assert set(bodies_of(dialogue)) == set(bodies)
    bodo = MunicipalityFactory(official_name="Bodø", country="NO")
    before_numbers = {"format": 3, "bodies": [{"official_name": "Bodø", "country": "NO"}]}
    StatementFactory(
        challenge=ChallengeFactory(dialogue=dialogue), clauses=0, state="published", content=before_numbers
    )
    assert set(bodies_of(dialogue)) == {*bodies, bodo}


def test_what_has_merged_is_one_body_behind_a_figure() -> None:
    needs = [NeedFactory(demand={}) for _body in range(3)]
    for need in needs:
        DemandLineFactory(need=need, value_min=1000, currency="EUR", earliest_start="2021-03-01")
    statement = StatementFactory(challenge=ChallengeFactory(dialogue=needs[0].dialogue, needs=needs))
    assert shown(statement) == ("300", 3, 3000, 3)
    merge(needs[0].municipality, needs[1].municipality)
    assert shown(statement) == (None, None, None, None)


def test_earlier_figures_are_held_against_new_ones_as_of_what_their_bodies_are_by_now() -> None:
    first = published_statement(bodies=4)
    dialogue = first.challenge.dialogue
    oslo, asker, *others = first.challenge.needs.order_by("pk")
    fifth = NeedFactory(dialogue=dialogue)
    statement = StatementFactory(challenge=ChallengeFactory(dialogue=dialogue, needs=[*others, fifth]))
    assert shown(statement) == ("300", 3, None, 3)
    merge(oslo.municipality, asker.municipality)  # the four less these three leave it and the fifth
    assert shown(statement) == (None, None, None, None)
    publish(statement)
    assert dialogue.published_demand.first().content["bodies"] == 4


def merge(old: Municipality, new: Municipality) -> None:
    Municipality.objects.filter(pk=old.pk).update(merged_into=new, closed_on="2020-01-01")


def shown(statement: Statement) -> tuple[Any, ...]:
    """Of figures of one year: how much, of how many, from how many euros, and how many start in a quarter."""
    content = content_of(statement, None)
    [year], [starts] = content["demand"][0]["years"], content["calendar"] or [{"bodies": None}]
    value = content["value"] or {"low": None}
    return year["quantity"], year["bodies"], value["low"], starts["bodies"]


def test_a_second_version_with_one_more_body_leaves_the_figure_as_it_was(statement: Statement) -> None:
    challenge = statement.challenge
    add_need(challenge)
    second = publish(StatementFactory(challenge=challenge, number=2))
    [unit] = second.content["demand"]
    assert [(year["quantity"], year["bodies"], year["as_of"]) for year in unit["years"]] == [("300", 3, 1)]
    assert unit["total"] is None
    assert [(row["bodies"], row["as_of"]) for row in second.content["calendar"]] == [(3, 1)]
    assert "300 (as of version 1)" in read("/en/challenges/vans/")
    assert brief_html(second, "en").count('class="picture"') == brief_html(statement, "en").count('class="picture"')


def test_coordinators_see_their_country_and_managers_everything_with_what_is_public(statement: Statement) -> None:
    dialogue = statement.challenge.dialogue
    need = NeedFactory(dialogue=dialogue, municipality=MunicipalityFactory(country="FI"), demand={2021: 5})
    address = f"/en/workspace/dialogues/{dialogue.slug}/demand/"
    manager = signed_in(StaffRoleFactory(dialogue=dialogue).user)
    coordinator = signed_in(StaffRoleFactory(dialogue=dialogue, country="FI").user)

    def quantities(client: Client, query: str = "") -> list:
        tables = client.get(address + query).context["tables"]
        return [(row.full.quantity, row.public and row.public.quantity) for table in tables for row in table.rows]

    assert quantities(manager) == [(305, 300)]
    assert quantities(manager, f"?challenge={statement.challenge.slug}") == [(300, 300)]
    assert quantities(coordinator) == [(5, None)]
    assert quantities(coordinator, "?country=NO") == [(5, None)]  # makes no sense for her
    assert quantities(manager, f"?category={need.category.slug}&country=FI") == [(5, None)]
    rows = json.loads(coordinator.get(f"{address}?as=json").content)["figures"]
    assert {row["number"] for row in rows if row["figure"] == "Demand"} == {"5"}
    assert signed_in(UserFactory()).get(address).status_code == 403


def test_a_dialogue_s_demand_is_narrowed_by_what_is_among_the_needs_that_she_reads() -> None:
    dialogue = DialogueFactory()
    for code in ("fi", "dk"):
        need = NeedFactory(dialogue=dialogue, municipality__country=code.upper(), category__slug=f"of-{code}")
        ChallengeFactory(slug=code, dialogue=dialogue, needs=[need])
    address = f"/en/workspace/dialogues/{dialogue.slug}/demand/"
    manager = signed_in(StaffRoleFactory(dialogue=dialogue).user)
    coordinator = signed_in(StaffRoleFactory(dialogue=dialogue, country="FI").user)

    def offered(client: Client, query: str = "") -> tuple[set[str], ...]:
        fields = client.get(address + query).context["filter"].fields
        return tuple({row.slug for row in fields[name].queryset} for name in ("category", "challenge"))

    assert offered(manager) == offered(manager, "?country=FI") == ({"of-fi", "of-dk"}, {"fi", "dk"})
    assert offered(coordinator) == ({"of-fi"}, {"fi"})
    assert coordinator.get(f"{address}?challenge=dk").context["filter"].chosen == {}


def test_a_municipality_sees_its_own_demand_in_full() -> None:
    person = MembershipFactory()
    need = NeedFactory(municipality=person.municipality, demand={2021: 100, 2022: 50})
    NeedFactory(dialogue=need.dialogue, demand={2021: 900})
    client = signed_in(person.user)
    page = text_of(client.get(f"/en/workspace/municipality/{person.municipality_id}/demand/").content.decode())
    assert "2021 100 Indicative 100% 2022 50 Indicative 100% Together 150" in page


def test_staff_see_of_a_municipality_s_demand_what_their_own_dialogues_ask_for() -> None:
    body = MunicipalityFactory(country="FI")
    here, elsewhere = (NeedFactory(municipality=body, demand={2021: amount}) for amount in (100, 900))
    for need in (here, elsewhere):
        ParticipationFactory(municipality=body, dialogue=need.dialogue)
    readers = {
        "observer": MembershipFactory(municipality=body, role="observer").user,
        "administrator": UserFactory(is_superuser=True, is_staff=True),
        "manager": StaffRoleFactory(dialogue=here.dialogue).user,
        "coordinator": StaffRoleFactory(dialogue=elsewhere.dialogue, country="FI").user,
    }
    address = f"/en/workspace/municipality/{body.pk}/demand/"

    def seen(client: Client) -> tuple[Any, ...]:
        [unit] = client.get(address).context["full"].demand
        rows = json.loads(client.get(f"{address}?as=json").content)["figures"]
        return unit.total, {row["number"] for row in rows if row["figure"] == "Demand"}

    assert {role: seen(signed_in(reader)) for role, reader in readers.items()} == {
        "observer": (1000, {"1000"}),
        "administrator": (1000, {"1000"}),
        "manager": (100, {"100"}),
        "coordinator": (900, {"900"}),
    }


def test_a_challenge_s_desk_counts_the_part_of_a_split_need() -> None:
    need = NeedFactory(demand={})
    line = DemandLineFactory(need=need, quantity=100)
    challenge = ChallengeFactory(dialogue=need.dialogue, needs=[need])
    StatementFactory(challenge=challenge)
    challenge.sources.update(is_split=True)
    SourcePart.objects.create(source=challenge.sources.get(), line=line, quantity=Decimal(40))
    client = signed_in(StaffRoleFactory(dialogue=need.dialogue).user)
    [table] = client.get(f"/en/workspace/challenges/{challenge.slug}/demand/").context["tables"]
    assert [(row.full.quantity, row.public) for row in table.rows] == [(40, None)]


def test_pages_take_as_many_queries_for_many_needs_as_for_few(django_assert_max_num_queries) -> None:
    statement = published_statement(bodies=12)
    manager = signed_in(StaffRoleFactory(dialogue=statement.challenge.dialogue).user)
    slug = statement.challenge.dialogue.slug
    with django_assert_max_num_queries(5):
        Client().get(f"/en/dialogues/{slug}/demand/")
    with django_assert_max_num_queries(30):
        manager.get(f"/en/workspace/dialogues/{slug}/demand/")
