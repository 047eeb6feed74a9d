"""Signing as a signatory meets it: read, fill in, look over, show that it is you, sign; and the manager's board."""

import hashlib
import json
import time
from datetime import date, timedelta

import pytest
from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Mail
from municipalities.models import Municipality
from needs.enums import Decision, StatementState
from needs.models import Receipt, Signature, SigningInvitation, Statement
from needs.signing import inviting, receipts
from needs.signing.signatures import Word
from tests.acts import count_queries
from tests.factories import MembershipFactory, MunicipalityFactory, ParticipationFactory, UserFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, circulated, ready_to_circulate, signatory_of, signed
from tests.needs.test_need_views import said
from tests.published import published_statement
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return circulated(ready_to_circulate(), quorum=2)


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def asked(scene: Scene) -> SigningInvitation:
    return scene.statement.signing_invitations.get(municipality__official_name="Oslo")


def page(asked: SigningInvitation, rest: str = "") -> str:
    return f"/en/workspace/signing/{asked.pk}/{rest}"


def with_second_factor(person: User, *, ago: int = 0) -> Client:
    """Signed in, with the second factor shown so many seconds ago."""
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    client = signed_in(person)
    shown(client, person, {"method": "mfa", "type": "totp", "at": time.time() - ago})
    return client


def shown(client: Client, person: User, record: dict[str, object]) -> None:
    """As allauth keeps it in the session."""
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = login.user_id_to_str(person)
    session.save()


def filled(scene: Scene, **changes: str) -> dict[str, str]:
    key = scene.statement.content["clauses"][2]["key"]
    form = {"decision": "approve", "language": "nb", "mandate": "26/17", "council_date": "2026-05-04"}
    more = {"seen": scene.statement.content_hash, f"reservation-{key}": "Ikke før 2027."}
    return {**form, **more, **changes}


@pytest.mark.sent_twice("workspace-signing-confirm")
def test_a_signatory_reads_fills_in_looks_over_and_signs(scene: Scene, asked: SigningInvitation) -> None:
    client = with_second_factor(signatory_of(asked.municipality))
    text = client.get(page(asked)).text
    for clause in scene.statement.content["clauses"]:
        assert clause["text"]["en"] in text
    assert client.post(page(asked), filled(scene)).url == page(asked, "confirm/")
    preview = client.get(page(asked, "confirm/")).text
    for words in ("Oslo signs this text", "26/17", '<span lang="nb">Ikke før 2027.</span>'):
        assert words in preview
    response = client.post(page(asked, "confirm/"), {"seen": scene.statement.content_hash})
    assert said(response) == ["Your body's answer is given. The receipt is being made."]
    assert client.post(page(asked, "confirm/"), {"seen": scene.statement.content_hash}).url == page(asked)
    signature = Signature.objects.get()
    assert (signature.mandate, signature.reservations.get().text) == ("26/17", "Ikke før 2027.")
    address = f"/en/workspace/signing/receipts/{signature.pk}.pdf"
    assert client.get(address).status_code == 202
    receipts.make(signature.receipt.pk)
    answers = [client.get(address) for _ in range(2)]
    files = {(hashlib.sha256(got.getvalue()).hexdigest(), got.headers["Cache-Control"]) for got in answers}
    assert files == {(signature.receipt.__class__.objects.get().sha256, "private, no-store")}
    read = text_of(client.get(page(asked)).text)
    assert ("Your body has signed" in read, "Decided on 4 May 2026" in read) == (True, True)
    assert client.get(page(asked, "confirm/")).url == page(asked)


def test_a_receipt_that_could_not_be_made_yet_is_not_promised_in_a_moment(scene: Scene) -> None:
    signature = signed(scene)
    client, read = signed_in(signature.signed_by), []
    for attempts in (1, 2):
        Receipt.objects.update(attempts=attempts)
        page = text_of(client.get(f"/en/workspace/signing/receipts/{signature.pk}.pdf").text)
        read.append(("a moment" in page, "could not be made yet" in page, "stands already" in page))
    assert read == [(True, False, True), (False, True, True)]


def test_an_old_second_factor_is_asked_for_again_and_what_was_filled_in_is_kept(
    scene: Scene, asked: SigningInvitation
) -> None:
    client = with_second_factor(signatory_of(asked.municipality), ago=3600)
    client.post(page(asked), filled(scene))
    place = client.get(page(asked, "confirm/")).context["place"]
    assert place.startswith("/en/account/2fa/reauthenticate/?next=%2Fen%2Fworkspace%2Fsigning%2F")
    client.post(page(asked, "confirm/"), {"seen": scene.statement.content_hash})
    assert not Signature.objects.exists()
    assert "Ikke før 2027." in client.get(page(asked)).text


def test_who_has_no_second_factor_is_led_to_set_one_up_and_comes_back(scene: Scene, asked: SigningInvitation) -> None:
    client = signed_in(signatory_of(asked.municipality))
    client.post(page(asked), filled(scene))
    assert client.get(page(asked, "confirm/")).context["place"] == "/en/account/2fa/"
    assert client.session["wanted_before_second_factor"] == page(asked, "confirm/")


def test_in_the_demo_a_fresh_password_is_enough(scene: Scene, asked: SigningInvitation, settings) -> None:
    settings.DEMO = True
    person = signatory_of(asked.municipality)
    client = signed_in(person)
    client.post(page(asked), filled(scene))
    assert client.get(page(asked, "confirm/")).context["place"].startswith("/en/account/reauthenticate/?next=")
    shown(client, person, {"method": "password", "at": time.time()})
    client.post(page(asked, "confirm/"), {"seen": scene.statement.content_hash})
    assert Signature.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"decision": "decline"}, "reason"),
        ({"decision": "decline", "reason": "Nei."}, "decision"),
        ({"council_date": "soon"}, "council_date"),
        ({"council_date": "2062-11-01"}, "council_date"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(
    scene: Scene, asked: SigningInvitation, wrong: dict, field: str
) -> None:
    response = signed_in(signatory_of(asked.municipality)).post(page(asked), filled(scene, **wrong))
    assert field in response.context["form"].errors
    assert "Ikke før 2027." in response.text


def test_a_body_takes_its_word_back_with_a_reason(scene: Scene, asked: SigningInvitation) -> None:
    client = signed_in(signed(scene).signed_by)
    assert "Take it back" in client.get(page(asked)).text
    assert "Language of what you write: English" in client.get(page(asked, "withdraw/")).content.decode()
    assert said(client.post(page(asked, "withdraw/"), {"reason": "Wrong case number."})) == ["It is taken back."]
    assert Signature.objects.get().withdrawal_reason == "Wrong case number."
    assert client.get(page(asked, "withdraw/")).url == page(asked)


def test_the_people_of_a_successor_read_what_the_old_body_signed_and_its_signatory_takes_it_back(
    scene: Scene, asked: SigningInvitation
) -> None:
    receipt = f"/en/workspace/signing/receipts/{signed(scene).pk}.pdf"
    successor = MunicipalityFactory(official_name="Great Oslo")
    Municipality.objects.filter(pk=asked.municipality_id).update(merged_into=successor, closed_on="2020-01-01")
    unanswered = scene.statement.signing_invitations.get(municipality__country="FI")
    Municipality.objects.filter(pk=unanswered.municipality_id).update(merged_into=successor)
    reader, signatory = MembershipFactory(municipality=successor).user, signatory_of(successor)
    for user, withdraws in ((reader, 403), (signatory, 200)):
        client = signed_in(user)
        (listed,) = client.get("/en/workspace/signing/").context["bodies"]
        assert (listed.waiting, {row.invitation for row in listed.others}) == ([], {asked, unanswered})
        addresses = (page(asked), receipt, page(asked, "withdraw/"))
        assert [client.get(address).status_code for address in addresses] == [200, 202, withdraws]
    inviting.extend(scene.statement, timezone.now() + timedelta(days=60), "Europe/Oslo", scene.manager)
    told = Mail.objects.filter(template="needs/mail/signing_extended", to=signatory.email)
    assert told.count() == 2
    assert said(client.post(page(asked, "withdraw/"), {"reason": "One body now."})) == ["It is taken back."]
    assert Signature.objects.get().withdrawn_by == signatory


def test_what_was_filled_in_is_there_again_after_it_is_taken_back(scene: Scene, asked: SigningInvitation) -> None:
    client = with_second_factor(signatory_of(asked.municipality))
    client.post(page(asked), filled(scene))
    client.post(page(asked, "confirm/"), {"seen": scene.statement.content_hash})
    client.post(page(asked, "withdraw/"), {"reason": "Wrong case number."})
    form, key = client.get(page(asked)).context["form"], scene.statement.content["clauses"][2]["key"]
    names = ("decision", "mandate", "council_date", "language", f"reservation-{key}")
    assert [form[name].value() for name in names] == [None, "26/17", date(2026, 5, 4), "nb", "Ikke før 2027."]


def test_who_takes_an_answer_back_reads_of_which_statement_and_whether_it_stays_agreed(
    scene: Scene, asked: SigningInvitation
) -> None:
    first, _second, falls = signed(scene), signed(scene, 1), "the statement is not agreed any more"
    read = signed_in(first.signed_by).get(page(asked, "withdraw/")).text
    assert (scene.statement.content["title"]["en"] in read.split("<main", 1)[1], falls in read) == (True, True)
    signed(scene, 2)
    assert falls not in signed_in(first.signed_by).get(page(asked, "withdraw/")).text


def test_the_checksum_is_computed_from_the_json_that_its_people_and_later_everybody_may_read(
    scene: Scene, asked: SigningInvitation, client: Client
) -> None:
    people = {page(asked, "statement.json"): signatory_of(asked.municipality)}
    people[f"/en/workspace/challenges/{scene.challenge.slug}/signing/1/statement.json"] = scene.manager
    public = f"/en/challenges/{scene.challenge.slug}/v1/statement.json"
    for address, person in people.items():
        assert checksum_of(signed_in(person).get(address).content) == scene.statement.content_hash
    assert client.get(public).status_code == 404
    statement = published_statement(challenge__slug="vans")
    assert checksum_of(client.get("/fi/challenges/vans/v1/statement.json").content) == statement.content_hash


def checksum_of(document: bytes) -> str:
    """As docs/architecture.md says."""
    canonical = json.dumps(json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.sent_twice("workspace-signing-ask")
def test_the_list_tells_what_waits_and_offers_what_is_published(scene: Scene, asked: SigningInvitation) -> None:
    statement = published_statement(challenge__slug="vans")
    ParticipationFactory(dialogue=statement.challenge.dialogue, municipality=asked.municipality)
    client = signed_in(signatory_of(asked.municipality))
    shown = client.get("/en/workspace/signing/").text
    assert page(asked) in shown
    ask = f"/en/workspace/signing/ask/vans/v1/{asked.municipality_id}/"
    assert ask in shown
    joined = [client.post(ask) for _twice in range(2)][1]
    assert joined.url == page(statement.signing_invitations.get(municipality=asked.municipality))
    assert client.get(joined.url).context["form"] is not None


@pytest.mark.parametrize(
    ("word", "done"), [(Word("en"), "Signed"), (Word("en", decision=Decision.DECLINE, reason="No."), "Declined")]
)
def test_the_list_says_what_was_done_and_when(scene: Scene, asked: SigningInvitation, word: Word, done: str) -> None:
    signed(scene, 0, word)
    client = signed_in(signatory_of(asked.municipality))
    assert f"{done} {timezone.localdate():%-d %B %Y}" in text_of(client.get("/en/workspace/signing/").text)


# The board


def board(scene: Scene, rest: str = "") -> str:
    return f"/en/workspace/challenges/{scene.challenge.slug}/signing/1/{rest}"


@pytest.mark.sent_twice("workspace-challenge-invite")
def test_the_board_says_who_signed_who_declined_and_who_is_missing(scene: Scene) -> None:
    signature = signed(scene)
    manager = signed_in(scene.manager)
    shown = " ".join(manager.get(board(scene)).text.split())
    for words in ("Have signed</dt><dd>1", "Needed</dt><dd>2", "Not answered</dt><dd>2", str(signature.signed_by)):
        assert words in shown
    turku = scene.statement.signing_invitations.get(municipality__official_name="Turku / Åbo")
    assert shown.count("Reservations and remarks") == 1 + 2  # a label on a phone only where there is something to say
    assert said(manager.post(board(scene, f"remind/{turku.pk}/"))) == ["Turku / Åbo is reminded."]
    late = MunicipalityFactory(official_name="Reykjavík", country="IS")
    ParticipationFactory(dialogue=scene.dialogue, municipality=late)
    assert said(manager.post(board(scene, "invite/"), {"bodies": [late.pk]}))[-1] == "1 municipality is invited."
    manager.post(board(scene, "invite/"), {"bodies": [late.pk]})
    assert scene.statement.signing_invitations.filter(municipality=late).count() == 1
    more = {"on": "2030-01-02", "time": "12:00", "zone": "Europe/Helsinki"}
    assert said(manager.post(board(scene, "extend/"), more))[-1].startswith("The deadline is extended")
    assert "Deadline extended" in manager.get(board(scene)).text


def test_the_manager_gives_a_version_up_for_the_next_number(scene: Scene) -> None:
    manager = signed_in(scene.manager)
    response = manager.post(board(scene, "revise/"), {"reason": "A figure was wrong."})
    assert response.url == f"/en/workspace/challenges/{scene.challenge.slug}/"
    states = list(Statement.objects.order_by("number").values_list("number", "state", "revises__number"))
    assert states == [(1, StatementState.ABANDONED, None), (2, StatementState.DRAFT, 1)]
    given_up = manager.post(f"/en/workspace/challenges/{scene.challenge.slug}/abandon/", {"reason": "Enough."})
    assert said(given_up)[-1] == "The version is given up."
    assert "This version was given up." in manager.get(given_up.url).text


def test_the_queries_of_the_board_do_not_grow(scene: Scene) -> None:
    manager = signed_in(scene.manager)
    manager.get(board(scene))
    few = count_queries(lambda: manager.get(board(scene)))
    for place in (0, 1):
        signed(scene, place)
    for _ in range(3):
        late = MembershipFactory(role="signatory").municipality
        SigningInvitation.objects.create(statement=scene.statement, municipality=late)
    assert count_queries(lambda: manager.get(board(scene))) <= few + 1  # the reservations of those who signed


def test_who_acts_for_no_public_buyer_reads_so_instead_of_an_empty_page() -> None:
    administrator = UserFactory(is_superuser=True, is_staff=True)
    page = signed_in(administrator).get("/en/workspace/signing/")
    assert "You act for no public buyer." in text_of(page.content.decode())
