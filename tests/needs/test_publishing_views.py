"""The desk's last part: the checklist, publishing, its progress, the briefs, the next version."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from needs.enums import BriefState, NeedState, StatementState
from needs.models import Brief, Clause, Need, Statement
from needs.publishing.releasing import publish_if_ready, release
from needs.signing.versions import new_version
from tests.needs.roles import ROLES, answers, person, signed_in, statuses
from tests.needs.scenes import Scene, agreed, circulated, ready_to_circulate, signed
from tests.needs.test_need_views import said
from tests.published import made
from tests.reading import in_order, text_of

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def manager(scene) -> Client:
    return signed_in(scene.manager)


def part(scene, rest: str = "") -> str:
    return f"/en/workspace/challenges/{scene.challenge.slug}/publish/{rest}"


def desk(scene, rest: str = "") -> str:
    return f"/en/workspace/challenges/{scene.challenge.slug}/{rest}"


def released(scene) -> Statement:
    release(agreed(scene).statement, scene.manager)
    return scene.statement


def published(scene) -> Statement:
    return made_public(released(scene))


def made_public(statement: Statement) -> Statement:
    ready = {"state": BriefState.READY, "file": "brief.pdf", "sha256": "0" * 64, "size": 48_000, "pages": 3}
    statement.briefs.update(**ready)
    assert publish_if_ready(statement.pk)
    statement.refresh_from_db()
    return statement


def state(statement: Statement) -> str:
    return Statement.objects.get(pk=statement.pk).state


# Before


def test_what_is_missing_links_to_where_it_is_mended(scene, manager: Client) -> None:
    clause = scene.statement.clauses.get(position=2)
    Clause.objects.filter(pk=clause.pk).update(text_fi="", text_is=None)
    Statement.objects.filter(pk=scene.statement.pk).update(summary_sv="")
    Need.objects.filter(pk=scene.needs[0].pk).update(state=NeedState.WITHDRAWN)
    scene.dialogue.contacts.all().delete()
    context = manager.get(part(scene)).context
    place = desk(scene)
    assert [(problem.sentence, url) for _item, problems in context["items"] for problem, url in problems] == [
        ("The summary is missing in Svenska.", f"{place}#text"),
        ("Clause 2 is missing in Suomi and Íslenska.", f"{place}clauses/{clause.pk}/"),
        (f"Oslo has withdrawn “{scene.needs[0]}”. Remove it from the challenge.", f"{place}needs/#needs"),
        (
            "The dialogue names no contact. Suppliers must know whom to ask.",
            f"/en/workspace/dialogues/{scene.dialogue.slug}/#contacts",
        ),
    ]
    assert context["is_ready"] is False


def test_a_draft_with_everything_leads_to_circulating_and_an_agreed_text_to_publishing(scene, manager: Client) -> None:
    assert desk(scene, "circulate/") in manager.get(part(scene)).content.decode()
    agreed(scene)
    assert part(scene, "release/") in manager.get(part(scene)).content.decode()
    assert "Publish version 1?" in manager.get(part(scene, "release/")).content.decode()
    assert state(scene.statement) == StatementState.AGREED


def test_what_only_deserves_a_look_is_read_before_the_way_on_and_what_is_done_is_folded(scene, manager: Client) -> None:
    page = text_of(manager.get(part(scene)).content.decode())
    assert "Version 1 can be circulated" in page
    assert in_order(page, "8 of 8 done", "No clause answers 3 needs.", "1 of 4 done Comments settled", "Circulate …")


def test_what_is_missing_stands_alone_above_what_is_done(scene, manager: Client) -> None:
    scene.dialogue.contacts.all().delete()
    page = text_of(manager.get(part(scene)).content.decode())
    assert "Ready to circulate version 1?" in page
    assert in_order(page, "Contact named to do", "7 of 8 done", "Demand stated")


# Publishing


def test_publishing_owes_six_briefs(scene, manager: Client) -> None:
    agreed(scene)
    response = manager.post(part(scene, "release/"), {"when": "at_once"})
    assert response.url == part(scene)
    assert said(response) == ["The briefs are being made. The statement is public when all are ready."]
    assert state(scene.statement) == StatementState.RELEASING
    waiting = set(scene.statement.briefs.values_list("language", "state"))
    assert waiting == {(code, "waiting") for code in ("en", "nb", "sv", "da", "fi", "is")}


@pytest.mark.sent_twice("workspace-challenge-release")
def test_publishing_twice_says_that_it_is_under_way(scene, manager: Client) -> None:
    agreed(scene)
    for _twice in range(2):
        answer = manager.post(part(scene, "release/"), {"when": "at_once"})
    sentence = "Programme manager is publishing this version already. Its briefs are being made; wait for them."
    assert said(answer)[-1] == sentence
    assert scene.statement.briefs.count() == 6


def test_what_is_not_agreed_is_not_published(scene, manager: Client) -> None:
    sentence = "This version is a draft. Circulate it first, so that its municipalities can sign it."
    assert said(manager.post(part(scene, "release/"), {"when": "at_once"})) == [sentence]
    circulated(scene)
    assert (
        said(manager.post(part(scene, "release/"), {"when": "at_once"}))[-1]
        == "Programme manager has circulated this version already."
    )
    assert state(scene.statement) == StatementState.CIRCULATED


# Circulating


def form_of(response) -> dict:
    """The page's form as the browser sends it."""
    fields = {field.html_name: field.value() for field in response.context["form"]}
    pairs = {"on": fields["on"].isoformat(), "time": "16:00"}
    return {**{name: value for name, value in fields.items() if value is not None}, **pairs}


@pytest.mark.sent_twice("workspace-challenge-circulate")
def test_circulating_freezes_the_text_and_invites_the_bodies_behind_it(scene, manager: Client) -> None:
    page = manager.get(desk(scene, "circulate/"))
    sent = {**form_of(page), "quorum": "2"}
    response = manager.post(desk(scene, "circulate/"), sent)
    assert response.url == desk(scene, "signing/1/")
    assert said(response) == ["The text is frozen, and the municipalities are asked to sign it."]
    statement = Statement.objects.get()
    assert (statement.state, statement.quorum, statement.circulated_by) == ("circulated", 2, scene.manager)
    invited = set(statement.signing_invitations.values_list("municipality__official_name", flat=True))
    assert invited == {"Oslo", "Turku / Åbo", "Örebro"}
    again = manager.post(desk(scene, "circulate/"), sent)
    assert again.context["form"].non_field_errors() == ["Programme manager has circulated this version already."]


def test_the_hour_that_summer_time_takes_away_is_no_deadline(scene, manager: Client) -> None:
    form = {**form_of(manager.get(desk(scene, "circulate/"))), "on": "2099-03-29", "time": "02:30"}
    response = manager.post(desk(scene, "circulate/"), form)
    assert response.context["form"].errors["time"] == [
        "Summer time begins then: no clock shows 02:30. Choose 03:30 or another time."
    ]
    manager.post(desk(scene, "circulate/"), {**form, "zone": "Atlantic/Reykjavik"})
    assert Statement.objects.get().deadline == datetime(2099, 3, 29, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bodies": []}, "Choose at least one municipality that is to sign."),
        ({"on": "2020-01-01"}, "The deadline is over already. Choose a later one."),
        ({"quorum": "4"}, "Ask for at least one signature, and for no more than there are municipalities invited."),
    ],
)
def test_what_makes_no_sense_is_not_circulated(scene, manager: Client, wrong: dict, sentence: str) -> None:
    form = form_of(manager.get(desk(scene, "circulate/")))
    errors = manager.post(desk(scene, "circulate/"), {**form, **wrong}).context["form"].errors
    assert sentence in [error for field in errors.values() for error in field]
    assert state(scene.statement) == StatementState.DRAFT


def test_questions_that_make_no_sense_any_more_lead_back(scene, manager: Client) -> None:
    assert manager.get(part(scene, "recall/")).url == part(scene)
    released(scene)
    assert manager.get(part(scene, "release/")).url == part(scene)


# On the way


def test_the_progress_says_how_far_each_language_is(scene, manager: Client) -> None:
    statement = released(scene)
    statement.briefs.filter(language="fi").update(state=BriefState.FAILED, error="A picture has no words.")
    ready = {"state": BriefState.READY, "file": "x.pdf", "sha256": "0" * 64}
    statement.briefs.filter(language="en").update(**ready)
    response = manager.get(part(scene))
    page = " ".join(response.content.decode().split())
    assert "1 of 6 briefs are ready." in page
    assert "1 has failed: see why, and try again." in page
    assert "A picture has no words." in page
    assert 'hx-trigger="every 1s"' in page


def test_asking_again_is_answered_only_when_there_is_something_new(scene, manager: Client) -> None:
    statement = released(scene)
    seen = manager.get(part(scene)).context["progress"]
    ask = {"path": part(scene), "data": {"seen": seen}, "headers": {"HX-Request": "true"}}
    assert manager.get(**ask).status_code == 204
    statement.briefs.filter(language="en").update(state=BriefState.RENDERING)
    response = manager.get(**ask)
    names = [template.name for template in response.templates]
    assert (response.status_code, names[0]) == (200, "needs/workspace/_publishing_progress.html")
    assert 'id="desk-state"' in response.content.decode()


def test_what_was_said_before_goes_from_the_page_when_the_statement_is_public(scene, manager: Client) -> None:
    released(scene)
    ask = {"path": part(scene), "headers": {"HX-Request": "true"}}
    gone = '<div id="messages" hx-swap-oob="innerHTML"></div>'
    assert gone not in manager.get(**ask).content.decode()
    Statement.objects.update(state=StatementState.PUBLISHED)
    assert gone in manager.get(**ask).content.decode()


def test_managers_of_the_dialogue_read_a_brief_that_is_ready_before_it_is_public_and_nobody_else(
    scene, manager
) -> None:
    statement = released(scene)
    made(statement.briefs.get(language="fi"), b"%PDF as it will be public")
    preview = desk(scene, "preview.pdf").replace("/en/", "/fi/")
    assert f'href="{preview}"' in manager.get(part(scene)).content.decode()
    response = manager.get(preview)
    assert b"".join(response) == b"%PDF as it will be public"
    assert "no-store" in response.headers["Cache-Control"]
    for role in ROLES:
        answer = signed_in(person(role, scene.needs[0])).get(preview)
        assert answer.status_code == answers(404, manager=200, administrator=200)[role]
        assert (b"as it will be public" in answer.getvalue()) == (answer.status_code == 200)
    public = f"/fi/challenges/{scene.challenge.slug}/v1/brief.pdf"
    assert [client.get(public).status_code for client in (manager, Client())] == [404, 404]


def test_page_and_brief_are_looked_at_from_circulating_until_the_statement_is_public(scene, manager: Client) -> None:
    page, brief = f"/en/workspace/drafts/{scene.challenge.slug}/preview/", desk(scene, "preview.pdf")

    def leads(address: str) -> list[bool]:
        html = manager.get(address).content.decode()
        return [f'href="{preview}"' in html for preview in (page, brief)]

    circulated(scene, quorum=1)
    assert leads(part(scene)) == [True, True]
    signed(scene)
    scene.statement.refresh_from_db()
    assert leads(part(scene, "release/")) == [True, True]
    release(scene.statement, scene.manager)
    assert leads(part(scene)) == [True, False]
    assert "Not a public page." in manager.get(page).content.decode()
    made_public(scene.statement)
    assert leads(part(scene)) == [False, False]


def test_a_failed_brief_is_tried_again(scene, manager: Client) -> None:
    statement = released(scene)
    statement.briefs.filter(language="fi").update(state=BriefState.FAILED, error="No.", attempts=3)
    assert said(manager.post(part(scene, "briefs/fi/retry/"))) == ["The brief is being made again."]
    brief = statement.briefs.get(language="fi")
    assert (brief.state, brief.error, brief.attempts) == (BriefState.WAITING, "", 0)
    assert said(manager.post(part(scene, "briefs/fi/retry/")))[-1] == "This brief is not waiting for another try."


def test_only_managers_of_the_dialogue_try_again(scene) -> None:
    released(scene)
    ended = answers(404, manager=302, administrator=302)
    assert statuses(part(scene, "briefs/fi/retry/"), scene.needs[0], "post") == ended


def test_a_statement_is_called_back_before_anything_is_public(scene, manager: Client) -> None:
    statement = released(scene)
    assert "Call the statement back?" in manager.get(part(scene, "recall/")).content.decode()
    response = manager.post(part(scene, "recall/"))
    assert said(response) == ["The statement is agreed as before. Nothing of it was published."]
    assert (state(statement), Brief.objects.count()) == (StatementState.AGREED, 0)


# After


def test_a_published_statement_links_to_its_page_and_to_the_brief_in_each_language(scene, manager: Client) -> None:
    published(scene)
    page = manager.get(part(scene)).content.decode()
    slug = scene.challenge.slug
    assert f'href="/en/challenges/{slug}/v1/"' in page
    for code in ("en", "nb", "sv", "da", "fi", "is"):
        assert f'href="/{code}/challenges/{slug}/v1/brief.pdf"' in page
    assert "hx-trigger" not in page


def test_downloads_say_of_which_version_they_are(scene, manager: Client) -> None:
    published(scene)
    assert manager.get(part(scene)).context["downloads_of"] == scene.statement
    new_version(scene.challenge, scene.manager)
    context = manager.get(part(scene)).context
    assert (context["statement"].number, context["downloads_of"].number) == (2, 1)


def test_the_text_of_a_published_statement_is_read_only(scene, manager: Client) -> None:
    published(scene)
    place = desk(scene)
    page = manager.get(place).content.decode()
    assert "This version is published and stays as it is." in page
    assert "<textarea" not in page
    assert manager.get(place + "clauses/add/").url == place


@pytest.mark.sent_twice("workspace-version-add")
def test_the_next_version_starts_from_the_published_one_and_is_made_once(scene, manager: Client) -> None:
    statement = published(scene)
    place = desk(scene)
    first = manager.post(place + "versions/add/")
    assert first.url == place
    assert said(first) == ["The next version is a draft now. The published one stays until then."]
    sentence = "There is a draft of this challenge already. Continue with that one."
    assert said(manager.post(place + "versions/add/"))[-1] == sentence
    draft = scene.challenge.statements.get(state=StatementState.DRAFT)
    assert (draft.number, draft.title_fi, draft.clauses.count()) == (2, statement.title_fi, 5)
    assert "Version 2" in manager.get(place).content.decode()
