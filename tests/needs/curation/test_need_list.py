"""The list of needs: what narrows and sorts it, its columns, saved views and files, and what it costs."""

import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from needs.enums import NeedState
from needs.models import Need, SavedView
from needs.views import listing
from tests.acts import count_queries
from tests.factories import (
    ChallengeFactory,
    CpvCodeFactory,
    DemandLineFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    UnitFactory,
    UserFactory,
)
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, ready_to_circulate
from tests.reading import asked_by

pytestmark = pytest.mark.django_db

LIST = "/en/workspace/needs/"


def make_once() -> Scene:
    """Needs of Oslo, Turku and Örebro, joined in a challenge."""
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def listed(client: Client, **parameters: object) -> list[Need]:
    return list(client.get(LIST, parameters).context["page"])


def content(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


# What each person finds


def test_everybody_finds_what_she_may_read_in_list_search_count_and_file(scene) -> None:
    oslo, turku, orebro = scene.needs
    NeedFactory(title_nb="Behov utenfor", title_en="Need elsewhere")
    draft = NeedFactory(dialogue=scene.dialogue, municipality=turku.municipality, state=NeedState.DRAFT)
    people = {
        scene.manager: {oslo, turku, orebro},
        StaffRoleFactory(dialogue=scene.dialogue, country="FI").user: {turku},
        MembershipFactory(municipality=turku.municipality, role="editor").user: {turku, draft},
        UserFactory(): set(),
    }
    for person, expected in people.items():
        client = signed_in(person)
        for parameters in ({}, {"sort": "need"}, {"q": "need", "sort": "-state"}):
            page = client.get(LIST, parameters).context["page"]
            assert (set(page), page.paginator.count) == (expected, len(expected)), parameters
        rows = json.loads(content(client.get(LIST, {"as": "json", "q": "need"})))
        assert {row["number"] for row in rows} == {need.pk for need in expected}
        assert content(client.get(LIST, {"as": "csv"})).count("\n") == 1 + len(expected)


def test_a_visitor_signs_in_first(scene) -> None:
    assert Client().get(LIST).url.startswith("/en/account/login/")


def test_only_bodies_and_dialogues_with_needs_for_the_reader_are_offered(scene) -> None:
    NeedFactory()
    client = signed_in(StaffRoleFactory(dialogue=scene.dialogue, country="FI").user)
    fields = client.get(LIST).context["filter"].fields
    assert [value for value, _name in fields["municipality"].choices] == ["", str(scene.needs[1].municipality_id)]
    assert [value for value, _name in fields["dialogue"].choices] == ["", scene.dialogue.slug]


# Narrowing


@pytest.mark.parametrize(
    ("parameters", "places"),
    [
        ({"cpv": "60160000"}, [0]),
        ({"cpv": "60161000-4"}, [0]),
        ({"cpv": "6"}, [1, 0]),
        ({"cpv": "none"}, [3, 2, 1, 0]),
        ({"year": "2030"}, [1]),
        ({"year": "soon"}, [3, 2, 1, 0]),
        ({"unit": "tonnes"}, [1]),
        ({"year": "2021", "unit": "tonnes"}, []),
        ({"certainty": "decided", "year": "2030"}, [1]),
        ({"language": "has-sv"}, [2]),
        ({"language": "lacks-sv"}, [3, 1, 0]),
        ({"free": "on"}, [3]),
        ({"q": "Turku", "country": "NO"}, []),
        ({"q": "need", "country": "FI"}, [1]),
    ],
)
def test_the_list_is_narrowed(scene, manager: Client, parameters: dict, places: list[int]) -> None:
    oslo, turku, orebro = scene.needs
    oslo.cpv_codes.add(CpvCodeFactory(code="60161000"))
    turku.cpv_codes.add(CpvCodeFactory(code="64121200"))
    DemandLineFactory(need=turku, year=2030, unit=UnitFactory(slug="tonnes"), certainty="decided")
    Need.objects.filter(pk=orebro.pk).update(title_sv="Behov", situation_sv="I dag", outcome_sv="Sedan")
    free = NeedFactory(dialogue=scene.dialogue)
    needs = [*scene.needs, free]
    assert listed(manager, **parameters) == [needs[place] for place in places]


def narrowed(client: Client, **parameters: str) -> list[tuple[str, str, str]]:
    parts = client.get(LIST, parameters).context["narrowed"]
    return [(str(part.label), str(part.value), part.url) for part in parts]


def test_what_narrows_is_named_and_each_part_can_be_taken_away(scene, manager: Client) -> None:
    assert narrowed(manager, q="need", country="FI", free="on", state="", page="3") == [
        ("Country", "Finland", f"{LIST}?q=need&free=on"),
        ("In no challenge", "yes", f"{LIST}?q=need&country=FI"),
    ]


def test_what_stands_above_the_list_is_not_named_once_more(scene, manager: Client) -> None:
    worklist = {"state": "accepted", "free": "on"}
    assert narrowed(manager, q="need", **worklist) == []
    assert narrowed(manager, country="FI", **worklist) == [
        ("Country", "Finland", f"{LIST}?state=accepted&free=on"),
    ]
    editor = signed_in(MembershipFactory(municipality=scene.needs[0].municipality).user)
    assert [label for label, *_rest in narrowed(editor, **worklist)] == ["State", "In no challenge"]


# Sorting and columns


@pytest.mark.parametrize(
    ("sort", "places"),
    [
        ("municipality", [0, 1, 2]),
        ("-municipality", [2, 1, 0]),
        ("country", [1, 0, 2]),
        ("used", [2, 0, 1]),
        ("-used", [1, 2, 0]),
        ("nonsense", [2, 1, 0]),
        ("demand", [2, 1, 0]),
    ],
)
def test_the_list_is_sorted_by_a_column(scene, manager: Client, sort: str, places: list[int]) -> None:
    ChallengeFactory(dialogue=scene.dialogue, needs=[scene.needs[1]])
    scene.challenge.sources.filter(need=scene.needs[0]).delete()
    scene.challenge.sources.filter(need=scene.needs[2]).update(need=scene.needs[2])
    expected = [scene.needs[place] for place in places]
    if sort == "used":
        expected = [scene.needs[0], scene.needs[2], scene.needs[1]]
    assert listed(manager, sort=sort) == expected


def test_of_what_waits_the_oldest_comes_first_and_when_it_was_written_is_shown(scene, manager: Client) -> None:
    def told(**parameters: str) -> tuple[list[Need], bool, list[str]]:
        page = manager.get(LIST, parameters)
        columns = [heading.column.name for heading in page.context["headings"]]
        return list(page.context["page"]), "3 needs, the oldest first" in content(page), columns

    usual = ["need", "municipality", "demand", "state"]
    assert told() == (scene.needs[::-1], False, usual)
    Need.objects.update(state=NeedState.SUBMITTED)
    assert told(state="submitted") == (scene.needs, True, [*usual, "changed"])
    assert told(state="submitted", sort="-municipality")[:2] == (scene.needs[::-1], False)


def test_bodies_sort_as_the_reader_s_language_does(scene) -> None:
    client = signed_in(scene.manager)
    NeedFactory(dialogue=scene.dialogue, municipality=MunicipalityFactory(official_name="Zealand", country="DK"))
    names = [
        need.municipality.official_name for need in client.get("/sv/workspace/needs/?sort=municipality").context["page"]
    ]
    assert names == ["Oslo", "Turku / Åbo", "Zealand", "Örebro"]


def test_the_sorted_column_says_so_and_turns_round(scene, manager: Client) -> None:
    page = " ".join(manager.get(LIST, {"sort": "state"}).content.decode().split())
    assert '<th scope="col" aria-sort="ascending"> <button class="sort" id="sort-state" type="submit"' in page
    assert 'name="sort" value="-state"' in page
    assert page.count("aria-sort") == 1


def test_chosen_columns_stand_in_the_address(scene, manager: Client) -> None:
    response = manager.get(LIST, {"column": ["category", "language", "nonsense"]})
    assert [heading.column.name for heading in response.context["headings"]] == ["need", "category", "language"]
    assert response.context["query"] == "column=category&column=language&column=nonsense"


# Pages


def test_pages_stop_where_nobody_reads_on_and_the_count_says_so(scene, manager: Client, monkeypatch) -> None:
    monkeypatch.setattr(listing, "MOST_PAGED", 4)
    monkeypatch.setattr(listing, "PAGE_LENGTH", 2)
    newest = [NeedFactory(dialogue=scene.dialogue) for _ in range(4)][::-1]
    response = manager.get(LIST, {"page": 2})
    assert list(response.context["page"]) == newest[2:]
    assert "More than 4 needs." in response.content.decode()
    assert list(manager.get(LIST, {"page": 3}).context["page"]) == newest[2:]


def test_a_page_that_is_not_there_shows_the_last_one(scene, manager: Client) -> None:
    for wanted in ("9", "999999999999", "0", "-1", "x"):
        assert listed(manager, page=wanted) == scene.needs[::-1]
    assert listed(manager, page="999999999999", q="need") == scene.needs[::-1]


# What it costs


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "need"},
        {"sort": "-used"},
        {"q": "need turku", "sort": "need"},
        {"country": "FI", "year": 2021, "cpv": 6},
    ],
)
def test_a_page_asks_the_database_at_most_eight_times(scene, manager: Client, parameters: dict) -> None:
    chosen = {**parameters, "need": [need.pk for need in scene.needs]}
    manager.get(LIST, parameters)
    before = count_queries(lambda: manager.get(LIST, parameters)), count_queries(lambda: manager.get(LIST, chosen))
    for _ in range(5):
        need = NeedFactory(dialogue=scene.dialogue, demand={2023: 1, 2024: 2})
        need.cpv_codes.add(CpvCodeFactory(code="60161000"))
        SavedView.objects.create(owner=scene.manager, name=str(need.pk))
    after = count_queries(lambda: manager.get(LIST, parameters)), count_queries(lambda: manager.get(LIST, chosen))
    assert before == after
    assert max(after) <= 8


# Files


def test_the_file_has_everything_that_is_narrowed_to(scene, manager: Client) -> None:
    lines = content(manager.get(LIST, {"as": "csv", "country": "FI"})).splitlines()
    assert lines[0].lstrip("\ufeff").split(";")[:4] == ["Number", "Need", "Municipality", "Country"]
    assert [line.split(";")[2:4] for line in lines[1:]] == [["Turku / Åbo", "Finland"]]
    assert "2021: 100.00 deliveries; 2022: 50.00 deliveries" in lines[1]


def test_the_workbook_opens(scene, manager: Client) -> None:
    response = manager.get(LIST, {"as": "xlsx", "q": "need"})
    assert io.BytesIO(b"".join(response.streaming_content)).read(2) == b"PK"


def test_json_has_codes_and_quantities_as_they_are_stored(scene, manager: Client) -> None:
    [row] = json.loads(content(manager.get(LIST, {"as": "json", "country": "FI"})))
    assert (row["municipality"], row["language"], row["title"]) == ("Turku / Åbo", "nb", scene.needs[1].title_nb)
    assert row["demand"] == [
        {"year": 2021, "quantity": "100.00", "unit": "deliveries", "certainty": "indicative"},
        {"year": 2022, "quantity": "50.00", "unit": "deliveries", "certainty": "indicative"},
    ]
    assert json.loads(content(manager.get(LIST, {"as": "json", "country": "IS"}))) == []


# Saved views


SAVE = "/en/workspace/needs/views/save/"


def test_a_view_is_saved_found_again_and_replaced_under_its_name(scene, manager: Client) -> None:
    for query in ("q=van&state=&page=2&need=7&as=csv", "country=FI&column=state"):
        response = manager.post(SAVE, {"name": "Vans", "query": query})
    [view] = manager.get(response.url).context["views"]
    assert (view.name, view.query, view.is_own, view.is_shared) == ("Vans", "country=FI&column=state", True, False)
    assert response.url == f"{LIST}?country=FI&column=state"


def test_the_form_that_saves_a_view_has_what_the_list_is_narrowed_to_once_on_the_page_and_with_each_new_list(
    scene, manager: Client
) -> None:
    asked = {"country": "FI", "state": "accepted"}
    for headers, swapped in (({}, False), ({"HX-Request": "true", "HX-Target": "need-list"}, True)):
        page = content(manager.get(LIST, asked, headers=headers))
        [field] = re.findall(r'<input[^>]*name="query"[^>]*>', page)
        assert 'value="country=FI&amp;state=accepted"' in field
        assert ("hx-swap-oob" in field) is swapped


def test_a_saved_view_that_is_shown_is_marked_in_place_of_what_waits(scene, manager: Client) -> None:
    saved = manager.post(SAVE, {"name": "Finland", "query": "country=FI"}).url
    for address, marked in ((saved, "Finland"), (LIST, "All")):
        waits = content(manager.get(address)).partition('aria-label="What waits"')[2].partition("</nav>")[0]
        assert re.findall(r'aria-current="page">([^<]+)', waits) == [marked]


def test_a_row_says_in_how_many_challenges_its_need_is_where_that_is_no_column(scene, manager: Client) -> None:
    assert len(re.findall(r"in 1 challenge\s", content(manager.get(LIST)))) == 3
    assert not re.findall(r"in 1 challenge\s", content(manager.get(LIST, {"column": ["state", "used"]})))


def test_columns_are_chosen_for_the_table_and_kept_by_the_boards(scene, manager: Client) -> None:
    chosen = {"column": ["state", "language"]}
    table, board = (content(manager.get(LIST, {**chosen, "way": way})) for way in ("", "states"))
    assert ("fields desk-columns" in table, "fields desk-columns" in board) == (True, False)
    kept = re.findall(r'<input type="hidden" name="column" value="(\w+)">', board)
    assert (kept, re.findall(r'<input type="hidden" name="column"', table)) == (["state", "language"], [])


def test_a_shared_view_is_there_for_the_managers_of_its_dialogue(scene, manager: Client) -> None:
    manager.post(SAVE, {"name": "Vans", "query": "q=van", "dialogue": scene.dialogue.slug})
    other = StaffRoleFactory(dialogue=scene.dialogue).user
    [view] = signed_in(other).get(LIST).context["views"]
    assert (view.name, view.is_own, view.is_shared) == ("Vans", False, True)
    for stranger in (
        StaffRoleFactory().user,
        StaffRoleFactory(dialogue=scene.dialogue, country="FI").user,
        UserFactory(),
    ):
        assert signed_in(stranger).get(LIST).context["views"] == []


def test_only_managers_share_and_only_with_their_own_dialogue(scene, manager: Client) -> None:
    elsewhere = StaffRoleFactory().dialogue
    manager.post(SAVE, {"name": "Vans", "query": "q=van", "dialogue": elsewhere.slug})
    signed_in(UserFactory()).post(SAVE, {"name": "Vans", "query": "q=van", "dialogue": scene.dialogue.slug})
    assert list(SavedView.objects.values_list("dialogue", flat=True)) == [None]


def test_a_view_without_a_name_is_not_saved_and_the_list_stays_as_it_was(scene, manager: Client) -> None:
    assert manager.post(SAVE, {"name": " ", "query": "q=van"}).url == f"{LIST}?q=van"
    assert not SavedView.objects.exists()


def test_a_view_is_deleted_by_its_owner_only(scene, manager: Client) -> None:
    view = SavedView.objects.create(owner=scene.manager, name="Vans", dialogue=scene.dialogue)
    address = reverse("workspace-need-view-delete", args=[view.pk])
    other = signed_in(StaffRoleFactory(dialogue=scene.dialogue).user)
    assert other.post(address).status_code == 404
    page = manager.get(LIST).content.decode()
    assert asked_by(page, address) == "Delete the view “Vans” …"
    assert "The managers with whom you share it lose it too." in page
    assert manager.post(address).url == LIST
    assert not SavedView.objects.exists()


# The part that a page which is open already asks for


def test_an_open_page_is_brought_the_list_alone_with_what_its_page_would_show(scene, manager: Client) -> None:
    asked = {"q": "need", "need": [scene.needs[0].pk]}
    page = " ".join(manager.get(LIST, asked).content.decode().split())
    response = manager.get(LIST, asked, headers={"HX-Request": "true", "HX-Target": "need-list"})
    part = " ".join(response.content.decode().split())
    count, part = part.split("</p>", 1)
    assert count == '<p class="meta" role="status" id="need-count" hx-swap-oob="innerHTML"> 3 needs '
    head, start, rest = part.partition('<div class="stack picks" id="need-list">')
    assert re.findall(r'id="([^"]+)"[^>]*hx-swap-oob="true"', head) == ["narrowed", "view-query", "desk-ways"]
    assert (start + rest).strip() in page
    assert {"HX-Target", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))
    back = manager.get(LIST, asked, headers={"HX-Target": "need-list", "HX-History-Restore-Request": "true"})
    assert back.content.decode().lstrip().startswith("<!DOCTYPE html>")
