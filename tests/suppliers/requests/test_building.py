"""Building a request: in all languages, opened at once or by the clock, corrected and extended for everybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from core.models import Mail
from core.ordering import number
from core.public import FOR_A_MINUTE
from core.workflow import Refused, WrongState
from dialogues.enums import LedgerKind
from dialogues.models import LedgerEntry
from suppliers.companies import representing
from suppliers.models import InformationRequest, RequestQuestion
from suppliers.requests import correcting, opening, readiness, withdrawing
from suppliers.requests.enums import QuestionKind, RequestState
from suppliers.requests.question_forms import FORMS
from suppliers.requests.showing import of_text
from tests.factories import ChallengeFactory
from tests.factories.base import LANGUAGES
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.requests import (
    EASTER,
    InformationRequestFactory,
    RequestQuestionFactory,
    ResponseFactory,
    in_hours,
    opened,
)
from tests.factories.suppliers import RepresentativeFactory
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db


def ready() -> tuple[InformationRequest, Any]:
    """A draft with a question, and its manager."""
    question = RequestQuestionFactory(position=1)
    manager = StaffRoleFactory(dialogue=question.request.dialogue).user
    return question.request, manager


def entries(request: InformationRequest) -> list[str]:
    return list(LedgerEntry.objects.filter(dialogue=request.dialogue).order_by("number").values_list("kind", flat=True))


def in_all(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code in LANGUAGES}


def test_a_manager_builds_a_request_with_a_question_of_each_kind_and_opens_it() -> None:
    role = StaffRoleFactory()
    client = signed_in(role.user)
    begun = {"title": "Zero-emission vans", "dialogue": role.dialogue.slug, "key": str(uuid4())}
    for _twice in range(2):
        answer = client.post(reverse("workspace-request-add"), begun)
    request = InformationRequest.objects.get()
    assert answer.headers["Location"] == reverse("workspace-request", args=["zero-emission-vans"])
    assert request.title_en == "Zero-emission vans"
    texts = {**in_all("title", "Zero-emission vans"), **in_all("introduction", "Tell us.")}
    client.post(reverse("workspace-request-text", args=[request.slug]), texts)
    day = (timezone.now() + timedelta(days=20)).date()
    times = {"dialogue": role.dialogue.slug, "on": day.isoformat(), "time": "16:00", "zone": "Europe/Helsinki"}
    times |= {"readers": "participants"}
    times["confidential_readers"] = "readers"
    client.post(reverse("workspace-request-times", args=[request.slug]), times)
    more: dict[str, dict[str, str]] = {
        "text": {"most": "500"},
        "number": {**in_all("unit", "vans"), "least": "0", "greatest": "1000", "places": "1"},
        "choice": in_all("options", "Yes\nNo"),
        "several": in_all("options", "Battery\nHydrogen\nBiogas"),
        "table": {**in_all("options", "Model\nRange"), "most": "5"},
        "file": {"most": "2"},
    }
    for kind in QuestionKind:
        page = reverse("workspace-request-question-add", args=[request.slug, kind])
        data = {**in_all("text", f"What about {kind}?"), **more.get(kind, {}), "key": str(uuid4())}
        for _twice in range(2):
            answer = client.post(page, data)
        assert answer.status_code == 302, answer.context["form"].errors
    assert [row.kind for row in request.questions.all()] == list(QuestionKind)
    assert client.get(reverse("workspace-request", args=[request.slug])).context["is_ready"]
    preview = client.get(reverse("workspace-request-preview", args=[request.slug]).replace("/en/", "/fi/"))
    assert "What about table?" in preview.content.decode()
    assert Client().get(request.get_absolute_url()).status_code == 404
    client.post(reverse("workspace-request-open", args=[request.slug]), {"when": "at_once"})
    request.refresh_from_db()
    assert (request.state, request.readers, request.zone) == ("open", "participants", "Europe/Helsinki")
    assert request.confidential_readers == "readers"
    assert entries(request) == [LedgerKind.REQUEST_OPENED]
    page = Client().get(request.get_absolute_url())
    assert (page.status_code, dict(page.cookies), page.headers["Cache-Control"]) == (200, {}, FOR_A_MINUTE)
    assert "Hydrogen" in page.content.decode()
    assert client.post(reverse("workspace-request-text", args=[request.slug]), texts).status_code == 200
    assert "no longer a draft" in client.post(f"/en/workspace/requests/{request.slug}/times/", times).content.decode()


def test_questions_move_are_copied_and_removed_and_a_whole_request_is_copied() -> None:
    request, manager = ready()
    first = request.questions.get()
    second = RequestQuestionFactory(request=request, position=2, kind=QuestionKind.CHOICE, text="Which?")
    number([first, second])
    client = signed_in(manager)
    move = reverse("workspace-request-question-move", args=[request.slug, second.pk])
    for _twice in range(2):
        client.post(move, {"from": "2", "to": "up"})
    assert list(request.questions.all()) == [second, first]
    key = {"key": str(uuid4())}
    for _twice in range(2):
        client.post(reverse("workspace-request-question-copy", args=[request.slug, second.pk]), key)
    texts = ["Which?", "Which?", first.text_en]
    assert [row.text_en for row in request.questions.all()] == texts
    copy, other = reverse("workspace-request-copy", args=[request.slug]), str(uuid4())
    for _twice in range(2):
        client.post(copy, {"key": other})
    new = InformationRequest.objects.exclude(pk=request.pk).get()
    assert [row.text_en for row in new.questions.all()] == texts
    assert not set(new.questions.values_list("key", flat=True)) & set(request.questions.values_list("key", flat=True))
    assert (new.state, new.closes_at, new.title_nb) == ("draft", None, request.title_nb)
    remove = reverse("workspace-request-question-remove", args=[request.slug, second.pk])
    for _twice in range(2):
        client.post(remove)
    assert [(row.position, row.text_en) for row in request.questions.all()] == [(1, "Which?"), (2, first.text_en)]
    client.post(reverse("workspace-request-delete", args=[new.slug]))
    assert list(InformationRequest.objects.all()) == [request]


def test_a_request_s_dialogue_is_chosen_and_can_be_changed_while_it_is_a_draft() -> None:
    request, manager = ready()
    other = StaffRoleFactory(user=manager).dialogue
    foreign = StaffRoleFactory().dialogue
    client = signed_in(manager)
    begun = client.post(reverse("workspace-request-add"), {"title": "Vans", "dialogue": "", "key": str(uuid4())})
    assert list(begun.context["form"].errors) == ["dialogue"]
    page = reverse("workspace-request-times", args=[request.slug])
    form = {field.html_name: field.value() for field in client.get(page).context["form"]}
    form = {name: "" if value is None else value for name, value in form.items()} | {"on": "", "time": ""}
    assert "dialogue" in client.post(page, {**form, "dialogue": foreign.slug}).context["form"].errors
    RequestQuestion.objects.update(challenge=ChallengeFactory(dialogue=request.dialogue))
    refused = client.post(page, {**form, "dialogue": other.slug}).content.decode()
    assert "Question 1 is about a challenge of" in refused
    RequestQuestion.objects.update(challenge=None)
    assert client.post(page, {**form, "dialogue": other.slug}).status_code == 302
    request.refresh_from_db()
    assert request.dialogue == other


def test_the_desk_shows_the_options_beside_each_language() -> None:
    request, manager = ready()
    options = {"options_en": "Battery\nHydrogen", "options_fi": "Akku\nVety"}
    RequestQuestionFactory(request=request, position=2, kind=QuestionKind.CHOICE, **options)
    page = signed_in(manager).get(reverse("workspace-request", args=[request.slug]) + "?show=en&show=fi")
    row = page.context["rows"][1]
    assert [lines for _code, _text, lines in row.texts] == [["Battery", "Hydrogen"], ["Akku", "Vety"]]
    assert "<li>Hydrogen</li>" in page.content.decode()


def test_two_managers_write_the_same_question_and_neither_loses_a_word() -> None:
    request, manager = ready()
    question = request.questions.get()
    page = reverse("workspace-request-question", args=[request.slug, question.pk])
    client = signed_in(manager)
    seen = client.get(page).context["form"].initial["seen"]
    data = {**in_all("text", "How many?"), "most": "100", "about": "general"}
    assert client.post(page, {**data, "seen": seen}).status_code == 302
    answer = client.post(page, {**data, "text_nb": "Hvor mange?", "seen": seen})
    assert answer.status_code == 200
    assert "How many?" in answer.content.decode()
    RequestQuestion.objects.filter(pk=question.pk).delete()
    answer = client.post(page, {**data, "kind": "text", "seen": seen})
    assert "removed meanwhile" in answer.content.decode()


def test_the_checklist_says_what_is_missing_and_nothing_opens_before() -> None:
    request, manager = ready()
    InformationRequest.objects.filter(pk=request.pk).update(title_fi="", introduction_is="", closes_at=None)
    RequestQuestion.objects.filter(request=request).update(text_sv="", help_en="Only here")
    RequestQuestionFactory(request=request, position=2, kind=QuestionKind.CHOICE, options_nb="En")
    request.refresh_from_db()
    assert [problem.sentence for problem in readiness.problems(request)] == [
        "The title is missing in Suomi.",
        "The introduction is missing in Íslenska.",
        "Say until when suppliers may answer.",
        "Question 1 is missing in Svenska.",
        "The help of question 1 is missing in Norsk bokmål, Svenska, Dansk, Suomi and Íslenska.",
        (
            "Question 2 needs 2 to 50 options, or columns, line by line the same in every language. "
            "1 line: Norsk bokmål. 3 lines: English, Svenska, Dansk, Suomi and Íslenska."
        ),
    ]
    with pytest.raises(Refused):
        opening.open_now(request, manager)
    assert entries(request) == []


def test_an_opening_is_owed_and_a_worker_opens_and_closes_by_the_clock() -> None:
    request, manager = ready()
    with pytest.raises(Refused, match="after its deadline"):
        opening.schedule(request, in_hours(30), manager)
    opening.schedule(request, in_hours(2), manager)
    opening.settle()
    assert (request.state, entries(request)) == ("scheduled", [])
    with pytest.raises(WrongState):
        opening.open_now(request, manager)
    opening.recall(request, manager)
    opening.schedule(request, in_hours(-0.01), manager)
    opening.settle()
    opening.settle()
    request.refresh_from_db()
    assert (request.state, entries(request)) == ("open", ["request_opened"])
    late = InformationRequestFactory(dialogue=request.dialogue)
    response = ResponseFactory(request=late, company=RepresentativeFactory().company)
    opened(late, hours=-0.01)
    opening.settle()
    opening.settle()
    late.refresh_from_db()
    assert (late.state, late.closed_at) == ("closed", late.closes_at)
    assert entries(late) == ["request_opened", "request_closed"]
    told = Mail.objects.get(template="suppliers/mail/request_closed")
    assert told.to == response.company.people.get().user.email
    assert "stays a draft" in told.text


def test_an_opening_that_no_worker_was_there_for_becomes_a_draft_again_and_managers_are_told() -> None:
    request, manager = ready()
    InformationRequest.objects.filter(pk=request.pk).update(
        state=RequestState.SCHEDULED, opens_at=in_hours(-3), closes_at=in_hours(-1)
    )
    opening.settle()
    request.refresh_from_db()
    assert (request.state, entries(request)) == ("draft", [])
    assert Mail.objects.get().to == manager.email


def test_a_deadline_only_moves_to_later_and_all_are_told_at_once() -> None:
    request, manager = ready()
    representative = RepresentativeFactory()
    ResponseFactory(request=request, company=representative.company)
    opened(request, hours=1)
    with pytest.raises(Refused, match="later time"):
        opening.extend(request, in_hours(0.5), manager)
    opening.extend(request, in_hours(5), manager)
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.is_urgent, entry.details["after"]["closes_at"]) == (
        "request_extended",
        True,
        request.closes_at.isoformat() if request.closes_at else "",
    )
    assert Mail.objects.get().to == representative.user.email
    late = opened(InformationRequestFactory(dialogue=request.dialogue), hours=-0.01)
    ResponseFactory(request=late, company=representative.company)
    with pytest.raises(Refused, match="has passed meanwhile"):
        opening.extend(late, in_hours(5), manager)
    with pytest.raises(Refused, match="still takes answers"):
        opening.reopen(request, in_hours(9), EASTER, manager)
    with pytest.raises(Refused, match="Say why"):
        opening.reopen(late, in_hours(9), EASTER | {"reason_fi": " "}, manager)
    opening.reopen(late, in_hours(9), EASTER, manager)
    assert (late.state, late.takes_answers) == ("open", True)
    with translation.override("fi"):
        assert ("Syy", "Easter. (fi)") in LedgerEntry.objects.latest("number").facts
        assert "<p>Easter. (fi)</p>" in Client().get(late.get_absolute_url()).content.decode()
    told = Mail.objects.get(subject__startswith="Open again")
    assert told.to == representative.user.email
    assert f"Easter. ({representative.user.language})" in told.text
    before = {"at": in_hours(-30), "from_state": "closed", "to_state": "open", "reason": "Påske.", "language": "nb"}
    late.trail.create(action="reopen", **before)
    assert '<span lang="nb">Påske.</span>' in Client().get(late.get_absolute_url()).content.decode()


def test_a_correction_keeps_the_old_text_for_everybody_to_see() -> None:
    request, manager = ready()
    choice = RequestQuestionFactory(request=request, position=2, kind=QuestionKind.CHOICE, text="Wich?", options="A\nB")
    with pytest.raises(Refused):
        correcting.correct(choice, {"text_en": "Which?"}, manager)
    opened(request)
    client = signed_in(manager)
    page = reverse("workspace-request-question-correct", args=[request.slug, choice.pk])
    form = client.get(page).context["form"]
    typed = {**{name: form.initial[name] or "" for name in form.fields if name != "seen"}, "seen": form.initial["seen"]}
    assert "Nothing was changed" in client.post(page, typed).content.decode()
    assert "takes no text away" in client.post(page, {**typed, "text_nb": ""}).content.decode()
    assert "none comes and none goes" in client.post(page, {**typed, "options_sv": "A"}).content.decode()
    assert client.post(page, {**typed, "text_en": "Which?", "options_da": "A\nC"}).status_code == 302
    choice.refresh_from_db()
    assert (choice.text_en, choice.options_da) == ("Which?", "A\nC")
    entry = LedgerEntry.objects.get()
    assert entry.kind == LedgerKind.REQUEST_CHANGED
    assert entry.details["before"] == {"text_en": "Wich?", "options_da": "A\nB (da)"}
    public = Client().get(request.get_absolute_url()).content.decode()
    assert "<del>Wich?</del>" in public
    assert "<ins>Which?</ins>" in public


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_every_kind_has_a_form_and_the_pages_cost_the_same_with_many_questions() -> None:
    assert set(FORMS) == set(QuestionKind)
    request, manager = ready()
    client = signed_in(manager)
    desk, everybodys = reverse("workspace-request", args=[request.slug]), request.get_absolute_url()
    mine, public = reverse("workspace-requests"), reverse("requests")
    opened(request)
    client.get(desk)
    before = [cost(client, desk), cost(client, mine), cost(Client(), everybodys), cost(Client(), public)]
    big = InformationRequestFactory(dialogue=request.dialogue)
    for place in range(9):
        RequestQuestionFactory(request=big, position=place)
    opened(big)
    desk, everybodys = reverse("workspace-request", args=[big.slug]), big.get_absolute_url()
    assert [cost(client, desk), cost(client, mine), cost(Client(), everybodys), cost(Client(), public)] == before


def test_a_limit_is_written_as_other_numbers_are() -> None:
    assert of_text(RequestQuestion(most=1500)) == ["At most 1,500 characters."]


def test_who_represents_a_company_that_answers_neither_extends_reopens_corrects_nor_withdraws_the_request() -> None:
    request, manager = ready()
    company = ResponseFactory(request=request).company
    over = opened(InformationRequestFactory(dialogue=request.dialogue), hours=-1)
    ResponseFactory(request=over, company=company)
    opened(request)
    client = signed_in(manager)
    steps = {
        name: reverse(f"workspace-request-{name}", args=[request.slug]) for name in ("extend", "correct", "withdraw")
    }
    steps["reopen"] = reverse("workspace-request-reopen", args=[over.slug])
    read = reverse("workspace-answers", args=[over.slug])
    question = reverse("workspace-request-question-correct", args=[request.slug, request.questions.get().pk])

    def offered() -> set[str]:
        desks = [client.get(reverse("workspace-request", args=[one.slug])).content.decode() for one in (request, over)]
        return {page for page in (*steps.values(), question, read) if any(f'"{page}"' in desk for desk in desks)}

    assert offered() == {*steps.values(), question, read}
    hers = RepresentativeFactory(company=company, user=manager)
    RepresentativeFactory(company=company)
    doors: list[Callable[[], Any]] = [
        lambda: opening.extend(request, in_hours(48), manager),
        lambda: opening.reopen(over, in_hours(48), EASTER, manager),
        lambda: correcting.correct(request, {"title_en": "Other"}, manager),
        lambda: withdrawing.withdraw(request, in_all("reason", "Why"), manager),
    ]
    for ends in (lambda: None, lambda: representing.leave(hers)):
        ends()
        assert offered() == set()
        assert {client.get(page).status_code for page in (*steps.values(), question)} == {403}
        for act in doors:
            with pytest.raises(PermissionDenied):
                act()
    colleague = StaffRoleFactory(dialogue=request.dialogue).user
    opening.extend(request, in_hours(48), colleague)
    opening.reopen(over, in_hours(48), EASTER, colleague)
