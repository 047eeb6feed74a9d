"""How far public buyers go: said through one door, with its trail, and shown to everybody."""

from datetime import date
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.workflow import Refused
from dialogues.models import LedgerEntry
from municipalities.models import Municipality
from needs import workflow
from needs.enums import IntentStep, StatementState
from needs.models import Challenge, Intent, IntentChange, Signature, Statement
from needs.publishing import intents
from needs.publishing.outcome import Row, outcome_of
from needs.signing import signatures, versions
from needs.signing.signatures import withdraw
from tests.acts import together
from tests.factories import (
    ChallengeFactory,
    ContactFactory,
    IntentFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    ParticipationFactory,
    SignatureFactory,
    StaffRoleFactory,
    StatementFactory,
    UserFactory,
)
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, agreed, circulated, ready_to_circulate, reworded, signed
from tests.published import PUBLISHED_AT, add_need, publish
from tests.reading import assert_same_for_everybody, read

pytestmark = pytest.mark.django_db
NOTICE: dict[str, Any] = {
    "step": IntentStep.NOTICE_PUBLISHED,
    "since": "2021-02-01",
    "notice_number": "123456-2021",
    "notice_url": "https://ted.europa.eu/en/notice/-/detail/123456-2021",
    "notice_on": "2021-02-01",
    "buyer_group": "Oslo and Bærum",
}


def make_once() -> Challenge:
    """Public, of Oslo and two other bodies."""
    statement = StatementFactory(challenge__slug="vans", title="Vans")
    add_need(statement.challenge, municipality=MunicipalityFactory(official_name="Oslo", country="NO"))
    return published_statement_of(statement)


@pytest.fixture
def challenge(made: Challenge) -> Challenge:
    return made


@pytest.fixture
def oslo(challenge) -> Municipality:
    return Municipality.objects.get(official_name="Oslo")


def published_statement_of(statement: Statement) -> Challenge:
    ContactFactory(dialogue=statement.challenge.dialogue)
    for _ in range(2):
        add_need(statement.challenge)
    publish(statement)
    statement.challenge.refresh_from_db()
    return statement.challenge


def editor(body: Municipality) -> Any:
    return MembershipFactory(municipality=body, role="editor", user__name="Kari Nordmann").user


def address(body: Municipality) -> str:
    return f"/en/workspace/municipality/{body.pk}/challenges/vans/"


def say(challenge: Challenge, body: Municipality, by: Any, step: str, seen: str = "", **more: Any) -> Intent:
    return intents.say(challenge, body, by, seen=seen, step=step, since=date(2021, 1, 1), **more)


@pytest.mark.sent_twice("workspace-intent")
def test_a_body_says_its_step_and_everybody_reads_it_with_its_notice(challenge, oslo) -> None:
    person = editor(oslo)
    browser = signed_in(person)
    response = browser.post(address(oslo), NOTICE, follow=True)
    assert response.redirect_chain == [(f"/en/workspace/municipality/{oslo.pk}/challenges/", 302)]
    assert "Notice published" in response.content.decode()
    browser.post(address(oslo), NOTICE)
    intent = challenge.intents.get()
    assert (intent.notice_number, intent.notice_on, intent.buyer_group) == (
        "123456-2021",
        date(2021, 2, 1),
        "Oslo and Bærum",
    )
    assert list(intent.trail.values_list("from_value", "to_value", "actor")) == [("", "notice_published", person.pk)]
    page = read("/en/challenges/vans/")
    assert "How far the public buyers have come" in page
    assert "Oslo Norway Notice published" in page
    assert "123456-2021" in page
    assert "Oslo and Bærum" in page

    SignatureFactory(statement=challenge.published, municipality=oslo)
    form = browser.get(address(oslo)).context["form"]
    back = {"step": "signed", "since": "2021-01-01", "seen": form.initial["seen"], "notice_number": "123456-2021"}
    assert browser.post(address(oslo), back).status_code == 302
    intent.refresh_from_db()
    assert (intent.step, intent.notice_number, intent.notice_on) == ("signed", "", None)
    told = LedgerEntry.objects.filter(subject_id=intent.pk, kind__startswith="notice").order_by("number")
    assert [(entry.kind, entry.titles["nb"], entry.role, entry.details["notice_number"]) for entry in told] == [
        (kind, "Oslo: Kunngjøring publisert – Vans (nb)", "public buyer", "123456-2021")
        for kind in ("notice", "notice_withdrawn")
    ]
    assert f"challenge-{challenge.pk}" in told[1].topics


def test_a_notice_from_before_the_challenge_was_public_is_told_with_it() -> None:
    statement = StatementFactory(title="Vans")
    more = {"notice_number": "123456-2021", "notice_on": date(2020, 2, 1)}
    intent = IntentFactory(challenge=statement.challenge, step="notice_published", **more)
    published_statement_of(statement)
    told = LedgerEntry.objects.filter(kind="notice").values_list("subject_id", "at", "role", "details__notice_number")
    assert list(told) == [(intent.pk, PUBLISHED_AT, "public buyer", "123456-2021")]


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"notice_url": "ftp://example.org/x", "notice_number": ""}, "notice_url", "Enter a valid URL."),
        ({"notice_url": "javascript:alert(1)"}, "notice_url", "Enter a valid URL."),
        ({"notice_url": "", "notice_number": ""}, "notice_number", "Give the notice's number or its address"),
        ({"notice_on": ""}, "notice_on", "This day belongs to the step that you chose."),
        ({"since": "2999-01-01"}, "since", "This day is still to come."),
        ({"step": "contract_awarded"}, "awarded_on", "This day belongs to the step that you chose."),
        ({"step": "contract_awarded", "awarded_on": "2021-01-01"}, "awarded_on", "not awarded before its notice"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    challenge, oslo, changed: dict, field: str, sentence: str
) -> None:
    response = signed_in(editor(oslo)).post(address(oslo), {**NOTICE, **changed})
    assert sentence in " ".join(response.context["form"].errors[field])
    assert "Oslo and Bærum" in response.content.decode()
    assert not Intent.objects.exists()


def test_a_manager_says_it_for_a_body_with_a_reason(challenge, oslo) -> None:
    manager = StaffRoleFactory(dialogue=challenge.dialogue).user
    with pytest.raises(Refused, match="Write how you know this"):
        say(challenge, oslo, manager, IntentStep.BUYS_ALONE)
    browser = signed_in(manager)
    assert "This field is required." in browser.post(address(oslo), NOTICE).content.decode()
    response = browser.post(address(oslo), {**NOTICE, "reason": "Told by telephone."})
    assert response.url == "/en/workspace/challenges/vans/publish/#steps"
    assert list(IntentChange.objects.values_list("actor", "reason")) == [(manager.pk, "Told by telephone.")]
    assert "Told by telephone." not in read("/en/challenges/vans/")


def test_only_those_who_write_for_the_body_and_the_managers_say_it(challenge, oslo) -> None:
    observer = MembershipFactory(municipality=oslo, role="observer").user
    others = [
        observer,
        editor(MunicipalityFactory()),
        StaffRoleFactory().user,
        StaffRoleFactory(dialogue=challenge.dialogue, country="NO").user,
        UserFactory(),
    ]
    for person in others:
        with pytest.raises(PermissionDenied):
            say(challenge, oslo, person, IntentStep.SIGNED, reason="because")
        assert signed_in(person).get(address(oslo)).status_code == 403
    stranger = MunicipalityFactory()
    assert signed_in(UserFactory()).get(address(stranger)).status_code == 403
    assert signed_in(editor(stranger)).get(address(stranger)).status_code == 404
    oslo.closed_on = date(2020, 1, 1)
    oslo.save()
    with pytest.raises(PermissionDenied):
        say(challenge, oslo, editor(oslo), IntentStep.SIGNED)


def test_only_who_has_signed_says_so_and_steps_back_with_the_signature(challenge, oslo) -> None:
    browser = signed_in(editor(oslo))

    def offered() -> list[str]:
        return [step for step, _label in browser.get(address(oslo)).context["form"].fields["step"].choices]

    with pytest.raises(Refused, match="Oslo has not signed this challenge"):
        say(challenge, oslo, editor(oslo), IntentStep.SIGNED)
    assert IntentStep.SIGNED not in offered()
    signatory = MembershipFactory(municipality=oslo, role="signatory").user
    given = {"municipality": oslo, "signed_by": signatory, "content_hash": challenge.published.content_hash}
    signature = SignatureFactory(statement=challenge.published, **given)
    assert IntentStep.SIGNED in offered()
    intent = say(challenge, oslo, editor(oslo), IntentStep.SIGNED)
    assert "Oslo Norway Signed 1 March 2020" in read("/en/challenges/vans/")

    withdraw(signature, signatory, "The council said no.")
    intent.refresh_from_db()
    assert (intent.step, intent.since) == (IntentStep.SHARES_NEED, timezone.localdate())
    assert intent.trail.last().to_value == IntentStep.SHARES_NEED
    assert "Oslo Norway Shares the need" in read("/en/challenges/vans/")


def said_signed() -> tuple[Scene, Intent]:
    """Of a version that is circulated."""
    scene = circulated(ready_to_circulate(), quorum=2)
    body = signed(scene).municipality
    return scene, say(scene.challenge, body, editor(body), IntentStep.SIGNED)


def test_who_said_signed_of_a_version_that_is_given_up_steps_back() -> None:
    scene, intent = said_signed()
    versions.abandon(scene.statement, scene.manager, "There is no money.")
    intent.refresh_from_db()
    assert (intent.step, intent.since) == (IntentStep.SHARES_NEED, timezone.localdate())
    assert intent.trail.last().to_value == IntentStep.SHARES_NEED


@pytest.mark.parametrize(("change", "step"), [("editorial", IntentStep.SIGNED), ("material", IntentStep.SHARES_NEED)])
def test_where_a_version_is_changed_signed_stays_if_the_signature_is_carried_over(change: str, step: str) -> None:
    scene, intent = said_signed()
    reworded(scene, versions.revise(scene.statement, scene.manager, "A word was wrong."), change)
    intent.refresh_from_db()
    assert intent.step == step


def test_a_signature_counts_as_the_step_signed_beside_what_bodies_say(challenge, oslo) -> None:
    others = [MunicipalityFactory(country="FI", official_name=name) for name in ("Turku", "Vantaa", "Oulu")]
    for body in others:
        SignatureFactory(statement=challenge.published, municipality=body)
    assert "How far the public buyers have come" not in read("/en/challenges/vans/")
    for body, step in zip([oslo, *others], ["signed", "observing", "buys_alone"], strict=False):
        IntentFactory(challenge=challenge, municipality=body, step=step)
    page = read("/en/challenges/vans/")
    assert "Observing 0 Shares the need 1 Signed 3 Will buy jointly 0 Will buy on its own 1" in page
    assert "Turku Finland Signed 1 March 2020 Vantaa Finland Will buy on its own 1 March 2020" in page
    assert "Oulu Finland Signed 1 March 2020" in page
    assert "Oslo Norway Shares the need –" in page


def test_a_challenge_of_which_nothing_can_be_read_is_not_in_the_list(challenge, oslo) -> None:
    draft = StatementFactory(challenge__slug="secret", title="Secret")
    add_need(draft.challenge, municipality=oslo)
    browser = signed_in(editor(oslo))
    page = browser.get(f"/en/workspace/municipality/{oslo.pk}/challenges/").content.decode()
    assert "Vans" in page
    assert "Secret" not in page
    assert browser.get(f"/en/workspace/municipality/{oslo.pk}/challenges/secret/").status_code == 404


def test_of_other_dialogues_than_their_own_staff_read_only_what_is_public(challenge, oslo) -> None:
    need = NeedFactory(municipality=oslo)
    other = ChallengeFactory(slug="secret", dialogue=need.dialogue, needs=[need])
    StatementFactory(challenge=other, clauses=0, state="circulated", content={})
    StatementFactory(challenge=challenge, number=2, clauses=0, state="circulated", content={})
    for dialogue in (challenge.dialogue, other.dialogue):
        ParticipationFactory(municipality=oslo, dialogue=dialogue)
    readers = {
        "observer": MembershipFactory(municipality=oslo, role="observer").user,
        "administrator": UserFactory(is_superuser=True, is_staff=True),
        "manager": StaffRoleFactory(dialogue=challenge.dialogue).user,
        "manager of the other": StaffRoleFactory(dialogue=other.dialogue).user,
        "coordinator in the other": StaffRoleFactory(dialogue=other.dialogue, country="NO").user,
    }
    address = f"/en/workspace/municipality/{oslo.pk}/challenges/"

    def seen(user: Any) -> list[tuple[str, int]]:
        return [(row.slug, row.told[0].number) for row in signed_in(user).get(address).context["challenges"]]

    everything, published = [("secret", 1), ("vans", 2)], [("secret", 1), ("vans", 1)]
    assert {role: seen(user) for role, user in readers.items()} == {
        "observer": everything,
        "administrator": everything,
        "manager": [("vans", 2)],
        "manager of the other": published,
        "coordinator in the other": published,
    }
    manager = signed_in(readers["manager"])
    assert [manager.get(f"{address}{slug}/").status_code for slug in ("secret", "nothing", "vans")] == [404, 404, 200]


def test_only_who_may_say_how_far_it_goes_is_asked_to(challenge, oslo) -> None:
    address = f"/en/workspace/municipality/{oslo.pk}/challenges/"
    readers = {role: MembershipFactory(municipality=oslo, role=role).user for role in ("observer", "editor")}
    asked = {role: "Say how far you go in each." in signed_in(user).get(address).text for role, user in readers.items()}
    assert asked == {"observer": False, "editor": True}


def test_the_list_takes_the_same_queries_however_long_it_is(challenge, oslo) -> None:
    browser = signed_in(editor(oslo))
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/en/workspace/municipality/{oslo.pk}/challenges/")
        counts.append(len(queries))
        statement = StatementFactory(challenge__slug=f"more-{number}")
        add_need(statement.challenge, municipality=oslo)
        published_statement_of(statement)
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_it_at_once_one_is_told() -> None:
    challenge = make_once()
    oslo = Municipality.objects.get(official_name="Oslo")
    people = [editor(oslo), editor(oslo)]
    results = together(
        *[lambda person=person: say(challenge, oslo, person, IntentStep.BUYS_JOINTLY) for person in people]
    )
    assert sorted(type(result).__name__ for result in results) == ["Intent", "Refused"]
    assert IntentChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_says_signed_while_the_signature_is_taken_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, said, taken = agreed(ready_to_circulate()), Event(), Event()
    signature, has_signed, follow = Signature.objects.get(), intents.has_signed, signatures.follow
    body = signature.municipality
    person = editor(body)

    def once_it_is_taken_back(*about: Any) -> bool:
        said.set()
        assert taken.wait(10)
        return has_signed(*about)

    def and_then_it_is_said(*about: Any) -> None:
        follow(*about)
        taken.set()

    def take_back() -> None:
        assert said.wait(10)
        withdraw(signature, signature.signed_by, "The council said no.")

    monkeypatch.setattr(intents, "has_signed", once_it_is_taken_back)
    monkeypatch.setattr(signatures, "follow", and_then_it_is_said)
    refusal, nothing = together(lambda: say(scene.challenge, body, person, IntentStep.SIGNED), take_back)
    assert (type(refusal), nothing) == (Refused, None)
    assert Statement.objects.get().state == StatementState.CIRCULATED


# What came of it


def test_the_outcome_counts_public_acts_and_public_needs(challenge, oslo) -> None:
    dialogue = challenge.dialogue
    NeedFactory(dialogue=dialogue, municipality=MunicipalityFactory(country="FI"))
    NeedFactory(dialogue=dialogue, municipality=MunicipalityFactory(country="FI"), is_public=True)
    SignatureFactory(statement=challenge.published, municipality=oslo)
    SignatureFactory(statement=challenge.published, municipality=MunicipalityFactory(), decision="decline")
    award = {"awarded_on": date(2022, 3, 1), "award_url": "https://example.org/award"}
    notice = {"notice_on": date(2021, 3, 1), "notice_number": "1"}
    say(challenge, oslo, editor(oslo), IntentStep.CONTRACT_AWARDED, **notice, **award)
    year = challenge.needs.first().created_at.year
    found = outcome_of(dialogue)
    assert found.rows == [
        Row("FI", year, 1, 0, 0, 0, 0),
        Row("NO", 2020, 0, 1, 1, 0, 0),
        Row("NO", 2021, 0, 0, 0, 1, 0),
        Row("NO", 2022, 0, 0, 0, 0, 1),
        Row("NO", year, 0, 0, 1, 0, 0),
    ]
    assert found.total == Row("", None, 1, 1, 2, 1, 1)
    assert [row.country for row in found.by_country] == ["FI", "NO"]
    here = f"/en/dialogues/{dialogue.slug}/outcome/"
    assert "2021 0 0 0 1 0" in read(here)
    assert_same_for_everybody(here)
    answer = Client().get(f"{here}?as=json").json()
    assert answer["total"] == {"needs": 1, "challenges": 1, "signatures": 2, "notices": 1, "awards": 1}
    table = b"".join(Client().get(f"{here}?as=csv").streaming_content).decode("utf-8-sig")
    assert table.splitlines()[:2] == [
        "Country;Year;Needs made public;Challenges;Signatures;Notices;Awards",
        f"Finland;{year};1;0;0;0;0",
    ]
    assert b"".join(Client().get(f"{here}?as=xlsx").streaming_content).startswith(b"PK")


def test_when_one_of_three_bodies_makes_its_need_public_two_outcomes_do_not_tell_the_others_number(challenge) -> None:
    bodies = [MunicipalityFactory(country="SE") for _ in range(3)]
    needs = [NeedFactory(dialogue=challenge.dialogue, municipality=body) for body in [*bodies, *bodies[1:]]]
    readings = []
    for happens in (lambda: None, lambda: workflow.show(needs[0], editor(bodies[0]))):
        happens()
        readings.append([row.needs for row in outcome_of(challenge.dialogue).by_country if row.country == "SE"])
    assert readings == [[], [1]]


def test_an_outcome_of_a_dialogue_without_any_says_so(challenge) -> None:
    other = StatementFactory().challenge.dialogue
    assert "Nothing is public of this dialogue yet." in read(f"/en/dialogues/{other.slug}/outcome/")
    assert challenge.dialogue != other
