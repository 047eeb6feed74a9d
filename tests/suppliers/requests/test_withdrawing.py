"""An open request is withdrawn: why, for whom it is told, and that nobody reads what companies had sent."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core.models import Mail
from core.public import FOR_A_MINUTE
from core.workflow import Refused
from dialogues.ledger.dangers import dangers
from dialogues.models import LedgerEntry
from suppliers.companies.waiting import waiting_for
from suppliers.following import doors, mailing
from suppliers.models import (
    Answer,
    InformationRequest,
    ReadingLog,
    RequestPaper,
    RequestWithdrawal,
    Response,
)
from suppliers.reading import opening as reading
from suppliers.requests import correcting, opening, papers, withdrawing
from suppliers.requests.enums import Readers, RequestState
from suppliers.responses import beginning, submitting
from suppliers.responses.enums import WayOfReading
from suppliers.responses.submitting import TooLate
from suppliers.synthesis import writing as synthesis_writing
from tests.acts import done_or_refused, pause_until
from tests.factories.accounts import UserFactory
from tests.factories.base import LANGUAGES
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.needs import ChallengeFactory
from tests.factories.reading import answered, synthesis
from tests.factories.requests import (
    AnswerFactory,
    InformationRequestFactory,
    RequestQuestionFactory,
    ResponseFactory,
    in_hours,
    opened,
    submitted,
)
from tests.factories.suppliers import RepresentativeFactory
from tests.needs.roles import signed_in
from tests.suppliers.reading.test_reading import everything, table, text_of
from tests.suppliers.responses.test_reading_door import READ_BY, people

pytestmark = pytest.mark.django_db

WHY = {f"reason_{code}": f"The budget is gone. ({code})" for code in LANGUAGES}


def open_one(*, hours: float = 24, **fields: Any) -> tuple[InformationRequest, Any]:
    """An open request with a question, and its manager."""
    question = RequestQuestionFactory(request=InformationRequestFactory(**fields), position=1)
    manager = StaffRoleFactory(dialogue=question.request.dialogue).user
    return opened(question.request, hours=hours), manager


def withdrawn(**fields: Any) -> InformationRequest:
    request, manager = open_one(**fields)
    withdrawing.withdraw(request, WHY, manager)
    return request


def content(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_a_manager_withdraws_an_open_request_with_the_reason_in_every_language() -> None:
    request, manager = open_one()
    client, page = signed_in(manager), reverse("workspace-request-withdraw", args=[request.slug])
    assert page in content(client, reverse("workspace-request", args=[request.slug]))
    assert "stays sealed" in content(client, page)
    lacking = client.post(page, WHY | {"reason_fi": " "})
    assert list(lacking.context["form"].errors) == ["reason_fi"]
    assert "(sv)" in lacking.content.decode()
    assert client.post(page, WHY).headers["Location"] == reverse("workspace-request", args=[request.slug])
    assert "is withdrawn" in client.post(page, WHY).content.decode()

    request.refresh_from_db()
    steps = list(request.trail.values_list("action", "from_state", "to_state", "actor"))
    assert (request.state, steps) == ("withdrawn", [("withdraw", "open", "withdrawn", manager.pk)])
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.is_urgent, entry.languages) == ("request_withdrawn", True, sorted(LANGUAGES))
    assert (entry.at, entry.topics) == (request.withdrawal.at, [f"informationrequest-{request.pk}"])
    with translation.override("nb"):
        assert [value for _label, value in entry.facts] == ["The budget is gone. (nb)"]
    desk = content(client, reverse("workspace-request", args=[request.slug]))
    assert "The budget is gone. (en)" in desk
    assert (page in desk, reverse("workspace-request-extend", args=[request.slug]) in desk) == (False, False)
    assert client.get(page).status_code == 302


def test_everybody_reads_that_it_is_withdrawn_and_nobody_finds_it_open_or_closed() -> None:
    challenge = ChallengeFactory()
    request, manager = open_one(title="Vans", dialogue=challenge.dialogue)
    other, _manager = open_one(title="Lorries", dialogue=challenge.dialogue)
    withdrawing.withdraw(request, WHY, manager)
    assert reverse("workspace-request-answer", args=[request.slug]) not in content(Client(), request.get_absolute_url())
    lists = Client().get(reverse("requests"))
    assert [list(lists.context[name]) for name in ("open", "over", "withdrawn")] == [[other], [], [request]]
    assert "Vans" not in content(Client(), reverse("home"))
    beside = content(Client(), challenge.dialogue.get_absolute_url())
    assert beside.count("Answers until") == 1
    assert "Withdrawn" in beside
    assert "Withdrawn" in content(signed_in(manager), reverse("workspace-requests"))
    page = Client().get(request.get_absolute_url().replace("/en/", "/nb/"))
    assert (page.status_code, dict(page.cookies), page.headers["Cache-Control"]) == (200, {}, FOR_A_MINUTE)
    assert "The budget is gone. (nb)" in page.content.decode()


def test_all_who_answered_began_or_follow_are_told_in_their_language() -> None:
    request, manager = open_one(title="Vans")
    people_of = [RepresentativeFactory(user__language=code) for code in ("fi", "nb", "sv")]
    begun, sent, back = [ResponseFactory(request=request, company=one.company) for one in people_of]
    submitted(sent)
    Response.objects.filter(pk=submitted(back).pk).update(state="withdrawn")
    RepresentativeFactory()
    follower = UserFactory(language="da")
    doors.follow_it(doors.follower_for(follower), f"dialogue-{request.dialogue_id}", "")
    withdrawing.withdraw(request, WHY, manager)
    told = Mail.objects.filter(template="suppliers/mail/request_withdrawn").order_by("to")
    assert [(mail.to, mail.language) for mail in told] == sorted(
        (one.user.email, one.user.language) for one in people_of
    )
    texts = {mail.language: mail.text for mail in told}
    assert all(f"The budget is gone. ({code})" in texts[code] for code in ("fi", "nb", "sv"))
    assert begun.key in texts["fi"]
    mailing.claim_urgent()
    mailing.run_due()
    assert [mail.to for mail in Mail.objects.filter(template="suppliers/mail/urgent")] == [follower.email]


STATES: dict[str, Callable[[], InformationRequest]] = {
    "draft": lambda: RequestQuestionFactory(position=1).request,
    "scheduled": lambda: scheduled(RequestQuestionFactory(position=1).request),
    "open": lambda: open_one()[0],
    "open, but over": lambda: opened(RequestQuestionFactory(position=1).request, hours=-0.01),
    "closed": lambda: closed(RequestQuestionFactory(position=1).request),
    "withdrawn": withdrawn,
}


def scheduled(request: InformationRequest) -> InformationRequest:
    InformationRequest.objects.filter(pk=request.pk).update(state=RequestState.SCHEDULED, opens_at=in_hours(1))
    return InformationRequest.objects.get(pk=request.pk)


def closed(request: InformationRequest) -> InformationRequest:
    opening.close_due(opened(request, hours=-0.01).pk)
    return InformationRequest.objects.get(pk=request.pk)


@pytest.mark.parametrize("state", STATES)
def test_it_is_withdrawn_from_open_alone_and_by_its_managers_alone(state: str) -> None:
    request = STATES[state]()
    found = people(request.dialogue)
    found["supplier"] = RepresentativeFactory().user
    done = {}
    for role, user in found.items():
        try:
            with transaction.atomic():
                withdrawing.withdraw(InformationRequest.objects.get(pk=request.pk), WHY, user)
                done[role] = "done"
                transaction.set_rollback(True)
        except PermissionDenied:
            done[role] = "not hers"
        except Refused:
            done[role] = "refused"
    may = "done" if state == "open" else "refused"
    assert done == {role: may if role in {"admin", "manager"} else "not hers" for role in found}
    request.refresh_from_db()
    assert (request.state == "withdrawn") == (state == "withdrawn")


def test_nothing_more_is_done_with_a_withdrawn_request_but_a_copy() -> None:
    request, manager = open_one()
    stale = InformationRequest.objects.get(pk=request.pk)
    withdrawing.withdraw(request, WHY, manager)
    acts = (
        lambda: opening.extend(stale, in_hours(50), manager),
        lambda: opening.reopen(stale, in_hours(50), WHY, manager),
        lambda: correcting.correct(stale, {"title_en": "Lorries"}, manager),
        lambda: withdrawing.withdraw(stale, WHY, manager),
    )
    for act in acts:
        with pytest.raises(Refused, match="is withdrawn"):
            act()
    opening.settle()
    assert list(request.trail.values_list("action", flat=True)) == ["withdraw"]
    assert RequestWithdrawal.objects.count() == 1
    client = signed_in(manager)
    copy = {"key": "6f9f9b62-1111-4aaa-9aaa-1234567890ab"}
    client.post(reverse("workspace-request-copy", args=[request.slug]), copy)
    assert sorted(InformationRequest.objects.values_list("state", flat=True)) == ["draft", "withdrawn"]


def pass_the_deadline(request: InformationRequest) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        InformationRequest.objects.filter(pk=request.pk).update(opened_at=in_hours(-9), closes_at=in_hours(-1))
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("readers", Readers)
def test_nobody_reads_what_was_sent_to_a_withdrawn_request_neither_after_its_deadline(
    client: Client, readers: str
) -> None:
    scene = answered(2, readers=readers, hours=1)
    found = people(scene.request.dialogue)
    withdrawing.withdraw(scene.request, WHY, scene.manager)
    named = READ_BY[readers]
    for _before_and_after in range(2):
        for role, user in found.items():
            assert (scene.request in reading.requests_naming(user)) == (role in named), role
            with pytest.raises(reading.TooEarly):
                reading.check(user, scene.request, WayOfReading.EXPORT)
            assert not Response.objects.readable_by(user).exists()
            assert not Answer.objects.readable_by(user).exists()
            assert not Answer.objects.hidden_from(user).exists()
            assert not reading.requests_for(user).exists()
        for role in ("manager", "participant", "stranger"):
            status, text = table(client, found[role], scene)
            assert (status, "svar" in text) == (403 if role in named else 404, False), role
        pass_the_deadline(scene.request)
        opening.settle()
    answers = everything(client, scene.manager, scene)
    assert {way: answer.status_code for way, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert not any("svar" in text_of(way, answer) for way, answer in answers.items())
    assert "What can you deliver" not in content(client, reverse("workspace-reading"))
    assert not ReadingLog.objects.filter(is_refused=False).exists()
    log = content(signed_in(scene.manager), reverse("workspace-answers-log", args=[scene.request.slug]))
    assert "Refused: the request is withdrawn" in log
    assert InformationRequest.objects.get(pk=scene.request.pk).state == "withdrawn"


def test_what_was_read_before_a_reopening_is_sealed_and_no_synthesis_is_made_of_it() -> None:
    scene = answered(2)
    draft = synthesis(scene)
    log = reverse("workspace-answers-log", args=[scene.request.slug])
    content(signed_in(scene.manager), reverse("workspace-answers", args=[scene.request.slug]))
    company = Response.objects.first().company.name
    assert company in content(signed_in(scene.manager), log)
    opening.reopen(scene.request, in_hours(5), WHY, scene.manager)
    assert company not in content(signed_in(scene.manager), log)
    withdrawing.withdraw(scene.request, WHY, scene.manager)
    assert not Response.objects.readable_by(scene.manager).exists()
    client = signed_in(scene.manager)
    desk = client.get(reverse("workspace-synthesis", args=[draft.key]))
    assert desk.status_code == 403
    assert "The request is withdrawn" in desk.content.decode()
    with pytest.raises(Refused, match="is withdrawn"):
        synthesis_writing.publish(draft, synthesis_writing.seen_of(draft.versions.get()), scene.manager)
    with pytest.raises(Refused, match="after the deadline"):
        synthesis_writing.begin(scene.request, ChallengeFactory(dialogue=scene.request.dialogue), scene.manager)


def test_a_company_keeps_its_answers_and_sends_no_more() -> None:
    person = RepresentativeFactory()
    request, manager = open_one()
    answer = AnswerFactory(
        response=ResponseFactory(request=request, company=person.company), question=request.questions.get(), text="Ten."
    )
    response = answer.response
    submitting.submit(response, person.user)
    withdrawing.withdraw(request, WHY, manager)
    client = signed_in(person.user)
    page = reverse("workspace-response", args=[person.company.key, response.key])
    shown = content(client, page)
    assert all(said in shown for said in ("The budget is gone. (en)", "Ten.", "Receipt of version 1"))
    assert reverse("workspace-response-submit", args=[person.company.key, response.key]) not in shown
    write = reverse("workspace-answer", args=[person.company.key, response.key, 1])
    saved = client.post(write, {"text": "Eleven."}, HTTP_HX_REQUEST="true").content.decode()
    assert "The request is withdrawn. What you wrote is kept as a draft" in saved
    assert "The request is withdrawn" in client.post(write, {"text": "Twelve."}, follow=True).content.decode()
    for act in (submitting.submit, submitting.withdraw):
        with pytest.raises(TooLate, match="The request is withdrawn"):
            act(response, person.user)
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(versions=2)
    with pytest.raises(Refused, match="takes no answers"):
        beginning.begin(request, RepresentativeFactory(user=person.user).company, person.user, "nb")
    response.refresh_from_db()
    assert (response.state, response.versions) == ("submitted", 1)
    waiting = [row.url for row in waiting_for(person.company)]
    assert reverse("workspace-responses", args=[person.company.key]) not in waiting
    listed = content(client, reverse("workspace-responses", args=[person.company.key]))
    assert ("Withdrawn" in listed, "Answers until" in listed) == (True, False)
    assert "Begin to answer" not in content(client, reverse("workspace-request-answer", args=[request.slug]))


def refused(row: Any, **fields: object) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**fields)
    except DatabaseError:
        return True
    return False


def test_the_database_withdraws_nothing_without_a_reason_and_changes_nothing_afterwards() -> None:
    request, manager = open_one()
    assert refused(request, state="withdrawn")
    over = opened(InformationRequestFactory(), hours=-1)
    InformationRequest.objects.filter(pk=over.pk).update(state="closed")
    RequestWithdrawal.objects.create(request=over, reason="Too late.")
    assert refused(over, state="withdrawn")
    withdrawing.withdraw(request, WHY, manager)
    assert all(refused(request, **change) for change in ({"state": "open"}, {"state": "closed"}, {"title_nb": "Nytt"}))
    assert refused(request, closes_at=in_hours(99))
    assert refused(request.questions.get(), text_nb="Hva?")
    assert refused(request.withdrawal, reason_nb="Noe annet.")
    with pytest.raises(DatabaseError), transaction.atomic():
        request.withdrawal.delete()


def test_the_questions_as_a_pdf_say_that_the_request_is_withdrawn() -> None:
    request, manager = open_one()
    papers.owe(request)
    withdrawing.withdraw(request, WHY, manager)
    assert set(RequestPaper.objects.values_list("language", flat=True)) == set(LANGUAGES)
    paper = RequestPaper.objects.get(language="sv")
    assert papers.make(paper.pk)
    page = content(Client(), request.get_absolute_url().replace("/en/", "/sv/"))
    assert f"/v{paper.edition}/questions.pdf" in page


def test_a_withdrawn_request_is_no_danger_to_equal_treatment() -> None:
    request, manager = open_one()
    lacking = RequestQuestionFactory(request__dialogue=request.dialogue, text_fi="")
    opened(lacking.request)
    assert [danger.kind for danger in dangers(request.dialogue)] == ["request-language"]
    withdrawing.withdraw(lacking.request, WHY, manager)
    assert dangers(request.dialogue) == []


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_lists_cost_the_same_with_many_withdrawn_requests() -> None:
    request = withdrawn()
    person = RepresentativeFactory()
    ResponseFactory(request=request, company=person.company)
    staff, company = signed_in(StaffRoleFactory(dialogue=request.dialogue).user), signed_in(person.user)
    pages = [
        (Client(), reverse("requests")),
        (Client(), request.dialogue.get_absolute_url()),
        (staff, reverse("workspace-requests")),
        (company, reverse("workspace-responses", args=[person.company.key])),
    ]
    for client, page in pages:
        client.get(page)
    before = [cost(*page) for page in pages]
    for _more in range(4):
        ResponseFactory(request=withdrawn(dialogue=request.dialogue), company=person.company)
    assert [cost(*page) for page in pages] == before


# At the same moment


def ready_to_send(request: InformationRequest) -> tuple[Response, Any]:
    person = RepresentativeFactory()
    response = ResponseFactory(request=request, company=person.company)
    AnswerFactory(response=response, question=request.questions.get(), text="Ten vans.")
    return response, person.user


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_submitted_at_the_same_moment_is_told_to_the_company_and_read_by_nobody() -> None:
    request, manager = open_one()
    response, person = ready_to_send(request)
    results = done_or_refused(
        lambda: withdrawing.withdraw(request, WHY, manager), lambda: submitting.submit(response, person)
    )
    response.refresh_from_db()
    assert (results[0], response.state) == ("done", "submitted" if results[1] == "done" else "draft")
    assert Mail.objects.filter(template="suppliers/mail/request_withdrawn").count() == 1
    if results[1] == "done":
        assert response.submitted_at < request.withdrawal.at or response.trail.get().at < request.trail.get().at
    assert not Response.objects.readable_by(manager).exists()


@pytest.mark.django_db(transaction=True)
def test_a_company_that_begins_while_it_is_withdrawn_is_told_or_does_not_begin() -> None:
    request, manager = open_one()
    persons = [RepresentativeFactory() for _each in range(4)]
    done_or_refused(
        lambda: withdrawing.withdraw(request, WHY, manager),
        *(lambda one=one: beginning.begin(request, one.company, one.user, "nb") for one in persons),
    )
    told = set(Mail.objects.filter(template="suppliers/mail/request_withdrawn").values_list("to", flat=True))
    begun = set(request.responses.values_list("company__representatives__user__email", flat=True))
    assert (request.withdrawal.reason_en, told) == (WHY["reason_en"], begun)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_withdraw_it_one_does_and_all_are_told_once() -> None:
    request, manager = open_one()
    ready_to_send(request)
    results = done_or_refused(*[lambda: withdrawing.withdraw(InformationRequest.objects.get(), WHY, manager)] * 2)
    assert sorted(results) == ["done", "refused"]
    assert (Mail.objects.count(), LedgerEntry.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_closes_is_not_withdrawn_and_what_is_withdrawn_is_not_closed() -> None:
    request, manager = open_one(hours=0.5 / 3600)

    def at_the_last_moment(act: Callable[[], object]) -> None:
        pause_until(request.closes_at - timedelta(milliseconds=5))
        act()

    acts = (lambda: withdrawing.withdraw(request, WHY, manager), opening.settle, opening.settle)
    results = done_or_refused(*(partial(at_the_last_moment, act) for act in acts))
    pause_until(request.closes_at)
    opening.settle()
    request.refresh_from_db()
    became = "withdrawn" if results[0] == "done" else "closed"
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert (request.state, kinds) == (became, [f"request_{became}"])
