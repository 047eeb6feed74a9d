"""The list of needs, what is made of those that are chosen in it, and one need."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from needs.enums import NeedState, StatementState
from needs.models import Challenge, Need, Statement
from tests.acts import count_queries
from tests.factories import (
    CategoryFactory,
    ChallengeFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StatementFactory,
)
from tests.needs.roles import answers, person, signed_in, statuses
from tests.needs.scenes import Scene, ready_to_circulate
from tests.reading import text_of

pytestmark = pytest.mark.django_db

LIST, JOIN, ADD = "/en/workspace/needs/", "/en/workspace/needs/join/", "/en/workspace/needs/add/"


def make_once() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def listed(response) -> list[Need]:
    return list(response.context["page"])


def query(needs: list[Need]) -> str:
    return "?" + "&".join(f"need={need.pk}" for need in needs)


def join_form(needs: list[Need], **changes: object) -> dict[str, object]:
    fields = {"title": "Utslippsfrie leveranser", "language": "nb", "category": needs[0].category_id}
    return {"need": [need.pk for need in needs], "key": uuid4(), **fields, **changes}


# Who gets what


def test_everybody_who_signed_in_has_a_list_of_needs() -> None:
    assert statuses(LIST, NeedFactory()) == answers(200)


def test_a_need_opens_for_its_body_and_for_staff() -> None:
    need = NeedFactory()
    assert statuses(need.get_absolute_url(), need) == answers(200, supplier=404, manager_elsewhere=404)


def test_a_draft_opens_for_its_body_only() -> None:
    need = NeedFactory(state=NeedState.DRAFT)
    expected = answers(404, observer=200, editor=200, signatory=200, administrator=200)
    assert statuses(need.get_absolute_url(), need) == expected


def test_only_editors_and_signatories_may_withdraw() -> None:
    need = NeedFactory()
    address = reverse("workspace-need-withdraw", args=[need.pk])
    expected = answers(403, supplier=404, manager_elsewhere=404, editor=200, signatory=200, administrator=200)
    assert statuses(address, need) == expected


@pytest.mark.parametrize("address", [JOIN, ADD])
def test_only_managers_of_the_dialogue_may_join(address: str) -> None:
    need = NeedFactory()
    expected = answers(403, supplier=302, manager_elsewhere=302, manager=200, administrator=200)
    assert statuses(address + query([need]), need) == expected


# The list


def test_the_list_shows_what_the_person_may_read_newest_first(scene, manager: Client) -> None:
    NeedFactory()
    NeedFactory(dialogue=scene.dialogue, state=NeedState.DRAFT)
    assert listed(manager.get(LIST)) == scene.needs[::-1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "mopo"}, [3]),
        ({"q": "TURKU"}, [1]),
        ({"country": "SE"}, [2]),
        ({"state": "submitted"}, [3]),
        ({"q": "mopo", "country": "SE"}, []),
        ({"country": "nowhere"}, [3, 2, 1, 0]),
        ({"page": "900"}, [3, 2, 1, 0]),
    ],
)
def test_the_list_is_narrowed_by_text_country_and_state(scene, manager: Client, filters: dict, found: list) -> None:
    more = NeedFactory(
        dialogue=scene.dialogue, municipality=scene.needs[0].municipality, title_fi="Mopot", state=NeedState.SUBMITTED
    )
    needs = [*scene.needs, more]
    assert listed(manager.get(LIST, filters)) == [needs[place] for place in found]


def test_the_list_is_narrowed_by_dialogue_body_and_category(scene) -> None:
    admin = signed_in(person("administrator", scene.needs[0]))
    other = NeedFactory(category=CategoryFactory(slug="other"))
    for name, value in {
        "dialogue": other.dialogue.slug,
        "municipality": other.municipality.pk,
        "category": other.category.slug,
    }.items():
        assert listed(admin.get(LIST, {name: value})) == [other]


@pytest.mark.parametrize("way", ["", "state"])
def test_only_who_can_do_something_with_needs_ticks_them(scene, way: str) -> None:
    box = 'type="checkbox" name="need"'
    pages = {role: signed_in(person(role, scene.needs[0])).get(LIST, {"way": way}) for role in ("editor", "manager")}
    assert {role: box in " ".join(page.text.split()) for role, page in pages.items()} == {
        "editor": False,
        "manager": True,
    }


def test_the_list_says_how_many_lines_of_demand_come_after_the_first(scene, manager: Client) -> None:
    one = NeedFactory(dialogue=scene.dialogue, demand={2031: 5})
    three = NeedFactory(dialogue=scene.dialogue, demand={2032: 5, 2033: 6, 2034: 7})
    page = manager.get(LIST)
    assert {need: need.first_line["more"] for need in listed(page)} == {
        **dict.fromkeys(scene.needs, 1),
        one: 0,
        three: 2,
    }
    words = text_of(page.text)
    assert ("2032 · 2 more" in words, "2031 ·" in words) == (True, False)


def test_a_need_of_which_nothing_is_written_says_so() -> None:
    need = NeedFactory(situation_nb="", situation_en="", outcome_nb="", outcome_en="")
    assert "Nothing is written yet." in signed_in(person("editor", need)).get(need.get_absolute_url()).text


def test_chosen_needs_are_kept_and_summed_up_also_when_they_are_not_in_the_list(scene, manager: Client) -> None:
    first, second, _third = scene.needs
    response = manager.get(LIST, {"need": [first.pk, second.pk, "x", "9" * 30], "country": "FI"})
    table = response.context["chosen_demand"]
    assert (table.years, [(row.quantities, row.total) for row in table.rows]) == ([2021, 2022], [([200, 100], 300)])
    assert (listed(response), [need.pk for need in response.context["chosen_elsewhere"]]) == ([second], [first.pk])


def test_the_selection_alone_is_what_the_list_says_of_it(scene, manager: Client) -> None:
    page = manager.get(LIST + query(scene.needs)).content.decode()
    part = manager.get(reverse("workspace-need-selection") + query(scene.needs)).content.decode()
    words = " ".join(part.split())
    assert "<strong>3 needs</strong> chosen" in words
    assert words in " ".join(page.split())


def test_a_need_of_somebody_else_cannot_be_chosen(manager: Client) -> None:
    assert manager.get(LIST + query([NeedFactory()])).context["chosen"] == []


def test_the_list_asks_the_database_as_often_for_one_need_as_for_many(scene, manager: Client) -> None:
    manager.get(LIST)
    before = count_queries(lambda: manager.get(LIST))
    for _ in range(20):
        need = NeedFactory(dialogue=scene.dialogue, demand={2023: 1, 2024: 2})
        ChallengeFactory(dialogue=scene.dialogue, needs=[need])
    assert count_queries(lambda: manager.get(LIST)) == before


# Joining


def test_needs_join_into_a_challenge_with_a_draft(scene, manager: Client) -> None:
    response = manager.post(JOIN, join_form(scene.needs))
    challenge = Challenge.objects.get(slug="utslippsfrie-leveranser")
    assert response.url == reverse("workspace-challenge", args=[challenge.slug])
    assert set(challenge.needs.all()) == set(scene.needs)
    assert (challenge.latest.title_nb, challenge.latest.state) == ("Utslippsfrie leveranser", StatementState.DRAFT)


def test_joining_twice_with_the_same_form_makes_one_challenge(scene, manager: Client) -> None:
    form = join_form(scene.needs)
    answers = {manager.post(JOIN, form).url for _ in range(2)}
    assert answers == {"/en/workspace/challenges/utslippsfrie-leveranser/"}
    assert Challenge.objects.filter(slug__startswith="utslippsfrie").count() == 1


def test_the_join_page_shows_the_needs_their_demand_and_a_fresh_key(scene, manager: Client) -> None:
    first, second = (manager.get(JOIN + query(scene.needs)) for _ in range(2))
    assert {need for need, _refused in first.context["chosen"]} == set(scene.needs)
    assert [row.total for row in first.context["chosen_demand"].rows] == [450]
    assert first.context["form"]["key"].value() != second.context["form"]["key"].value()


def test_joining_without_a_title_keeps_what_was_chosen(scene, manager: Client) -> None:
    response = manager.post(JOIN, join_form(scene.needs, title=" "))
    assert list(response.context["form"].errors) == ["title"]
    assert {need for need, _refused in response.context["chosen"]} == set(scene.needs)


def test_joining_a_need_that_was_withdrawn_meanwhile_is_refused_and_keeps_the_form(scene, manager: Client) -> None:
    Need.objects.filter(pk=scene.needs[1].pk).update(state=NeedState.WITHDRAWN)
    response = manager.post(JOIN, join_form(scene.needs))
    form = response.context["form"]
    assert "it is not accepted (it is now: Withdrawn)" in form.non_field_errors()[0]
    assert form["title"].value() == "Utslippsfrie leveranser"
    assert Challenge.objects.count() == 1


def test_a_refused_form_may_be_sent_again(scene, manager: Client) -> None:
    form = join_form(scene.needs)
    Need.objects.filter(pk=scene.needs[1].pk).update(state=NeedState.WITHDRAWN)
    manager.post(JOIN, form)
    Need.objects.filter(pk=scene.needs[1].pk).update(state=NeedState.ACCEPTED)
    assert manager.post(JOIN, form).status_code == 302


@pytest.mark.parametrize("address", [JOIN, ADD])
def test_joining_nothing_says_so(manager: Client, address: str) -> None:
    response = manager.get(address)
    assert (response.url, said(response)) == (LIST, ["Choose at least one need."])


def test_needs_of_two_dialogues_do_not_join_and_stay_chosen(scene) -> None:
    needs = [scene.needs[0], NeedFactory()]
    response = signed_in(person("administrator", needs[0])).get(JOIN + query(needs))
    assert said(response) == ["These needs belong to several dialogues. Choose those of one."]
    assert sorted(response.url.partition("?")[2].split("&")) == sorted(query(needs)[1:].split("&"))


# Adding to a challenge


def test_needs_are_added_to_a_challenge_once(scene, manager: Client) -> None:
    more = NeedFactory(dialogue=scene.dialogue)
    form = {"need": [more.pk], "challenge": scene.challenge.slug, "key": str(uuid4())}
    first, second = (manager.post(ADD, form) for _ in range(2))
    assert first.url == second.url == f"/en/workspace/challenges/{scene.challenge.slug}/needs/"
    assert said(first) == [f"1 need added to “{scene.statement.title}”."]
    assert set(scene.challenge.needs.all()) == {*scene.needs, more}


def test_only_challenges_of_the_same_dialogue_are_offered(scene) -> None:
    StatementFactory()
    response = signed_in(person("administrator", scene.needs[0])).get(ADD + query(scene.needs))
    assert list(response.context["form"].fields["challenge"].queryset) == [scene.challenge]


def test_adding_while_a_statement_is_published_is_refused(scene, manager: Client) -> None:
    Statement.objects.update(state=StatementState.RELEASING, content={})
    more = NeedFactory(dialogue=scene.dialogue)
    response = manager.post(ADD, {"need": [more.pk], "challenge": scene.challenge.slug, "key": str(uuid4())})
    assert "Call it back" in response.context["form"].non_field_errors()[0]
    assert set(scene.challenge.needs.all()) == set(scene.needs)


# One need


def test_a_need_in_another_language_has_its_translation_beside_it() -> None:
    need = NeedFactory()
    client = signed_in(person("manager", need))
    page = client.get(need.get_absolute_url())
    situation = page.context["parts"][0]
    assert (str(situation["original"]), situation["original"].language) == ("Varene kommer med dieselbiler.", "nb")
    assert (str(situation["translation"]), situation["translation"].language) == ("Goods arrive in diesel vans.", "en")
    assert '<div lang="nb"><p>Varene kommer med dieselbiler.</p>' in page.content.decode()


def test_a_need_in_the_readers_language_stands_alone() -> None:
    need = NeedFactory()
    page = signed_in(person("manager", need)).get(f"/nb/workspace/needs/{need.pk}/")
    assert [part["translation"] for part in page.context["parts"]] == [None, None]


def test_a_need_names_the_challenges_that_use_it_and_links_where_they_may_be_read(scene) -> None:
    desk = f"/en/workspace/challenges/{scene.challenge.slug}/"
    for role, links in {"manager": True, "editor": False}.items():
        page = signed_in(person(role, scene.needs[0])).get(scene.needs[0].get_absolute_url()).content.decode()
        assert scene.statement.title_en in page
        assert (desk in page) == links


def test_staff_accept_a_submitted_need_once() -> None:
    need = NeedFactory(state=NeedState.SUBMITTED)
    address = reverse("workspace-need-accept", args=[need.pk])
    client = signed_in(coordinator := person("coordinator", need))
    assert address in client.get(need.get_absolute_url()).content.decode()
    for _ in range(2):
        response = client.post(address)
    need.refresh_from_db()
    assert (response.url, need.state, said(response)) == (
        need.get_absolute_url(),
        NeedState.ACCEPTED,
        ["The need is accepted."],
    )
    assert [(step.actor, step.to_state) for step in need.trail.all()] == [(coordinator, "accepted")]
    assert address not in client.get(need.get_absolute_url()).content.decode()


def test_only_staff_accept() -> None:
    need = NeedFactory()
    expected = answers(403, supplier=404, manager_elsewhere=404, coordinator=302, manager=302, administrator=302)
    assert statuses(reverse("workspace-need-accept", args=[need.pk]), need, "post") == expected


def test_a_need_that_was_declined_meanwhile_is_not_accepted() -> None:
    need = NeedFactory(state=NeedState.DECLINED)
    response = signed_in(person("manager", need)).post(reverse("workspace-need-accept", args=[need.pk]))
    [problem] = said(response)
    assert problem.endswith("it is now: Declined.")


def test_withdrawing_takes_the_reason_into_the_trail(scene) -> None:
    need = scene.needs[0]
    editor = MembershipFactory(municipality=need.municipality, role="editor").user
    address = reverse("workspace-need-withdraw", args=[need.pk])
    response = signed_in(editor).post(address, {"reason": "The council decided otherwise."})
    need.refresh_from_db()
    assert (response.url, need.state) == (need.get_absolute_url(), NeedState.WITHDRAWN)
    step = need.trail.get()
    assert (step.actor, step.to_state, step.reason) == (editor, "withdrawn", "The council decided otherwise.")


def test_withdrawing_a_used_need_without_a_reason_is_refused(scene) -> None:
    need = scene.needs[0]
    address = reverse("workspace-need-withdraw", args=[need.pk])
    response = signed_in(person("editor", need)).post(address, {"reason": ""})
    assert response.context["form"].errors == {
        "reason": ["Challenges use this need. Write why you withdraw it, so that they can tell."]
    }


def test_who_reads_why_a_need_is_withdrawn_is_said_as_it_is(scene) -> None:
    used, unused = scene.needs[0], NeedFactory(dialogue=scene.dialogue)
    helps = {}
    for need in (used, unused):
        page = signed_in(person("editor", need)).get(reverse("workspace-need-withdraw", args=[need.pk]))
        helps[need] = page.context["form"]["reason"].help_text
    assert helps == {
        used: "Programme managers whose challenges use the need read this.",
        unused: "It stays on the need’s page.",
    }


def test_withdrawing_twice_withdraws_once_and_keeps_the_words(scene) -> None:
    need = scene.needs[0]
    client = signed_in(person("editor", need))
    address = reverse("workspace-need-withdraw", args=[need.pk])
    first, second = (client.post(address, {"reason": "Done."}) for _ in range(2))
    assert (first.status_code, second.context["form"]["reason"].value()) == (302, "Done.")
    assert need.trail.count() == 1


def test_a_need_asks_the_database_as_often_with_many_lines_and_challenges_as_with_few(scene, manager: Client) -> None:
    need = scene.needs[0]
    manager.get(need.get_absolute_url())
    before = count_queries(lambda: manager.get(need.get_absolute_url()))
    for _ in range(5):
        StatementFactory(challenge=ChallengeFactory(dialogue=scene.dialogue, needs=[need]))
    NeedFactory(municipality=MunicipalityFactory())
    assert count_queries(lambda: manager.get(need.get_absolute_url())) == before


def test_who_answers_needs_is_led_from_one_to_the_next_that_waits(scene: Scene) -> None:
    first, second, third = (NeedFactory(dialogue=scene.dialogue, state=NeedState.SUBMITTED) for _ in range(3))
    NeedFactory(state=NeedState.SUBMITTED)
    manager = signed_in(scene.manager)
    for need, following, count in (
        (first, second, 2),
        (second, third, 2),
        (third, first, 2),
        (scene.needs[0], first, 3),
    ):
        context = manager.get(need.get_absolute_url()).context
        assert (context["next_waiting"], context["waiting_count"]) == (following, count)
    owner = signed_in(MembershipFactory(municipality=first.municipality, role="editor").user)
    assert "next_waiting" not in owner.get(first.get_absolute_url()).context
