"""The challenge desk: who gets in, writing, needs, demand."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from needs.curation import acts
from needs.enums import ClauseKind, NeedState, StatementState
from needs.models import Clause, Need, Statement
from needs.statements.clauses import add
from needs.statements.forms import StatementForm
from tests.acts import count_queries
from tests.factories import ChallengeFactory, ClauseFactory, MunicipalityFactory, NeedFactory, StatementFactory
from tests.needs.roles import answers, person, signed_in, statuses
from tests.needs.scenes import Scene, circulated, ready_to_circulate, signed
from tests.needs.test_need_views import said
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def desk(scene, part: str = "") -> str:
    return f"/en/workspace/challenges/{scene.challenge.slug}/{part}"


def filled(response, **changes: object) -> dict[str, object]:
    """The page's form as the browser would send it, with changes."""
    form = response.context["form"]
    return {field.html_name: "" if field.value() is None else field.value() for field in form} | changes


def release(statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(state=StatementState.RELEASING, content={})


# Who gets in

PAGES = ["", "needs/", "demand/", "publish/", "circulate/", "clauses/add/"]
DEEDS = {"versions/add/": 302, "publish/release/": 200, "publish/recall/": 302}  # 200: a form that wants more


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_opens_for_managers_of_the_dialogue(scene, page: str) -> None:
    assert statuses(desk(scene, page), scene.needs[0]) == answers(404, manager=200, administrator=200)


@pytest.mark.parametrize("deed", DEEDS)
def test_only_managers_of_the_dialogue_do_anything_there(scene, deed: str) -> None:
    ended = answers(404, manager=DEEDS[deed], administrator=DEEDS[deed])
    assert statuses(desk(scene, deed), scene.needs[0], "post") == ended


def test_clauses_and_needs_of_a_challenge_are_its_managers(scene) -> None:
    clause = scene.statement.clauses.first()
    ended = answers(404, manager=302, administrator=302)
    for deed in [f"clauses/{clause.pk}/move/"]:
        assert statuses(desk(scene, deed), scene.needs[0], "post") == ended
    for page in [f"clauses/{clause.pk}/", f"clauses/{clause.pk}/delete/"]:
        assert statuses(desk(scene, page), scene.needs[0]) == answers(404, manager=200, administrator=200)


def test_deeds_are_not_done_by_following_a_link(scene, manager: Client) -> None:
    clause = scene.statement.clauses.first()
    deeds = [f"clauses/{clause.pk}/move/", "versions/add/"]
    assert [manager.get(desk(scene, deed)).status_code for deed in deeds] == [405, 405]


def test_the_list_has_the_challenges_that_one_manages(scene, manager: Client) -> None:
    StatementFactory()
    response = manager.get("/en/workspace/challenges/")
    assert list(response.context["page"]) == [scene.challenge]


def test_the_list_and_the_desk_say_what_is_next_and_lead_there(scene, manager: Client) -> None:
    def told(words: str, leads_to: str) -> list[bool]:
        pages = [manager.get(address).content.decode() for address in ("/en/workspace/challenges/", desk(scene))]
        return [f'href="{desk(scene, leads_to)}"' in page and words in page for page in pages]

    assert told("Ready to circulate", "publish/") == [True, True]
    circulated(scene, quorum=2)
    signed(scene)
    assert told("1 has signed, 2 needed.", "signing/1/") == [True, True]
    Statement.objects.update(deadline=timezone.now())
    assert told("The deadline is over, and too few have signed.", "signing/1/") == [True, True]


def test_an_empty_list_says_what_to_do_to_who_may_do_it() -> None:
    invitation = "There is no challenge yet. Choose needs and join them."
    need = NeedFactory()
    for role, invited in {"manager": True, "editor": False}.items():
        page = signed_in(person(role, need)).get("/en/workspace/challenges/").content.decode()
        assert (invitation in page) == invited


def test_the_list_asks_the_database_as_often_for_one_as_for_many(scene, manager: Client) -> None:
    manager.get("/en/workspace/challenges/")
    before = count_queries(lambda: manager.get("/en/workspace/challenges/"))
    for _ in range(10):
        StatementFactory(challenge=ChallengeFactory(dialogue=scene.dialogue, needs=scene.needs))
    assert count_queries(lambda: manager.get("/en/workspace/challenges/")) == before


def test_the_desk_asks_the_database_as_often_for_few_clauses_and_needs_as_for_many(scene, manager: Client) -> None:
    parts = ["", "needs/", "demand/", "publish/"]
    before = [count_queries(lambda part=part: manager.get(desk(scene, part))) for part in ["", *parts]][1:]
    for number in range(6, 20):
        ClauseFactory(statement=scene.statement, position=number)
        scene.challenge.needs.add(NeedFactory(dialogue=scene.dialogue, municipality=MunicipalityFactory()))
    assert [count_queries(lambda part=part: manager.get(desk(scene, part))) for part in parts] == before


# Title, summary, invitation


def test_what_only_a_target_has_is_asked_of_a_target_and_where_it_is_filled_in(scene, manager: Client) -> None:
    clause = scene.statement.clauses.exclude(kind=ClauseKind.TARGET).first()
    assert manager.get(edit_url(clause)).content.decode().count("of-target") == 2
    Clause.objects.filter(pk=clause.pk).update(target_year=2030)
    assert "of-target" not in manager.get(edit_url(clause)).content.decode()


def test_texts_are_written_in_all_languages(scene, manager: Client) -> None:
    texts = {name: f"{name} anew" for name in StatementForm.Meta.fields}
    response = manager.post(desk(scene), filled(manager.get(desk(scene)), **texts))
    assert (response.url, said(response)) == (desk(scene), ["The text is saved."])
    assert Statement.objects.filter(pk=scene.statement.pk, **texts).exists()


def test_ends_of_lines_are_kept_as_one_character(scene, manager: Client) -> None:
    manager.post(desk(scene), filled(manager.get(desk(scene)), summary_en="One.\r\n\r\nTwo."))
    assert Statement.objects.get(pk=scene.statement.pk).summary_en == "One.\n\nTwo."


def test_saving_an_unchanged_form_changes_nothing(scene, manager: Client) -> None:
    Statement.objects.filter(pk=scene.statement.pk).update(summary_fi=None, invitation_is="")
    before = Statement.objects.filter(pk=scene.statement.pk).values(*StatementForm.Meta.fields).get()
    manager.post(desk(scene), filled(manager.get(desk(scene))))
    after = Statement.objects.filter(pk=scene.statement.pk).values(*StatementForm.Meta.fields).get()
    assert {name: text or "" for name, text in after.items()} == {name: text or "" for name, text in before.items()}


def test_two_managers_who_write_different_languages_do_not_meet(scene, manager: Client) -> None:
    mine, theirs = (filled(manager.get(desk(scene))) for _ in range(2))
    manager.post(desk(scene), theirs | {"title_fi": "Toinen"})
    manager.post(desk(scene), mine | {"title_sv": "Min"})
    statement = Statement.objects.get(pk=scene.statement.pk)
    assert (statement.title_fi, statement.title_sv) == ("Toinen", "Min")


def test_two_managers_who_write_the_same_text_see_both_and_the_next_save_counts(scene, manager: Client) -> None:
    mine, theirs = (filled(manager.get(desk(scene))) for _ in range(2))
    manager.post(desk(scene), theirs | {"title_fi": "Heidän", "summary_da": "Deres"})
    response = manager.post(desk(scene), mine | {"title_fi": "Minun", "summary_nb": "Min"})
    form = response.context["form"]
    assert (form["title_fi"].value(), form["title_fi"].theirs) == ("Minun", "Heidän")
    assert (form["summary_da"].value(), form["summary_nb"].value()) == ("Deres", "Min")
    assert list(form.errors) == ["title_fi"]
    summary = response.content.decode().partition("This must be put right first")[2].partition("</ul>")[0]
    assert 'Title, <span lang="fi">Suomi</span>: Somebody else changed this' in summary
    statement = Statement.objects.get(pk=scene.statement.pk)
    assert (statement.title_fi, statement.summary_nb) == ("Heidän", scene.statement.summary_nb)

    manager.post(desk(scene), filled(response))
    statement = Statement.objects.get(pk=scene.statement.pk)
    assert (statement.title_fi, statement.summary_da, statement.summary_nb) == ("Minun", "Deres", "Min")


def test_a_text_that_is_being_published_is_refused_and_what_was_typed_is_shown(scene, manager: Client) -> None:
    form = filled(manager.get(desk(scene)), title_en="Too late")
    release(scene.statement)
    response = manager.post(desk(scene), form)
    assert response.context["form"].non_field_errors() == [
        "This version is no longer a draft (it is now: Being published). Its text can not be changed."
    ]
    assert "Too late" in response.content.decode()
    assert Statement.objects.get(pk=scene.statement.pk).title_en == scene.statement.title_en


# Clauses


def clause_form(response, **changes: object) -> dict[str, object]:
    return filled(response, **{"kind": "target", "text_en": "New", "target_year": "2030", **changes})


def test_a_clause_is_added_as_the_last_of_its_kind_once_however_often_it_is_sent(scene, manager: Client) -> None:
    form = clause_form(manager.get(desk(scene, "clauses/add/")), text_fi="Uusi", target_share="80")
    urls = {manager.post(desk(scene, "clauses/add/"), form).url for _ in range(2)}
    assert urls == {desk(scene) + "#clause-5"}
    clause = Clause.objects.get(statement=scene.statement, position=5)
    expected = ("target", "New", "Uusi", 2030, 80)
    assert (clause.kind, clause.text_en, clause.text_fi, clause.target_year, clause.target_share) == expected
    assert scene.statement.clauses.count() == 6


def test_what_was_typed_of_a_target_is_not_kept_of_a_clause_that_becomes_none(scene, manager: Client) -> None:
    form = clause_form(manager.get(desk(scene, "clauses/add/")), kind="outcome", target_share="80")
    manager.post(desk(scene, "clauses/add/"), form)
    clause = Clause.objects.get(statement=scene.statement, text_en="New")
    assert (clause.kind, clause.target_year, clause.target_share) == ("outcome", None, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"text_en": " "}, "text_en"),
        ({"target_year": "1999"}, "target_year"),
        ({"target_share": "101"}, "target_share"),
        ({"target_share": "many"}, "target_share"),
    ],
)
def test_a_clause_that_makes_no_sense_is_not_added(scene, manager: Client, wrong: dict, field: str) -> None:
    response = manager.post(desk(scene, "clauses/add/"), clause_form(manager.get(desk(scene, "clauses/add/")), **wrong))
    assert list(response.context["form"].errors) == [field]
    assert scene.statement.clauses.count() == 5


def edit_url(clause: Clause) -> str:
    return reverse("workspace-clause", args=[clause.statement.challenge.slug, clause.pk])


def test_a_clause_is_edited(scene, manager: Client) -> None:
    clause = scene.statement.clauses.get(kind=ClauseKind.TARGET)
    response = manager.post(edit_url(clause), filled(manager.get(edit_url(clause)), text_is="Nýtt", target_year=""))
    clause.refresh_from_db()
    assert (response.url, clause.text_is, clause.target_year) == (desk(scene) + "#clause-4", "Nýtt", None)


def test_two_managers_who_edit_the_same_clause_see_both(scene, manager: Client) -> None:
    clause = scene.statement.clauses.first()
    mine, theirs = (filled(manager.get(edit_url(clause))) for _ in range(2))
    manager.post(edit_url(clause), theirs | {"text_en": "Theirs", "kind": "outcome"})
    response = manager.post(edit_url(clause), mine | {"text_en": "Mine", "kind": "commitment"})
    form = response.context["form"]
    assert (form["text_en"].value(), form["text_en"].theirs) == ("Mine", "Theirs")
    assert (form["kind"].value(), form["kind"].theirs) == ("commitment", "Outcome")
    page = response.content.decode()
    assert "Mine" in page
    assert "Theirs" in page


def test_a_clause_that_was_deleted_meanwhile_is_offered_as_a_new_one(scene, manager: Client) -> None:
    clause = scene.statement.clauses.first()
    form = filled(manager.get(edit_url(clause)), text_en="Hours of work")
    manager.post(desk(scene, f"clauses/{clause.pk}/delete/"))
    response = manager.post(edit_url(clause), form)
    assert response.context["form"].non_field_errors() == [
        "This clause was deleted meanwhile. Save to add it as a new one."
    ]
    manager.post(response.context["action"], filled(response))
    assert scene.statement.clauses.get(position=1).text_en == "Hours of work"


def test_a_clause_of_another_challenge_is_not_found(scene, manager: Client) -> None:
    other = ClauseFactory()
    assert manager.get(desk(scene, f"clauses/{other.pk}/")).status_code == 404


def test_a_clause_is_deleted_and_those_behind_it_move_up(scene, manager: Client) -> None:
    clause = scene.statement.clauses.get(position=2)
    assert "Delete clause 2?" in manager.get(desk(scene, f"clauses/{clause.pk}/delete/")).content.decode()
    for _ in range(2):
        assert manager.post(desk(scene, f"clauses/{clause.pk}/delete/")).url == desk(scene) + "#clauses"
    kinds = list(scene.statement.clauses.values_list("position", "kind"))
    assert kinds == [(1, "background"), (2, "requirement"), (3, "target"), (4, "commitment")]


def texts(scene) -> list[str]:
    return list(scene.statement.clauses.values_list("text_en", flat=True))


def test_a_clause_moves_within_its_kind_once_when_the_button_is_pressed_twice(scene, manager: Client) -> None:
    first, second, third = (
        add(scene.statement, {"kind": "outcome", "text_en": name}, [], scene.manager) for name in "ABC"
    )
    before = texts(scene)
    for _ in range(2):
        response = manager.post(desk(scene, f"clauses/{third.pk}/move/"), {"to": "up", "from": "5"})
    assert (response.url, texts(scene)[1:5]) == (desk(scene) + "#clause-4", ["Text of the outcome", "A", "C", "B"])
    manager.post(desk(scene, f"clauses/{third.pk}/move/"), {"to": "down", "from": "4"})
    assert texts(scene) == before
    for clause, button, place in [(second, "down", "4"), (first, "up", "3"), (first, "up", "2")]:
        manager.post(desk(scene, f"clauses/{clause.pk}/move/"), {"to": button, "from": place})
    assert texts(scene)[:6] == [
        "Text of the background",
        "A",
        "Text of the outcome",
        "C",
        "B",
        "Text of the requirement",
    ]


def test_clauses_of_a_statement_that_is_being_published_stay(scene, manager: Client) -> None:
    clause = scene.statement.clauses.get(position=3)
    form = filled(manager.get(edit_url(clause)), text_en="Too late")
    release(scene.statement)
    sentence = "This version is no longer a draft (it is now: Being published). Its text can not be changed."
    for deed, data in {"move": {"to": "up", "from": "3"}, "delete": {}}.items():
        assert said(manager.post(desk(scene, f"clauses/{clause.pk}/{deed}/"), data))[-1] == sentence
    refused = manager.post(edit_url(clause), form).context["form"]
    assert (refused.non_field_errors(), refused["text_en"].value()) == ([sentence], "Too late")
    assert list(scene.statement.clauses.values_list("position", "kind"))[2] == (3, "requirement")


# Needs


def test_a_need_that_was_removed_is_told_of_with_its_reason(scene, manager: Client) -> None:
    acts.remove(scene.challenge, [scene.needs[1]], scene.manager, "Turku buys alone.")
    response = manager.get(desk(scene, "needs/"))
    assert [row.need for row in response.context["left_out"]] == [scene.needs[1]]
    assert "Turku buys alone." in response.content.decode()
    acts.add(scene.challenge, [scene.needs[1]], scene.manager)
    assert manager.get(desk(scene, "needs/")).context["left_out"] == []


def test_a_withdrawn_need_is_warned_of(scene, manager: Client) -> None:
    Need.objects.filter(pk=scene.needs[1].pk).update(state=NeedState.WITHDRAWN)
    page = manager.get(desk(scene, "needs/")).content.decode()
    assert f"Turku / Åbo has withdrawn “{scene.needs[1].title}”. Remove it before you publish." in page


# Demand


def test_demand_is_shown_in_full_and_says_what_the_public_sees(scene, manager: Client) -> None:
    alone = NeedFactory(dialogue=scene.dialogue, municipality=scene.needs[0].municipality, demand={2024: 7})
    scene.challenge.needs.add(alone)
    context = manager.get(desk(scene, "demand/")).context
    (table,) = context["tables"]
    rows = [(row.full.year, int(row.full.quantity), row.full.bodies, row.is_shown) for row in table.rows]
    assert rows == [(2021, 300, 3, True), (2022, 150, 3, True), (2024, 7, 1, False)]
    assert (int(table.full.total), table.total_is_shown) == (457, False)
    assert (context["bodies"], context["countries"], context["inhabitants"]) == (3, 3, 1_038_192)


@pytest.mark.parametrize(("bodies", "word"), [(3, "Shown"), (1, "Hidden")])
def test_what_the_public_sees_of_every_line_alike_is_said_once(scene, manager: Client, bodies: int, word: str) -> None:
    scene.challenge.needs.set(scene.needs[:bodies])
    page = text_of(manager.get(desk(scene, "demand/")).content.decode())
    assert f"The public sees: {word} Year Quantity Bodies Certainty 2021" in page
