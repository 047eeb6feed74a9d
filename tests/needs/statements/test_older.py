"""What is written anew in one language, and what the others say meanwhile."""

import pytest
from django.test import Client

from core.merging import mark
from core.texts import localized_names
from needs.models import Clause, Statement
from needs.signing.versions import abandon, new_version
from needs.statements import clauses, comments
from needs.statements.readiness import problems
from tests.factories import MembershipFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, ready_to_circulate
from tests.needs.test_desk_views import desk, edit_url, filled

pytestmark = pytest.mark.django_db
BESIDE_ENGLISH = {"nb": "en", "sv": "en", "da": "en", "fi": "en", "is": "en"}


@pytest.fixture
def scene() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def clause(scene: Scene) -> Clause:
    return scene.statement.clauses.get(position=2)


def write(scene: Scene, **fields: object) -> dict[str, str]:
    """What is older once the clause's fields are written."""
    found = clause(scene)
    clauses.edit(found, {name: getattr(found, name) for name in clauses.FIELDS} | fields, [], scene.manager)
    return clause(scene).older


def test_languages_are_older_than_the_one_that_was_written_anew_until_they_are_written_too(scene) -> None:
    assert write(scene, target_year=2030) == {}
    assert write(scene, text_en="By day only") == BESIDE_ENGLISH
    assert write(scene, text_nb="Bare om dagen", text_sv="Bara om dagen") == {"da": "en", "fi": "en", "is": "en"}
    assert write(scene, text_fi="Vain päivällä") == {"da": "en", "is": "en"}
    assert write(scene, text_nb="Aldri om natten") == {
        "en": "nb",
        "sv": "nb",
        "fi": "nb",
        "da": "en",
        "is": "en",
    }
    assert write(scene, **dict.fromkeys(clauses.TEXTS, "Never at night")) == {}


def test_a_language_that_was_missing_follows_and_one_that_is_taken_away_leads_nobody(scene) -> None:
    Clause.objects.filter(pk=clause(scene).pk).update(text_fi="", text_is="")
    assert write(scene, text_fi="Päivällä") == {}
    assert write(scene, text_fi="") == {}
    assert write(scene, target_scope_en="of what") == {"nb": "en", "sv": "en", "da": "en"}
    assert write(scene, target_scope_nb="av hva") == {"sv": "en", "da": "en"}


def test_a_wording_that_is_taken_over_makes_the_others_older_and_none_of_it_is_circulated(scene) -> None:
    editor = MembershipFactory(municipality=scene.needs[1].municipality, role="editor").user
    said = {"language": "nb", "text": "", "suggestion": "Bare om dagen"}
    comment = comments.write(scene.statement, clause(scene).pk, scene.needs[1].municipality, said, editor)
    comments.take_over(comment, mark(clause(scene).text_nb), scene.manager)
    assert clause(scene).older == {"en": "nb", "sv": "nb", "da": "nb", "fi": "nb", "is": "nb"}
    (problem,) = problems(scene.statement)
    assert problem.anchor == "clause-2"
    assert problem.sentence == (
        "Clause 2 is older in English, Svenska, Dansk, Suomi and Íslenska than in Norsk bokmål. "
        "Write it anew there, or say that it still says the same."
    )


def test_the_desk_says_which_languages_are_older_and_the_writer_that_they_still_say_the_same(scene, manager) -> None:
    address = edit_url(clause(scene))
    manager.post(address, filled(manager.get(address), text_en="By daylight"))
    said = "Older than English: Norsk bokmål, Svenska, Dansk, Suomi, Íslenska"
    assert said in manager.get(desk(scene)).content.decode()
    page = manager.get(address)
    assert said in page.content.decode()
    manager.post(address, filled(page, still_right="on"))
    assert (clause(scene).older, clause(scene).text_en, problems(scene.statement)) == ({}, "By daylight", [])
    assert "Older than" not in manager.get(desk(scene)).content.decode()


def test_who_did_not_see_what_was_written_meanwhile_does_not_say_that_the_others_are_right(scene, manager) -> None:
    address = edit_url(clause(scene))
    Clause.objects.filter(pk=clause(scene).pk).update(target_share=10)
    unseen = filled(manager.get(address), still_right="on", target_share="40")
    manager.post(address, filled(manager.get(address), text_en="By daylight"))
    manager.post(address, unseen)
    assert (clause(scene).older, clause(scene).target_share) == (BESIDE_ENGLISH, 40)


def test_both_halves_of_a_clause_and_the_next_version_keep_what_is_older(scene, manager) -> None:
    write(scene, text_en="A")
    first = dict.fromkeys(clauses.TEXTS, "First half")
    second = clauses.split(clause(scene), first, dict.fromkeys(clauses.TEXTS, "Second half"), scene.manager)
    assert (clause(scene).older, second.older) == (BESIDE_ENGLISH, BESIDE_ENGLISH)
    abandon(scene.statement, scene.manager, "Begun anew.")
    draft = new_version(scene.challenge, scene.manager)
    assert [row.older for row in draft.clauses.filter(kind="outcome")] == [BESIDE_ENGLISH, BESIDE_ENGLISH]


def text(scene: Scene) -> Statement:
    return Statement.objects.get(pk=scene.statement.pk)


def test_title_summary_and_invitation_each_know_which_languages_are_older(scene) -> None:
    clauses.write_texts(scene.statement, {"title_en": "Quiet vans", "summary_nb": "Kort sagt"}, scene.manager)
    others = {"sv": "nb", "da": "nb", "fi": "nb", "is": "nb"}
    assert text(scene).older == {"title": BESIDE_ENGLISH, "summary": {"en": "nb", **others}}
    fields = dict.fromkeys([*localized_names("summary"), "title_fi", "invitation_fi"], "Toisin")
    clauses.write_texts(scene.statement, fields, scene.manager)
    title = {code: than for code, than in BESIDE_ENGLISH.items() if code != "fi"}
    invitation = {"en": "fi", "nb": "fi", "sv": "fi", "da": "fi", "is": "fi"}
    assert text(scene).older == {"title": title, "invitation": invitation}
    abandon(scene.statement, scene.manager, "Begun anew.")
    assert new_version(scene.challenge, scene.manager).older == {"title": title, "invitation": invitation}


def test_a_text_that_is_written_for_the_first_time_makes_no_other_language_older(scene) -> None:
    Statement.objects.filter(pk=scene.statement.pk).update(summary_nb="", summary_fi="")
    clauses.write_texts(text(scene), {"summary_nb": "Kort sagt"}, scene.manager)
    assert text(scene).older == {}


def test_the_desk_says_which_texts_are_older_and_nothing_is_circulated_until_they_are_not(scene, manager) -> None:
    page = manager.get(desk(scene))
    assert "Older than" not in page.content.decode()
    manager.post(desk(scene), filled(page, title_en="Quiet vans"))
    page = manager.get(desk(scene))
    assert "Older than English: Norsk bokmål, Svenska, Dansk, Suomi, Íslenska" in page.content.decode()
    (problem,) = problems(text(scene))
    assert problem.anchor == "text"
    assert problem.sentence == (
        "“Title” is older in Norsk bokmål, Svenska, Dansk, Suomi and Íslenska than in English. "
        "Write it anew there, or say that it still says the same."
    )
    manager.post(desk(scene), filled(page, still_right="on"))
    assert (text(scene).older, text(scene).title_en, problems(text(scene))) == ({}, "Quiet vans", [])


def test_who_did_not_see_a_title_that_was_written_meanwhile_does_not_say_that_the_others_are_right(
    scene, manager
) -> None:
    unseen = filled(manager.get(desk(scene)), still_right="on", summary_en="In short")
    manager.post(desk(scene), filled(manager.get(desk(scene)), title_en="Quiet vans"))
    manager.post(desk(scene), unseen)
    assert text(scene).older == {"title": BESIDE_ENGLISH, "summary": BESIDE_ENGLISH}
