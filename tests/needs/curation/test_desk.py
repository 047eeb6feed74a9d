"""The desk's pages: acts from the list, their undo, the board, and what others do meanwhile."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.zones import shown_in_zone
from needs import workflow
from needs.curation import acts, board
from needs.curation.undoing import undo
from needs.enums import NeedState
from needs.models import CurationAct
from tests.acts import count_queries
from tests.factories import (
    ChallengeFactory,
    MembershipFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
)
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, circulated, ready_to_circulate
from tests.needs.test_need_views import said
from tests.reading import text_of

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


@pytest.fixture
def other(scene):
    challenge = ChallengeFactory(dialogue=scene.dialogue, slug="another")
    StatementFactory(challenge=challenge, clauses=0, title="Another")
    return challenge


def filled(response, **changes: object) -> dict[str, object]:
    """The act's form as the browser would send it."""
    form = response.context["form"]
    values = {field.html_name: "" if field.value() is None else str(field.value()) for field in form}
    return values | {"need": [need.pk for need, _refused in response.context["chosen"]]} | changes


def done(client: Client, page: str, parameters: dict, **changes: object):
    response = client.get(LIST + page, parameters)
    address = f"{response.request['PATH_INFO']}?{response.request['QUERY_STRING']}"
    return client.post(address, filled(response, **changes))


def test_an_act_goes_back_to_the_list_as_it_was_and_its_message_undoes_it(scene, manager: Client, other) -> None:
    oslo, turku, _orebro = scene.needs
    parameters = {"need": [oslo.pk, turku.pk], "challenge": scene.challenge.slug, "sort": "need"}
    response = done(manager, "move/", parameters, challenge="another")
    assert response.url == f"{LIST}?challenge={scene.challenge.slug}&sort=need"
    assert set(other.needs.all()) == {oslo, turku}
    page = manager.get(response.url)
    act = CurationAct.objects.get()
    assert f'action="/en/workspace/needs/acts/{act.pk}/undo/"' in page.content.decode()
    assert shown_in_zone(act.at, "Europe/Oslo") in manager.get(f"{LIST}acts/").content.decode()
    response = manager.post(f"{LIST}acts/{act.pk}/undo/", {"next": response.url})
    assert (response.url, scene.challenge.needs.count()) == (f"{LIST}?challenge={scene.challenge.slug}&sort=need", 3)
    assert manager.post(f"{LIST}acts/{act.pk}/undo/", {"next": "https://elsewhere.example/"}).url == LIST
    assert "Undone" in manager.get(f"{LIST}acts/").content.decode()


def test_needs_are_accepted_declined_removed_and_split_from_the_list(scene, manager: Client, other) -> None:
    first, second = (NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED) for _ in range(2))
    oslo, turku, _orebro = scene.needs
    assert done(manager, "accept/", {"need": first.pk}).url == f"{LIST}?need={first.pk}"  # ticked, to be joined
    assert done(manager, "decline/", {"need": second.pk}, reason="Not this dialogue.").url == LIST
    assert done(manager, "remove/", {"need": turku.pk}, reason="Turku waits.").url == LIST
    lines = {f"line-{line.pk}": "30" for line in oslo.demand_lines.all()}
    assert done(manager, "split/", {"need": oslo.pk}, challenge="another", **lines).url == oslo.get_absolute_url()
    for need in (first, second):
        need.refresh_from_db()
    assert (first.state, second.state) == (NeedState.ACCEPTED, NeedState.DECLINED)
    page = manager.get(oslo.get_absolute_url()).content.decode()
    assert "2021: 30 of 100 deliveries" in page
    assert "2021: 70 of 100 deliveries" in page
    assert "Turku waits." in manager.get(turku.get_absolute_url()).content.decode()


def test_what_is_split_is_a_table_that_says_what_stays_where(scene, manager: Client, other) -> None:
    oslo = scene.needs[0]
    acts.add(other, [oslo], scene.manager)
    page = manager.get(f"{LIST}split/", {"need": oslo.pk, "here": scene.challenge.slug}).content.decode()
    said = text_of(page)
    assert "Which part is split: " in said
    title = scene.challenge.latest.title
    assert f"Year and unit Quantity Stays in “{title}” Goes to the other challenge 2021, deliveries 100" in said
    assert 'data-whole="100' in page


@pytest.mark.parametrize(
    ("places", "problem"), [([0, 1], "Choose one need"), ([3], "in no challenge yet"), ([4], "states no demand")]
)
def test_what_can_not_be_split_says_what_to_do_first(scene, manager: Client, places: list[int], problem: str) -> None:
    bare = NeedFactory(dialogue=scene.dialogue, demand={2021: 1})
    bare.demand_lines.all().delete()
    needs = [*scene.needs, NeedFactory(dialogue=scene.dialogue), bare]
    acts.add(scene.challenge, [bare], scene.manager)
    response = manager.get(f"{LIST}split/", {"need": [needs[place].pk for place in places]})
    assert problem in said(response)[0]


def test_a_need_that_somebody_dealt_with_is_refused_named_and_unticked(scene, manager: Client, other) -> None:
    anna = StaffRoleFactory(dialogue=scene.dialogue, user__name="Anna").user
    oslo, turku, _orebro = scene.needs
    page = manager.get(LIST)
    form = manager.get(f"{LIST}add/", {"need": [oslo.pk, turku.pk], "seen": page.context["seen"]})
    acts.remove(scene.challenge, [oslo], anna, "Oslo waits.")
    response = manager.post(f"{LIST}add/", filled(form, challenge="another"))
    [problem] = response.context["form"].non_field_errors()
    assert "Anna: 1 need removed from" in problem
    assert {need for need, refused in response.context["chosen"] if refused} == {oslo}
    assert not other.needs.exists()
    again = filled(response, challenge="another", need=[turku.pk])
    assert manager.post(f"{LIST}add/", again).status_code == 302
    assert list(other.needs.all()) == [turku]


def test_a_manager_hears_what_others_did_since_her_page_was_made(scene, manager: Client, other) -> None:
    anna = StaffRoleFactory(dialogue=scene.dialogue, user__name="Anna").user
    seen = manager.get(LIST).context["seen"]
    news = f"{LIST}news/"
    acts.add(other, scene.needs[:1], scene.manager)
    assert manager.get(news, {"seen": seen}).status_code == 204
    acts.add(other, scene.needs[1:], anna)
    told = manager.get(news, {"seen": seen})
    assert told.context["told"] == ["Anna: 2 needs added to “Another”"]
    seen = manager.get(LIST).context["seen"]
    back, own, taken_up = [NeedFactory(dialogue=scene.dialogue, state="submitted") for _time in range(3)]
    undo(acts.accept([taken_up], anna), anna)
    workflow.send_back(back, anna, "How many?")
    workflow.send_back(own, scene.manager, "How many?")
    told = manager.get(news, {"seen": seen})
    assert told.context["told"] == [f"Anna: “{back}” returned", "Anna: undone: 1 need accepted"]
    assert manager.get(news, {"seen": seen, "told": told.context["mark"]}).status_code == 204
    assert manager.get(news, {"seen": manager.get(LIST).context["seen"]}).status_code == 204
    assert signed_in(StaffRoleFactory().user).get(news, {"seen": seen}).status_code == 204
    assert manager.get(news, {"seen": "x"}).status_code == 204


def test_staff_read_what_waits_and_take_what_is_ticked_from_one_list_into_the_next(scene, manager: Client) -> None:
    first, second = (NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED) for _ in range(2))
    free = NeedFactory(dialogue=scene.dialogue)
    page = manager.get(LIST, {"q": "need", "sort": "need"})
    waiting, to_join, everything = page.context["worklists"]
    assert [(row.count, row.is_current) for row in (waiting, to_join, everything)] == [
        ("2", False),
        ("1", False),
        ("", True),
    ]
    assert waiting.url == f"{LIST}?q=need&sort=need&state=submitted"
    assert set(manager.get(waiting.url).context["page"]) == {first, second}
    page = manager.get(to_join.url, {"need": first.pk, "state": "accepted", "free": "on"})
    assert (list(page.context["page"]), [need.pk for need in page.context["chosen_elsewhere"]]) == ([free], [first.pk])
    assert [row.is_current for row in page.context["worklists"]] == [False, True, False]
    coordinator = signed_in(StaffRoleFactory(dialogue=scene.dialogue, country="FI").user)
    assert [row.count for row in coordinator.get(LIST).context["worklists"]] == ["0", ""]
    turku = scene.needs[1].municipality
    assert signed_in(MembershipFactory(municipality=turku).user).get(LIST).context["worklists"] == []


def test_needs_go_to_no_challenge_whose_statement_is_circulated(scene, manager: Client, other) -> None:
    need = NeedFactory(dialogue=scene.dialogue)
    acts.add(other, [need], scene.manager)

    def offered(page: str) -> bool:
        form = manager.get(f"{LIST}{page}/", {"need": need.pk}).context["form"]
        return scene.challenge in form.fields["challenge"].queryset

    assert [offered(page) for page in ("add", "move", "split")] == [True, True, True]
    circulated(scene)
    assert [offered(page) for page in ("add", "move", "split")] == [False, False, False]


def test_what_can_not_be_undone_any_more_says_why_in_place_of_the_button(scene, manager: Client, other) -> None:
    act = acts.add(other, [scene.needs[0]], scene.manager)
    address, undo = "/en/workspace/needs/acts/", reverse("workspace-act-undo", args=[act.pk])
    assert f'action="{undo}"' in manager.get(address).content.decode()
    queries = count_queries(lambda: manager.get(address))
    acts.remove(other, [scene.needs[0]], scene.manager, "No.")
    other.statements.update(circulated_at=timezone.now())
    page = manager.get(address).content.decode()
    assert (page.count("circulated since. Change its needs by hand"), f'action="{undo}"' in page) == (2, False)
    assert count_queries(lambda: manager.get(address)) == queries


# The board


def columns(client: Client, **parameters: object) -> dict[str, tuple[int, list[int]]]:
    found = client.get(LIST, parameters).context["board"]
    return {column.key: (column.count, [card.need.pk for card in column.cards]) for column in found}


def test_the_board_has_the_needs_by_state_and_by_challenge_as_the_table_is_narrowed(scene, manager, other) -> None:
    oslo, turku, orebro = scene.needs
    waiting = NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED)
    free = NeedFactory(dialogue=scene.dialogue)
    acts.add(other, [oslo], scene.manager)
    assert columns(manager, way="states") == {
        "submitted": (1, [waiting.pk]),
        "accepted": (4, [free.pk, orebro.pk, turku.pk, oslo.pk]),
    }
    assert columns(manager, way="challenges", q="need") == {
        "none": (1, [free.pk]),
        scene.challenge.slug: (3, [orebro.pk, turku.pk, oslo.pk]),
        "another": (1, [oslo.pk]),
    }
    assert columns(manager, way="challenges", country="FI") == {
        "none": (0, []),
        scene.challenge.slug: (1, [turku.pk]),
    }


def test_on_a_board_too_what_is_ticked_is_counted_and_can_be_acted_on(scene, manager: Client) -> None:
    told: dict[str, tuple[int, bool, bool]] = {}
    for way in ("", *board.WAYS):
        page = manager.get(LIST, {"way": way}).content.decode()
        boxes = len(re.findall(r'name="need"\s+id="tick-', page))
        told[way] = boxes, 'id="selection"' in page, "Join into a challenge" in page.partition('id="selection"')[2]
    assert told == {"": (3, True, True), "states": (3, True, True), "challenges": (3, True, True)}


def test_a_column_shows_the_first_cards_and_leads_to_the_rest(scene, manager: Client, monkeypatch) -> None:
    monkeypatch.setattr(board, "MOST_CARDS", 2)
    [column] = manager.get(LIST, {"way": "states", "q": "need"}).context["board"]
    assert (column.more, column.url) == (1, f"{LIST}?q=need&state=accepted")
    assert [deed.label for deed in column.cards[0].deeds] == [
        "Join into a challenge",
        "Add to a challenge",
        "Move to another challenge",
        "Split the demand",
        "Remove from a challenge",
    ]


def test_a_card_knows_which_act_leads_to_which_column_and_its_page_has_chosen_already(scene, manager, other) -> None:
    oslo = scene.needs[0]
    waiting, free = (
        NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED),
        NeedFactory(dialogue=scene.dialogue),
    )
    leads: dict[tuple[str, int], dict[str, str]] = {}
    for way in board.WAYS:
        for column in manager.get(LIST, {"way": way}).context["board"]:
            leads |= {
                (column.key, card.need.pk): {deed.leads_to: deed.url for deed in card.deeds} for card in column.cards
            }
    assert leads["submitted", waiting.pk].keys() == {"accepted", "declined"}
    assert leads["accepted", oslo.pk].keys() == {"", "challenge"}
    assert leads["none", free.pk].keys() == {"", "challenge"}
    here = scene.challenge.slug
    assert leads[here, oslo.pk].keys() == {"", "challenge", "none"}
    acts.add(other, [oslo], scene.manager)
    to_add = manager.get(f"{leads['none', free.pk]['challenge']}&to=another").context["form"]
    assert to_add["challenge"].value() == "another"
    to_move = manager.get(f"{leads[here, oslo.pk]['challenge']}&to=another").context["form"]
    assert (to_move["origin"].value(), to_move["challenge"].value()) == (here, "another")
    assert manager.get(leads[here, oslo.pk]["none"]).context["form"]["challenge"].value() == here


def test_cards_with_nearly_the_same_title_say_so(scene, manager: Client) -> None:
    twins = [NeedFactory(dialogue=scene.dialogue, title_nb="Utslippsfri renovasjon i sentrum") for _ in range(2)]
    [column] = manager.get(LIST, {"way": "states"}).context["board"]
    assert {card.need.pk for card in column.cards if card.alike} >= {twin.pk for twin in twins}


@pytest.mark.parametrize("way", ["", "states", "challenges"])
def test_the_desk_never_asks_more_than_eight_times(scene, manager: Client, other, way: str) -> None:
    for _ in range(3):
        NeedFactory(dialogue=scene.dialogue)
    parameters = {"way": way, "q": "need", "need": [need.pk for need in scene.needs]}
    manager.get(LIST, parameters)
    assert count_queries(lambda: manager.get(LIST, parameters)) <= 8
