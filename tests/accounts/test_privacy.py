"""A person sees what is stored about her, takes it home, and has it erased; what is public stays."""

import json
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.erasure import erase, person_of
from accounts.models import User
from core import forgetting
from core.enums import MailState
from core.kept import kinds
from core.models import Mail
from core.workflow import Refused
from dialogues.models import StaffRole
from events.models import Event
from municipalities.enums import InterestState, InvitationState, MembershipRole
from municipalities.models import Applicant, Interest, Invitation, Membership, MembershipChange
from needs.models import ClauseComment, Need, NeedComment, NeedTransition, Signature, Statement
from suppliers.companies import representing
from suppliers.models import AnswerFile, Representative
from suppliers.questions import asking
from suppliers.responses import submitting
from tests.accounts.lives import ADDRESS, NAME, OTHER, somebody
from tests.accounts.market_lives import FILE
from tests.factories import (
    PASSWORD,
    ApplicantFactory,
    MailFactory,
    MembershipFactory,
    NeedFactory,
    RepresentativeFactory,
    StaffRoleFactory,
    StatementFactory,
    UserFactory,
)
from tests.factories.events import EventFactory
from tests.factories.requests import AnswerFactory, RequestQuestionFactory, ResponseFactory, opened
from tests.reading import text_of
from tests.suppliers.questions.scenes import scene as question_scene

pytestmark = pytest.mark.django_db
PAGE, DOWNLOAD, ERASE = "/en/account/privacy/", "/en/account/privacy/download/", "/en/account/privacy/erase/"
SAID = "The market for transport: Dag shall ask Volvo Trucks, says the market"
WITHOUT_ROWS_OF_HERS = {
    "board-names",
    "board-facilitators",
    "mail-texts",
    "sent-forms",
    "event-needs",
}  # they lead to nobody, or are parts of others


def make_once() -> User:
    return somebody()


@pytest.fixture
def user(made: User) -> User:
    """With one of everything."""
    return made


def signed_in(user: User) -> Client:
    """Who has just said once more who she is."""
    client = Client()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def taken_home(client: Client) -> str:
    return b"".join(client.get(DOWNLOAD).streaming_content).decode()


def texts_of_the_database() -> Iterator[tuple[str, str]]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            for (row,) in cursor.fetchall():
                yield table, row


def traces() -> set[str]:
    in_json = json.dumps(NAME)[1:-1].replace("\\", 2 * "\\")  # as PostgreSQL says a row
    ways = [NAME, in_json, NAME.split()[1], ADDRESS, OTHER, "ashild"]
    found = {table for table, row in texts_of_the_database() if any(way.lower() in row.lower() for way in ways)}
    return found | {"session" for session in Session.objects.all() if ADDRESS in str(session.get_decoded())}


# The page and the download


def test_the_person_of_these_tests_has_one_of_everything(user: User) -> None:
    person = person_of(user)
    empty = {kept.name for kept in kinds() if not kept.rows_of(person).exists()}
    assert empty == WITHOUT_ROWS_OF_HERS


def test_the_page_shows_every_kind_with_its_reason_and_its_time(user: User) -> None:
    page = signed_in(user).get(PAGE)
    text = page.content.decode()
    shown = {kind.kept.name for kind in page.context["kinds"]}
    assert shown == {kept.name for kept in kinds()} - WITHOUT_ROWS_OF_HERS
    for fact in ("Kept until", NAME, ADDRESS, OTHER, "192.0.2.7", "Vans AS", "until the role ends", "Recovery codes"):
        assert fact in text
    assert "hush-hush" not in text


@pytest.mark.usefixtures("user")
def test_somebody_elses_records_are_not_shown() -> None:
    text = signed_in(UserFactory()).get(PAGE).content.decode()
    assert (NAME in text, ADDRESS in text) == (False, False)


def test_the_download_is_one_json_with_every_kind_and_no_secret(user: User) -> None:
    answer = signed_in(user).get(DOWNLOAD)
    text = b"".join(answer.streaming_content).decode()
    document = json.loads(text)
    assert answer["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    assert {record["kind"] for record in document["records"] if record["rows"]} == {
        kept.name for kept in kinds()
    } - WITHOUT_ROWS_OF_HERS
    assert next(record for record in document["records"] if record["kind"] == "account")["rows"][0]["email"] == ADDRESS
    assert ("hush-hush" in text, "pbkdf2" in text, "md5$" in text) == (False, False, False)


def test_no_page_or_download_holds_the_text_of_a_secret_mail() -> None:
    user = UserFactory()
    MailFactory(to=user.email, subject="Your code", text="The code is 123456", is_secret=True)
    MailFactory(to=user.email, text="Your need is accepted")
    client = signed_in(user)
    for text in (client.get(PAGE).text, taken_home(client)):
        told = [words in text for words in ("Your code", "Your need is accepted", "123456")]
        assert told == [True, True, False]


@pytest.mark.usefixtures("user")
def test_who_asked_for_a_new_address_gets_and_takes_nothing_of_whoever_has_it() -> None:
    asking = UserFactory()
    client = signed_in(asking)
    client.post("/en/account/email/", {"action_add": "1", "email": ADDRESS})
    assert EmailAddress.objects.get(user=asking, email=ADDRESS).verified is False
    read = client.get(PAGE).text + taken_home(client)
    assert [text for text in ("Vans AS", f"To {NAME}", "A ramp") if text in read] == []
    before = set(texts_of_the_database())
    erase(asking, by=asking)
    lost = [row for row in before - set(texts_of_the_database()) if ADDRESS in row[1].lower()]
    assert sorted(table for table, _row in lost) == ["account_emailaddress", "core_mail"]
    assert not EmailAddress.objects.filter(user=asking).exists()
    assert not Mail.objects.filter(template="account/email/email_confirmation").exists()


def test_the_download_speaks_the_readers_language_under_the_same_keys() -> None:
    client = signed_in(UserFactory())
    answers = [client.get(f"/{code}/account/privacy/download/") for code in ("en", "nb")]
    documents = [json.loads(b"".join(answer.streaming_content)) for answer in answers]
    keys = [[(record["kind"], sorted(record)) for record in document["records"]] for document in documents]
    assert keys[0] == keys[1]
    assert [document["language"] for document in documents] == ["en", "nb"]


def test_whoever_says_once_more_who_she_is_comes_back_to_a_page_from_which_the_file_is_fetched() -> None:
    client, user = Client(), UserFactory()
    client.force_login(user)
    ready = client.get(DOWNLOAD).url
    asked = client.get(ready)
    back = client.post(asked.url, {"password": PASSWORD})
    assert back.url == ready
    page = client.get(ready).text
    assert ("Your file is ready" in page, f'href="{DOWNLOAD}"' in page) == (True, True)
    assert client.get(DOWNLOAD)["Content-Disposition"] == 'attachment; filename="personal-data.json"'


@pytest.mark.parametrize("address", [f"{PAGE}?ready", ERASE])
def test_whoever_signed_in_long_ago_says_once_more_who_she_is(address: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer.url


def test_many_rows_cost_no_more_queries_than_one_and_the_newest_are_shown() -> None:
    user, need = UserFactory(), NeedFactory()
    client = signed_in(user)
    costs = []
    for number in (1, 29):
        for _step in range(number):
            need.trail.create(action="x", from_state="a", to_state="b", actor=user)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(PAGE)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert "newest 20 of 30" in page.content.decode()


# Who has left


def told(user: User) -> str:
    """What her page and her file say."""
    client = signed_in(user)
    return text_of(client.get(PAGE).text) + taken_home(client)


def read_by(user: User, words: list[str]) -> list[str]:
    """Which of these words they say."""
    said = told(user)
    return [each for each in words if each in said]


def of_company(user: User) -> dict[str, list]:
    """What her file has of her work for a company."""
    records = json.loads(taken_home(signed_in(user)))["records"]
    kinds = ("responses", "answers", "answer-files", "questions", "question-steps")
    return {record["kind"]: record["rows"] for record in records if record["kind"] in kinds}


def test_who_left_a_company_reads_what_she_wrote_and_not_what_colleagues_made_of_it() -> None:
    at = question_scene()
    kari, colleague = at.person, RepresentativeFactory(company=at.company).user
    question = RequestQuestionFactory(request__dialogue=at.dialogue)
    response = ResponseFactory(request=opened(question.request), company=at.company, begun_by=kari)
    answer = AnswerFactory(response=response, question=question, text="By bicycle.", written_by=kari)
    AnswerFile.objects.create(answer=answer, name="prices.pdf", added_by=kari, **FILE)
    at.ask("How wide are the gates?")
    changed = at.ask("How many bays?")
    asking.edit(changed, colleague, text="Are there ten bays?", language="en")
    assert "Are there ten bays?" in told(kari)
    representing.leave(Representative.objects.get(user=kari))
    before = of_company(kari)
    asking.edit(changed, colleague, text="Is it full at night?", language="en")
    asking.withdraw(changed, colleague)
    submitting.submit(response, colleague)
    assert of_company(kari) == before
    hers, theirs = ["How wide are the gates?", "By bicycle.", "prices.pdf"], ["bays?", "Is it full at night?"]
    assert read_by(kari, hers + theirs) == hers


def test_who_left_a_body_or_the_staff_does_not_read_how_others_call_it_since() -> None:
    draft, event = StatementFactory(title="Vans"), EventFactory()
    need = NeedFactory(dialogue=draft.challenge.dialogue)
    draft.challenge.needs.add(need)
    member = MembershipFactory(municipality=need.municipality).user
    manager = StaffRoleFactory(dialogue=draft.challenge.dialogue).user
    StaffRoleFactory(dialogue=event.dialogue, user=manager)
    NeedComment.objects.create(need=need, author=member, language="nb", text="Spørsmål")
    ClauseComment.objects.create(statement=draft, author=member, language="nb", text="Spørsmål")
    step = {"action": "x", "from_state": "a", "to_state": "b", "actor": manager}
    for subject in (need, draft, event):
        subject.trail.create(**step)
    Need.objects.filter(pk=need.pk).update(title_nb="Nye budbiler", title_en="New vans")
    Statement.objects.filter(pk=draft.pk).update(title_en="Cargo bikes")
    Event.objects.filter(pk=event.pk).update(title_en="On cargo bikes", state="draft")
    news = ["New vans", "Cargo bikes", "On cargo bikes"]
    assert [read_by(person, news) for person in (member, manager)] == [news[:2], news]
    Membership.objects.filter(user=member).delete()
    StaffRole.objects.filter(user=manager).delete()
    assert [read_by(person, news) for person in (member, manager)] == [[], []]
    Statement.objects.filter(pk=draft.pk).update(circulated_at=timezone.now())  # frozen, for those whom it asked
    assert "Cargo bikes" not in told(member)


# Erasure


def test_erasing_leaves_no_trace_of_name_or_address(user: User) -> None:
    erase(user, by=user)
    assert traces() == {"core_mail"}
    assert [mail.template for mail in Mail.objects.filter(to=ADDRESS)] == ["accounts/mail/erased"]
    call_command("forget")
    assert traces() == set()


def test_what_is_public_stays_and_was_done_by_an_erased_person(user: User) -> None:
    before = [model.objects.count() for model in (Need, Statement, Signature, NeedTransition, Interest, Invitation)]
    erase(user, by=user)
    after = [model.objects.count() for model in (Need, Statement, Signature, NeedTransition, Interest, Invitation)]
    assert after == before
    assert {str(step.actor) for step in NeedTransition.objects.all()} == {"Erased person"}
    signature = Signature.objects.get()
    assert (signature.mandate, str(signature.signed_by)) == ("Case 12", "Erased person")


def test_an_erased_person_has_no_way_in(user: User) -> None:
    client = signed_in(user)
    erase(user, by=user)
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), user.erased_by) == (False, False, user)
    assert EmailAddress.objects.filter(user=user).count() == Authenticator.objects.filter(user=user).count() == 0
    assert client.get(PAGE).status_code == 302


def test_nothing_is_written_to_an_erased_person_any_more() -> None:
    user, administrator = UserFactory(), signed_in(UserFactory(is_staff=True, is_superuser=True))
    page = reverse("admin:accounts_user_change", args=[user.pk])
    fields = {"email": "kari@example.org", "name": "Kari", "language": "en", "is_active": "on"}
    erase(user, by=None)
    assert (administrator.get(page).status_code, administrator.post(page, fields).status_code) == (200, 403)
    for filled in ({"name": "Kari"}, {"email": "kari@example.org"}, {"is_active": True}, {"is_superuser": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=user.pk).update(**filled)


def test_roles_end_by_their_doors_and_interest_and_invitations_are_closed(user: User) -> None:
    erase(user, by=user)
    assert [
        Membership.objects.filter(user=user).exists(),
        user.staff_roles.exists(),
        user.representations.active().exists(),
    ] == [
        False,
        False,
        False,
    ]
    assert MembershipChange.objects.filter(user=user, to_value="").exists()
    assert user.staff_role_changes.filter(to_value="", actor=user).exists()
    assert {applicant.name for applicant in Applicant.objects.all()} == {"—"}
    assert Interest.objects.get().state == InterestState.WITHDRAWN
    assert set(Invitation.objects.values_list("state", flat=True)) == {
        InvitationState.EXPIRED,
        InvitationState.ACCEPTED,
    }


def test_interest_that_somebody_else_stands_behind_stays() -> None:
    user = UserFactory()
    applicant = ApplicantFactory(email=user.email)
    ApplicantFactory(interest=applicant.interest)
    erase(user, by=user)
    applicant.interest.refresh_from_db()
    assert applicant.interest.state == InterestState.CONFIRMED


def test_a_mail_that_waits_is_not_sent_any_more_but_the_confirmation_is(user: User) -> None:
    erase(user, by=user)
    owed = Mail.objects.filter(state="queued").values_list("template", flat=True)
    assert "accounts/mail/erased" in owed
    assert not Mail.objects.filter(state="queued", to__endswith="@erased.invalid").exists()


def test_an_address_that_she_had_before_is_forgotten_too() -> None:
    user = UserFactory()
    mail = MailFactory(to="before@example.org", about=user, state=MailState.SENT)
    erase(user, by=user)
    mail.refresh_from_db()
    assert (mail.to, mail.text) == (f"erased-{user.pk}@erased.invalid", "")


@pytest.mark.parametrize("name", ["transport", "shall", "Dag", "the market", "The market", "TRANSPORT"])
def test_a_person_named_transport_erases_herself_and_no_text_that_others_wrote_has_changed(name: str) -> None:
    user, need = UserFactory(name=name), NeedFactory()
    takes_part(user, need)
    erase(user, by=user)
    assert said_of(need) == {SAID}


def test_a_name_goes_from_texts_about_what_she_had_a_hand_in_and_from_no_others() -> None:
    user, hers, elsewhere = UserFactory(name="Volvo Trucks"), NeedFactory(), NeedFactory()
    takes_part(user, hers)
    takes_part(UserFactory(), elsewhere)
    erase(user, by=user)
    assert (said_of(hers), said_of(elsewhere)) == ({SAID.replace("Volvo Trucks", "—")}, {SAID})


def takes_part(user: User, need: Need) -> None:
    """In what others write about."""
    MailFactory(to=user.email, about=need)
    MailFactory(to="mayor@example.org", subject=SAID, text=SAID, about=need)
    for author in (user, UserFactory()):
        need.trail.create(action="x", from_state="a", to_state="b", actor=author, reason=SAID)
        NeedComment.objects.create(need=need, author=author, language="en", text=SAID)


def said_of(need: Need) -> set[str]:
    mails = Mail.objects.filter(to="mayor@example.org", about_id=need.pk).values_list("subject", "text")
    comments = NeedComment.objects.filter(need=need).values_list("text", flat=True)
    return {*need.trail.values_list("reason", flat=True), *comments, *(text for mail in mails for text in mail)}


def test_erasing_twice_does_nothing_more(user: User) -> None:
    erase(user, by=user)
    erased_at = User.objects.get(pk=user.pk).erased_at
    erase(user, by=None)
    assert User.objects.get(pk=user.pk).erased_at == erased_at
    assert Mail.objects.filter(template="accounts/mail/erased").count() == 1


def test_the_last_signatory_names_another_first_and_nothing_happens_meanwhile(user: User) -> None:
    MembershipFactory(user=user, role=MembershipRole.SIGNATORY)
    before = sorted(texts_of_the_database())
    with pytest.raises(Refused, match="signatory"):
        erase(user, by=user)
    assert sorted(texts_of_the_database()) == before


def test_the_only_administrator_names_another_first() -> None:
    User.objects.update(is_superuser=False)
    user = UserFactory(is_superuser=True, is_staff=True)
    with pytest.raises(Refused, match="administrator"):
        erase(user, by=user)
    UserFactory(is_superuser=True, is_staff=True)
    erase(user, by=user)


def test_somebody_of_the_same_name_keeps_hers() -> None:
    user, namesake = UserFactory(name=NAME), UserFactory(name=NAME)
    erase(user, by=user)
    namesake.refresh_from_db()
    assert namesake.name == NAME


def test_a_person_erases_herself_after_writing_her_address() -> None:
    user = UserFactory(email="kari@example.org")
    client = signed_in(user)
    wrong = client.post(ERASE, {"email": "ola@example.org"})
    assert wrong.context["form"].errors == {"email": ["This is not the address of the account."]}
    done = client.post(ERASE, {"email": "Kari@Example.org"})
    assert (done.status_code, "Your account is erased" in done.content.decode()) == (200, True)
    assert User.objects.get(pk=user.pk).erased_at is not None
    assert client.get(PAGE).status_code == 302


def test_a_refusal_is_told_on_the_page_and_nothing_is_lost() -> None:
    user = MembershipFactory(role=MembershipRole.SIGNATORY).user
    answer = signed_in(user).post(ERASE, {"email": user.email})
    assert "Name another signatory first" in answer.content.decode()
    assert User.objects.get(pk=user.pk).erased_at is None


def test_reading_the_page_about_erasure_erases_nothing() -> None:
    user = UserFactory()
    assert signed_in(user).get(ERASE).status_code == 200
    assert User.objects.get(pk=user.pk).erased_at is None


def test_the_retention_run_after_an_erasure_finds_nothing_more_of_hers(user: User) -> None:
    erase(user, by=user)
    forgetting.forget()
    assert forgetting.forget().errors == 0
