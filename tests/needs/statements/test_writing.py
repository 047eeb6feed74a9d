"""Clauses beside languages and needs: splitting, links, two people at once, and the preview."""

from functools import partial
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from core.workflow import Refused
from needs.curation import acts
from needs.models import Clause, Statement
from needs.signing.versions import new_version
from needs.statements import clauses
from needs.statements.hints import hints
from needs.statements.splitting import marked
from tests.acts import together
from tests.factories import MembershipFactory, StaffRoleFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, circulated, ready_to_circulate
from tests.needs.test_desk_views import desk, edit_url, filled
from tests.needs.test_need_views import said
from tests.published import publish, published_statement
from tests.reading import assert_same_for_everybody, read, text_of

pytestmark = pytest.mark.django_db


def make_once() -> tuple[Scene, Statement]:
    """A draft, and beside it the third version of what is public."""
    return ready_to_circulate(), third_version()


@pytest.fixture
def scene(made: tuple[Scene, Statement]) -> Scene:
    return made[0]


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def two_paragraphs(scene: Scene, position: int = 2) -> Clause:
    clause = scene.statement.clauses.get(position=position)
    for name in clauses.TEXTS:
        setattr(clause, name, f"First ({name}).\n\nSecond ({name}).\n\nThird.")
    clause.save()
    clause.needs.set(scene.needs[:2])
    return clause


# Splitting


@pytest.mark.parametrize(
    ("after", "expected"),
    [(1, "A\n\n---\n\nB\n\nC"), (2, "A\n\nB\n\n---\n\nC"), (3, "A\n\nB\n \nC"), (0, "A\n\nB\n \nC")],
)
def test_the_mark_stands_behind_a_paragraph(after: int, expected: str) -> None:
    assert marked("A\n\nB\n \nC", after) == expected


def test_a_clause_is_split_in_all_languages_once_and_both_keep_their_needs(scene, manager: Client) -> None:
    clause = two_paragraphs(scene)
    address = desk(scene, f"clauses/{clause.pk}/split/")
    form = filled(manager.post(address, filled(manager.get(address), after="2")), text_nb="Ett\n---\nTo")
    urls = {manager.post(address, form).url for _ in range(2)}
    assert urls == {desk(scene) + "#clause-3"}
    first, second = scene.statement.clauses.filter(kind="outcome")
    assert (first.pk, first.key, first.text_en) == (clause.pk, clause.key, "First (text_en).\n\nSecond (text_en).")
    assert (second.position, second.text_en, second.text_nb) == (3, "Third.", "To")
    assert second.key != first.key
    assert set(first.needs.all()) == set(second.needs.all()) == set(scene.needs[:2])
    assert list(scene.statement.clauses.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_text_without_one_place_to_split_is_refused_in_its_language(scene, manager: Client) -> None:
    clause = two_paragraphs(scene)
    address = desk(scene, f"clauses/{clause.pk}/split/")
    wrong = {"text_fi": "No mark", "text_sv": "---\nNothing before", "text_da": "a\n---\nb\n---\nc"}
    response = manager.post(address, filled(manager.get(address), **wrong))
    assert list(response.context["form"].errors) == ["text_sv", "text_da", "text_fi"]
    assert "Nothing before" in response.content.decode()
    assert scene.statement.clauses.count() == 5


def test_who_splits_what_somebody_writes_meanwhile_sees_both(scene, manager: Client) -> None:
    clause = two_paragraphs(scene)
    address = desk(scene, f"clauses/{clause.pk}/split/")
    form = filled(manager.get(address))
    manager.post(edit_url(clause), filled(manager.get(edit_url(clause)), text_fi="Aivan toinen"))
    response = manager.post(address, form)
    moved = manager.post(address, {**form, "text_sv": "A\r\n\r\n---\r\n\r\nB\r\n\r\nC", "after": "2"})
    shown = filled(moved)
    assert (shown["text_sv"], shown["seen"], shown["key"]) == ("A\n\nB\n\n---\n\nC", form["seen"], form["key"])
    again = response.context["form"]
    assert (list(again.errors), again["text_fi"].theirs) == (["text_fi"], "Aivan toinen")
    manager.post(address, filled(response))
    assert scene.statement.clauses.count() == 6


def test_what_was_typed_for_a_clause_that_is_gone_is_shown(scene, manager: Client) -> None:
    clause = two_paragraphs(scene)
    address = desk(scene, f"clauses/{clause.pk}/split/")
    form = filled(manager.get(address), text_en="Hours of work\n---\nMore")
    clauses.delete(clause, scene.manager)
    html = manager.post(address, form).content.decode()
    assert "This clause was deleted meanwhile." in html
    assert "Hours of work" in html


# Needs beside clauses


def test_a_clause_names_the_needs_it_answers_and_those_left_are_listed(scene, manager: Client) -> None:
    clause = scene.statement.clauses.first()
    first, second, third = scene.needs
    manager.post(edit_url(clause), filled(manager.get(edit_url(clause)), **{f"need_{first.pk}": "on"}))
    assert list(clause.needs.all()) == [first]
    context = manager.get(desk(scene)).context
    assert {row.need for row in context["unanswered"]} == {second, third}
    page = manager.get(desk(scene, f"clauses/add/?need={third.pk}"))
    assert [field.value() for field, _need in page.context["form"].sources()].count(True) == 1
    acts.remove(scene.challenge, [first], scene.manager, "Turku buys alone.")
    assert not any(row.needs for part in manager.get(desk(scene)).context["sections"] for row in part.rows)
    html = manager.get(edit_url(clause)).content.decode()
    assert "Goods arrive in diesel vans." in html
    assert "Varene kommer med dieselbiler." in html


def test_two_managers_who_tick_different_needs_do_not_meet(scene, manager: Client) -> None:
    clause = scene.statement.clauses.first()
    mine, theirs = (filled(manager.get(edit_url(clause))) for _ in range(2))
    forms = [{k: v for k, v in form.items() if not (k.startswith("need_") and not v)} for form in (mine, theirs)]
    for form, need in zip(forms, scene.needs, strict=False):
        manager.post(edit_url(clause), form | {f"need_{need.pk}": "on"})
    assert set(clause.needs.all()) == set(scene.needs[:2])


def test_hints_say_what_to_look_at_and_keep_nothing_from_going_on(scene, manager: Client) -> None:
    MembershipFactory(municipality=scene.needs[0].municipality, role="signatory")
    found = {str(item.label): [problem.sentence for problem in item.problems] for item in hints(scene.statement)}
    assert found == {
        "Dates to come": ["No date of the dialogue lies ahead. Suppliers and signatories want to know what is next."],
        "A signatory in each body": [
            "Turku / Åbo has nobody who may sign. Ask it to invite a signatory, or invite one yourself.",
            "Örebro has nobody who may sign. Ask it to invite a signatory, or invite one yourself.",
        ],
        "Each need answered by a clause": ["No clause answers 3 needs."],
        "Comments settled": [],
    }
    page = manager.get(desk(scene, "publish/"))
    assert page.context["is_ready"]
    assert "No clause answers 3 needs." in page.content.decode()


def test_languages_stand_beside_each_other_as_chosen(scene, manager: Client) -> None:
    def shown(query: str) -> list[str]:
        row = manager.get(desk(scene) + query).context["sections"][0].rows[0]
        return [code for code, _text in row.texts]

    assert shown("") == ["en", "nb"]
    assert shown("?show=is&show=fi&show=xx") == ["fi", "is"]
    assert shown("?show=xx") == ["en", "nb"]


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_people_who_move_and_split_at_once_leave_every_clause_with_its_number() -> None:
    scene = ready_to_circulate()
    new = [clauses.add(scene.statement, {"kind": "outcome", "text_en": n}, [], scene.manager) for n in "ABCD"]

    def deed(number: int) -> None:
        clause = Clause.objects.get(pk=new[number % 4].pk)
        if number % 2:
            clauses.shift(clause, -1 if number % 4 == 1 else 1, scene.manager)
        else:
            clauses.split(clause, {"text_en": "x"}, {"text_en": f"second {number}"}, scene.manager)

    assert together(*(partial(deed, number) for number in range(8))) == [None] * 8
    rows = list(scene.statement.clauses.values_list("position", "kind"))
    assert [position for position, _kind in rows] == list(range(1, 14))
    assert [kind for _position, kind in rows].count("outcome") == 9
    assert [kind for _position, kind in rows] == sorted(
        (kind for _position, kind in rows), key=["background", "outcome", "requirement", "target", "commitment"].index
    )


# The preview


def test_the_preview_is_the_public_page_marked_as_a_draft_and_kept_by_no_cache(scene) -> None:
    for user in (scene.manager, MembershipFactory(municipality=scene.needs[1].municipality, role="observer").user):
        response = signed_in(user).get(f"/fi/workspace/drafts/{scene.challenge.slug}/preview/")
        html = response.content.decode()
        assert scene.statement.title_fi in html
        assert "Text of the requirement (fi)" in html
        assert 'class="draft-bar"' in html
        assert 'class="checksum"' not in html
        assert "· <" not in html
        assert "no-store" in response.headers["Cache-Control"]
    assert Statement.objects.get(pk=scene.statement.pk).content is None


def test_of_a_draft_s_figures_bodies_see_nothing_until_it_is_circulated(scene) -> None:
    readers = {"manager": scene.manager, "editor": MembershipFactory(municipality=scene.needs[1].municipality).user}
    said = "Demand, value and calendar are shown once the statement is circulated."

    def seen() -> dict[str, tuple[bool, ...]]:
        address = f"/en/workspace/drafts/{scene.challenge.slug}/preview/"
        pages = {name: text_of(signed_in(reader).get(address).text) for name, reader in readers.items()}
        words = (said, "Demand per year", "Procurement calendar", "first call-off")
        return {name: tuple(word in page for word in words) for name, page in pages.items()}

    shown, hidden = (False, True, True, True), (True, False, False, False)
    assert seen() == {"manager": shown, "editor": hidden}
    circulated(scene)
    assert seen() == {"manager": shown, "editor": shown}


def test_the_preview_s_brief_says_on_every_page_that_it_is_a_draft(scene, manager: Client) -> None:
    response = manager.get(desk(scene, "preview.pdf"))
    assert (response.headers["Content-Type"], "no-store" in response.headers["Cache-Control"]) == (
        "application/pdf",
        True,
    )
    pages = [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]
    assert pages
    assert all("draft, not published" in text.lower() for text in pages)


def test_a_brief_without_all_texts_is_not_made_and_says_what_is_missing(scene, manager: Client) -> None:
    scene.statement.clauses.filter(position=2).update(text_fi="")
    url = desk(scene, "preview.pdf")
    response = manager.get(url.replace("/en/", "/fi/"))
    assert response.status_code == 302
    assert "Suomi" in said(response)[0]
    assert manager.get(url).headers["Content-Type"] == "application/pdf"


# Two versions beside each other


def third_version() -> Statement:
    statement = published_statement(challenge__slug="vans", title="Vans without emissions")
    manager = StaffRoleFactory(dialogue=statement.challenge.dialogue).user
    second = new_version(statement.challenge, manager)
    second.clauses.filter(position=3).update(text_en="A sharper requirement", text_fi="")
    second.clauses.filter(position=3).update(text_fi="Terävämpi vaatimus (fi)")
    clauses.delete(second.clauses.get(position=2), manager)
    publish(second)
    third = new_version(statement.challenge, manager)
    clauses.add(third, {"kind": "commitment", **dict.fromkeys(clauses.TEXTS, "We <b>buy</b>")}, [], manager)
    return publish(third)


@pytest.fixture
def third(made: tuple[Scene, Statement]) -> Statement:
    return made[1]


def test_two_public_versions_are_compared_word_by_word_for_everybody(third: Statement) -> None:
    page = read("/en/challenges/vans/changes/1-2/")
    assert "What changed from version 1 to version 2" in page
    assert "taken out: Text of the end of what is taken out" in page
    assert "added: A sharper end of what is added requirement" in page
    assert "Outcome Taken out" in page
    assert "Also changed in: Suomi" in page
    assert "added: We <b>buy</b>" in read("/en/challenges/vans/changes/1-3/")
    assert "Read what changed from version 1 to 2, word by word" in read("/en/challenges/vans/")
    assert_same_for_everybody("/fi/challenges/vans/changes/2-3/")


def test_versions_that_are_not_public_or_not_there_are_compared_for_nobody_outside(third: Statement) -> None:
    manager = StaffRoleFactory(dialogue=third.challenge.dialogue).user
    draft = new_version(third.challenge, manager)
    for pair in ("1-4", "3-4", "2-1", "1-1", "1-9"):
        read(f"/en/challenges/vans/changes/{pair}/", 404)
    Statement.objects.filter(pk=draft.pk).update(state="circulated", content=third.content | {"number": 4})
    read("/en/challenges/vans/changes/3-4/", 404)
    member = MembershipFactory(municipality=third.challenge.needs.first().municipality, role="observer").user
    stranger = MembershipFactory(role="signatory").user
    address = "/en/workspace/drafts/vans/changes/3-4/"
    assert [signed_in(user).get(address).status_code for user in (member, manager, stranger)] == [200, 200, 404]


def test_a_refused_change_leaves_the_clause_alone(scene) -> None:
    publish(scene.statement)
    with pytest.raises(Refused):
        clauses.split(scene.statement.clauses.first(), {}, {}, scene.manager)
