"""The desk, the public pages, and who may do what."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.kept import Person, kinds
from suppliers.companies import representing
from suppliers.models import AnswerVersion, Question, QuestionTerms
from suppliers.questions import asking, bundling, releasing
from suppliers.questions.desk import Waits, waits_for, with_answers
from suppliers.questions.enums import QuestionState
from suppliers.questions.subjects import title_of
from tests.factories import EventFactory, RepresentativeFactory, StaffRoleFactory
from tests.factories.requests import InformationRequestFactory, ResponseFactory, opened
from tests.needs.roles import signed_in
from tests.reading import in_order, read, text_of
from tests.suppliers.questions.scenes import Scene, in_all, scene, write
from tests.suppliers.questions.test_answering import LATER

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return scene()


@pytest.fixture
def here(made: Scene) -> Scene:
    return made


def in_every_state(here: Scene) -> dict[str, Question]:
    """A question for each thing that a question waits for, and one in each other state."""
    QuestionTerms.objects.create(dialogue=here.dialogue, four_eyes=True)
    found = {name: here.ask(f"{name}?") for name in [*Waits.values, "declined", "withdrawn", "released"]}
    bundling.decline(found["declined"], here.manager, "No")
    asking.withdraw(found["withdrawn"], here.person)
    bundling.bundle([found["languages"]], here.manager)
    here.answer(found["check"])
    for name in ("release", "moment", "released"):
        answer = here.answer(found[name])
        AnswerVersion.objects.filter(answer=answer).update(checked_by=here.second, checked_at=LATER)
        if name != "release":
            releasing.release(answer, here.manager, release_at=LATER if name == "moment" else None)
    return found


def test_the_list_is_narrowed_by_what_a_question_waits_for_as_its_rows_say(here) -> None:
    in_every_state(here)
    client = signed_in(here.manager)
    for what in Waits:
        said = text_of(client.get("/en/workspace/questions/", {"waits": what.value}).content.decode())
        assert [name for name in [*Waits.values, "released"] if f"{name}?" in said] == [what.value]
    rows = with_answers(Question.objects.filter(state__in=QuestionState.open()).order_by("pk"))
    assert [waits_for(row) for row in rows] == list(Waits)
    found = text_of(client.get("/en/workspace/questions/", {"q": "DECLINED", "state": "all"}).content.decode())
    assert "declined?" in found
    assert "languages?" not in found


def test_what_was_ticked_stays_so_in_another_list_as_long_as_it_can_be_answered(here) -> None:
    one, other, gone = here.ask("One?"), here.ask("Another?"), here.ask("Gone?")
    elsewhere = scene().ask("Elsewhere?")
    here.answer(gone)
    client, keys = signed_in(here.manager), [one.key, other.key, gone.key, elsewhere.key]
    page = client.get("/en/workspace/questions/", {"q": "another", "question": keys})
    assert (set(page.context["ticked"]), page.context["ticked_elsewhere"]) == ({one.key, other.key}, [one.key])
    said = " ".join(page.content.decode().split())
    assert f'name="question" value="{other.key}" checked' in said
    assert f'<input type="hidden" name="question" value="{one.key}">' in said
    assert "Chosen: <span data-count>2</span>" in said
    refused = client.post("/en/workspace/questions/bundle/", {"question": keys[:3]}, follow=True)
    assert set(refused.context["ticked"]) == {one.key, other.key}


def test_the_state_is_chosen_by_tabs_and_kept_while_narrowing_and_the_button_stands_below_the_rows(here) -> None:
    here.ask("One?")
    html = signed_in(here.manager).get("/en/workspace/questions/", {"state": "all"}).content.decode()
    assert '<input type="hidden" name="state" value="all" id="filter-state">' in html
    assert in_order(html, 'id="list"', 'id="bundle"', "Answer the ticked questions together")


def test_a_row_names_what_a_question_is_about_and_its_language_beneath_and_its_state_as_the_tabs_do(here) -> None:
    question = here.ask("One?")
    page = signed_in(here.manager).get("/en/workspace/questions/")
    headings = [str(heading.column.label) for heading in page.context["headings"]]
    assert headings == ["Question", "Company", "Asked", "State", "Waits for"]
    said = " ".join(text_of(page.content.decode()).split())
    assert f"One? {title_of(question.subject)}" in said
    assert {"Received 1", "In an answer 0"} <= {f"{label} {number}" for label, number, *_rest in page.context["tabs"]}
    assert 'data-color="warning">Received</span>' in " ".join(page.content.decode().split())


def test_the_list_goes_home_as_a_file_and_defuses_formulas(here) -> None:
    here.ask("=1+1")
    response = signed_in(here.manager).get("/en/workspace/questions/", {"as": "csv"})
    said = BytesIO(b"".join(response.streaming_content) if response.streaming else response.content).read().decode()
    assert "'=1+1" in said
    assert here.company.name in said


def test_the_desk_reads_few_and_many_questions_with_the_same_queries(here) -> None:
    client = signed_in(here.manager)
    event = EventFactory(dialogue=here.dialogue)
    asking.ask(event, here.other, here.rival, text="Online?", language="sv")
    here.answer(here.ask("First?"))
    client.get("/en/workspace/questions/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/workspace/questions/")
    for number in range(4):
        here.answer(here.ask(f"More {number}?", rival=True))
        asking.ask(event, here.company, here.person, text=f"Online {number}?", language="fi")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/workspace/questions/")
    assert len(many) == len(few)


def test_the_public_list_is_searched_in_all_languages_and_reads_many_with_the_same_queries(here) -> None:
    address = f"/en/dialogues/{here.dialogue.slug}/questions/"
    here.released()
    read(address)
    with CaptureQueriesContext(connection) as few:
        read(address)
    for number in range(4):
        answer = here.answer(here.ask(f"More {number}?"))
        write(answer, here.manager, **in_all(f"Terminaler og ønsker {number}"))
        releasing.release(answer, here.manager)
    with CaptureQueriesContext(connection) as many:
        read(address)
    assert len(many) == len(few)
    assert "1 answer" in read(f"{address}?q=onsker+3")
    assert "0 answers" in read(f"{address}?q=nothing+of+it")
    assert "5 answers" in read(f"{address}?q=&challenge={here.challenge.slug}&page=99")


def test_public_pages_set_no_cookie_are_cached_and_name_neither_who_nor_how_many_asked(here) -> None:
    secret = here.ask("The words of Kargo")
    answer = here.released(secret, here.ask("The words of a rival", rival=True))
    pages = [
        answer.get_absolute_url(),
        f"/nb/dialogues/{here.dialogue.slug}/questions/",
        f"/en/challenges/{here.challenge.slug}/",
        f"/en/dialogues/{here.dialogue.slug}/",
    ]
    hidden = [secret.key, here.company.name, here.other.name, here.person.email, "The words of", "Kargo"]
    for page in pages:
        response = Client().get(page)
        html = response.content.decode()
        assert (response.status_code, dict(response.cookies)) == (200, {})
        assert response["Cache-Control"] == "max-age=60, public" or "public" in response["Cache-Control"]
        assert [word for word in hidden if word in html] == [], page
    assert "At least twelve. (nb)" in read(pages[1])
    assert "At least twelve. (en)" in read(pages[2])


PERMISSIONS = {
    "edit_question": {"asker", "colleague", "manager who asks"},
    "answer_questions": {"manager"},
    "manage_questions": {"manager", "manager who asks", "manager who answers"},
    "list_questions": {"manager", "manager elsewhere", "manager who asks", "manager who answers"},
}


def test_who_may_do_what_with_a_question_and_the_lists_agree(here) -> None:
    question = here.ask()
    people = {
        "visitor": AnonymousUser(),
        "asker": here.person,
        "colleague": RepresentativeFactory(company=here.company).user,
        "rival": here.rival,
        "manager": here.manager,
        "manager elsewhere": StaffRoleFactory().user,
        "manager who asks": StaffRoleFactory(dialogue=here.dialogue).user,
        "manager who answers": StaffRoleFactory(dialogue=here.dialogue).user,
        "coordinator": StaffRoleFactory(dialogue=here.dialogue, country="NO").user,
    }
    answering = ResponseFactory(request=opened(InformationRequestFactory(dialogue=here.dialogue)))
    RepresentativeFactory(company=here.company, user=people["manager who asks"])
    RepresentativeFactory(company=answering.company, user=people["manager who answers"])
    for permission, may in PERMISSIONS.items():
        subject = None if permission.startswith("list") else question
        got = {name for name, who in people.items() if who.has_perm(f"suppliers.{permission}", subject)}
        assert got == may, permission
    signed = {name: who for name, who in people.items() if name != "visitor"}
    seen = {name for name, who in signed.items() if Question.objects.visible_to(who).exists()}
    assert seen == {"asker", "colleague", "manager", "manager who asks"}
    desk = {name for name, who in signed.items() if Question.objects.managed_by(who).exists()}
    assert desk == PERMISSIONS["answer_questions"]


def test_a_manager_whose_company_asks_or_asked_gets_none_of_the_others_questions_and_her_own_as_an_asker(here) -> None:
    own, theirs, waiting = here.ask(), here.ask("What do they plan?", rival=True), here.ask("Which size?", rival=True)
    answer = here.answer(theirs)
    hers = RepresentativeFactory(company=here.company, user=here.manager)
    client = signed_in(here.manager)
    acts = [reverse("workspace-question-take-out", args=[theirs.key])]
    acts += [
        reverse(f"workspace-answer-{act}", args=[answer.key]) for act in ("check", "release", "correct", "discard")
    ]
    pages = [theirs.get_absolute_url(), reverse("workspace-question-answer", args=[answer.key])]
    company_page = reverse("workspace-company-question", args=[here.company.key, own.key])
    assert client.get(company_page).status_code == 200
    for leaves in (lambda: None, lambda: representing.leave(hers)):
        leaves()
        assert [client.get(page).status_code for page in pages] == [404, 404]
        assert [client.post(act).status_code for act in acts] == [404] * 5
        lists = ("workspace-questions", "workspace-question-answers")
        shown = [client.get(reverse(name)).content.decode() for name in lists]
        assert not any(text in page for text in (waiting.text, "How many points?") for page in shown)
        with pytest.raises(PermissionDenied):
            bundling.decline(waiting, here.manager, "No")


def test_a_company_that_is_closed_and_a_person_who_is_erased_leave_the_question_without_a_name(here) -> None:
    here.person.name = "Åse Þórsdóttir"
    here.person.save()
    answer = here.released(here.ask("Åse Þórsdóttir asks how many"))
    person = Person(here.person, here.person.name, (here.person.email,))
    for kept in kinds():
        if kept.name in ("questions", "question-steps"):
            kept.erase(kept.rows_of(person), person)
    question = Question.objects.get()
    assert (question.asked_by, question.text, question.company) == (None, "— asks how many", here.company)
    assert "At least twelve. (en)" in read(answer.get_absolute_url())
