"""A body's word: given once, by a signatory, on the text that was shown; agreed, taken back, carried over."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from pypdf import PdfReader

from accounts.models import User
from core.canonical import checksum
from core.models import Mail
from core.workflow import Refused, WrongState
from municipalities.enums import MembershipRole
from municipalities.models import Membership, Municipality
from needs.enums import BriefState, Decision, StatementState
from needs.models import Signature, SigningInvitation, Statement
from needs.publishing.editions import catch_up
from needs.publishing.intents import has_signed, signatures_in
from needs.publishing.outcome import outcome_of
from needs.publishing.releasing import publish_if_ready, release
from needs.signing import agreeing, inviting, receipts, reminding, versions
from needs.signing.board import Board
from needs.signing.forms import InviteForm
from needs.signing.signatures import Word, sign, withdraw
from needs.signing.workdays import reminder_day
from needs.statements import clauses
from tests.acts import together
from tests.factories import MembershipFactory, MunicipalityFactory, ParticipationFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, agreed, circulated, merged, ready_to_circulate, reworded, signatory_of, signed
from tests.published import made, publish, which_it_is

pytestmark = pytest.mark.django_db
HELD = Word(
    "fi",
    mandate="KH 12/2026",
    council_date=date(2026, 5, 4),
    subject_to="valtuuston hyväksyntä",
    reservations={},
)


def make_once() -> Scene:
    return circulated(ready_to_circulate(), quorum=2)


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


def invitation(scene: Scene, place: int = 0) -> SigningInvitation:
    return scene.statement.signing_invitations.get(municipality=scene.needs[place].municipality)


def state(scene: Scene) -> str:
    return Statement.objects.get(pk=scene.statement.pk).state


def mails(*templates: str) -> list[tuple[str, str]]:
    found = Mail.objects.filter(template__in=[f"needs/mail/signing_{name}" for name in templates])
    return sorted(found.values_list("to", "language"))


def test_circulating_freezes_the_text_and_writes_to_signatories_in_their_language() -> None:
    scene = ready_to_circulate()
    oslo, turku = (
        MembershipFactory(municipality=scene.needs[place].municipality, role="signatory", user__language=language).user
        for place, language in ((0, "nb"), (1, "fi"))
    )
    MembershipFactory(municipality=scene.needs[2].municipality, role="editor")
    circulated(scene)
    content = Statement.objects.get(pk=scene.statement.pk).content
    assert scene.statement.content_hash == checksum(json.loads(json.dumps(content)))
    assert mails("invited") == sorted([(oslo.email, "nb"), (turku.email, "fi")])
    assert [row.lacks_signatory for row in Board(scene.statement).rows] == [False, False, True]


def test_bodies_that_are_asked_stand_in_the_order_of_the_readers_language() -> None:
    for name in (names := ["Ängelholm", "Åre", "Malmö"]):
        MunicipalityFactory(official_name=name, country="SE")
    bodies = Municipality.objects.filter(official_name__in=names)
    with translation.override("sv"):
        offered: Any = InviteForm(bodies=bodies).fields["bodies"]
        assert [str(body) for body in offered.queryset] == ["Malmö", "Åre", "Ängelholm"]


def test_a_signature_keeps_text_mandate_and_reservations_and_the_quorum_agrees(scene: Scene) -> None:
    clause = scene.statement.content["clauses"][2]
    word = replace(HELD, reservations={clause["key"]: "Ei ennen vuotta 2027.", "unknown": "x"})
    signature = signed(scene, 1, word)
    expected = (scene.statement.content_hash, "KH 12/2026", date(2026, 5, 4), "valtuuston hyväksyntä", "fi")
    kept = (signature.content_hash, signature.mandate, signature.council_date, signature.subject_to)
    assert (*kept, signature.language) == expected
    held = list(signature.reservations.values_list("clause_number", "language", "text"))
    assert held == [(3, "fi", "Ei ennen vuotta 2027.")]
    assert state(scene) == StatementState.CIRCULATED
    second = signed(scene)
    step = scene.statement.trail.get(action="agree")
    assert (step.actor, step.municipality) == (second.signed_by, second.municipality)
    assert mails("agreed") == [(scene.manager.email, scene.manager.language)]
    assert f"/{scene.statement.challenge.slug}/publish/" in Mail.objects.get(template="needs/mail/signing_agreed").text
    assert mails("answered") == [(scene.manager.email, scene.manager.language)]


def test_only_the_text_that_was_shown_is_signed_and_only_in_time(scene: Scene) -> None:
    asked = invitation(scene)
    person = signatory_of(asked.municipality)
    with pytest.raises(Refused, match="not the one that you were shown"):
        sign(asked, Word("en"), person, seen="0" * 64)
    late = timezone.now() + timedelta(days=22)
    with pytest.raises(Refused, match="The deadline was"):
        sign(asked, Word("en"), person, seen=scene.statement.content_hash, at=late)
    with pytest.raises(Refused, match="Write why"):
        sign(asked, Word("en", decision=Decision.DECLINE), person, seen=scene.statement.content_hash)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("role", ["observer", "editor"])
def test_nobody_signs_for_a_body_without_the_mandate(scene: Scene, role: str) -> None:
    asked = invitation(scene)
    people = [
        MembershipFactory(municipality=asked.municipality, role=role).user,
        signatory_of(scene.needs[1].municipality),
        scene.manager,
    ]
    for person in people:
        with pytest.raises(PermissionDenied):
            sign(asked, Word("en"), person, seen=scene.statement.content_hash)


def test_a_withdrawal_reopens_what_is_agreed_or_being_published_and_the_body_may_sign_again() -> None:
    scene = agreed(ready_to_circulate())
    signature = Signature.objects.get()
    release(scene.statement, scene.manager)
    with pytest.raises(Refused, match="Write why"):
        withdraw(signature, signature.signed_by, " ")
    withdraw(signature, signature.signed_by, "The council said no.")
    assert state(scene) == StatementState.CIRCULATED
    scene.statement.refresh_from_db()
    assert (scene.statement.released_at, scene.statement.editions.count()) == (None, 0)
    assert mails("reopened") == [(scene.manager.email, scene.manager.language)]
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(signature, signature.signed_by, "Again.")
    signed(scene)
    assert state(scene) == StatementState.AGREED


def test_after_publication_a_withdrawal_is_a_notice_on_the_page(client) -> None:
    scene = ready_to_circulate()
    publish(scene.statement)
    signature = Signature.objects.get()
    withdraw(signature, signature.signed_by, "Merged budgets.")
    assert state(scene) == StatementState.PUBLISHED
    assert scene.statement.editions.count() == 2
    page = " ".join(client.get(f"/en/challenges/{scene.challenge.slug}/").text.split())
    notice = re.search(rf"{signature.municipality.official_name}.*?withdrawn on .*?</td>", page)
    assert notice
    assert "Merged budgets." in notice[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_signatories_who_sign_at_the_same_second_one_wins_and_one_is_told_by_whom() -> None:
    scene = make_once()
    asked = invitation(scene)
    people = [signatory_of(asked.municipality) for _ in range(2)]
    results = together(
        *(
            lambda person=person: sign(
                SigningInvitation.objects.get(pk=asked.pk), Word("en"), person, seen=scene.statement.content_hash
            )
            for person in people
        )
    )
    [refusal] = [result for result in results if isinstance(result, Refused)]
    winner = Signature.objects.get().signed_by
    assert f"{winner} has signed for Oslo already" in str(refusal)


def test_what_a_merged_body_signed_stands_in_its_name_and_its_successor_signs_no_second_time(scene: Scene) -> None:
    signature = signed(scene)
    successor = MunicipalityFactory(official_name="Great Oslo", country="NO")
    ParticipationFactory(dialogue=scene.dialogue, municipality=successor)
    Municipality.objects.filter(pk=signature.municipality_id).update(merged_into=successor, closed_on=date(2020, 1, 1))
    inviting.invite(scene.statement, [successor], scene.manager)
    asked = scene.statement.signing_invitations.get(municipality=successor)
    with pytest.raises(Refused, match="Oslo, which is a part of your body now, has answered already"):
        sign(asked, Word("en"), signatory_of(successor), seen=scene.statement.content_hash)
    signed(scene, 1)
    scene.statement.refresh_from_db()
    release(scene.statement, scene.manager)
    rows = {row["official_name"]: row.get("successor") for row in scene.statement.editions.get().supporters["bodies"]}
    assert rows["Oslo"] == "Great Oslo"


def test_one_signature_is_not_two_though_its_body_became_a_part_of_another(scene: Scene) -> None:
    signed(scene)
    merged(scene.needs[0].municipality, into=scene.needs[1].municipality)
    assert (agreeing.follow_mergers(), state(scene)) == (0, StatementState.CIRCULATED)
    signed(scene, 2)
    assert state(scene) == StatementState.AGREED


def test_two_signatures_stay_two_when_their_bodies_merge(scene: Scene) -> None:
    signed(scene)
    signed(scene, 1)
    merged(scene.needs[0].municipality, into=scene.needs[1].municipality)
    signed(scene, 2, Word("en", decision=Decision.DECLINE, reason="No."))
    assert state(scene) == StatementState.AGREED


def test_a_body_that_merges_while_the_moment_is_waited_for_is_in_the_first_edition_as_what_it_is_now() -> None:
    scene = agreed(ready_to_circulate())
    release(scene.statement, scene.manager, publish_at=timezone.now() + timedelta(days=2), zone="Europe/Oslo")
    first = scene.statement.editions.get()
    assert catch_up() == 0
    successor = MunicipalityFactory(official_name="Great Oslo", country="NO")
    oslo = Municipality.objects.filter(pk=scene.needs[0].municipality_id)
    oslo.update(merged_into=successor, closed_on=date(2020, 1, 1))
    assert (catch_up(), catch_up()) == (1, 0)
    edition = scene.statement.editions.get()
    assert (edition.number, edition.dated_on, edition.pk == first.pk) == (1, first.dated_on, False)
    assert edition.briefs.filter(state=BriefState.WAITING).count() == 6
    rows = {row["official_name"]: (row.get("signed_on"), row.get("successor")) for row in edition.supporters["bodies"]}
    assert rows["Oslo"] == (timezone.localdate(timezone=ZoneInfo("Europe/Oslo")).isoformat(), "Great Oslo")


# The next number


def revised(scene: Scene, change: str) -> Statement:
    return reworded(scene, versions.revise(scene.statement, scene.manager, "A word was wrong."), change)


def test_a_circulated_text_is_not_edited_but_given_up_for_the_next_number(scene: Scene) -> None:
    clause = scene.statement.clauses.get(position=3)
    with pytest.raises(WrongState):
        clauses.edit(clause, {"text_fi": "Toinen"}, [], scene.manager)
    signed(scene)
    fresh = revised(scene, "editorial")
    assert (state(scene), fresh.number, fresh.revises) == (StatementState.ABANDONED, 2, scene.statement)
    reason = scene.statement.trail.get(action="abandon").reason
    assert reason == "A word was wrong."
    assert mails("abandoned") != []


def test_a_translation_that_is_corrected_after_circulating_is_the_next_number_in_that_language_alone(scene) -> None:
    before = signed(scene)
    clause = scene.statement.clauses.get(position=3)
    with pytest.raises(DatabaseError, match="does not change any more"), transaction.atomic():
        scene.statement.clauses.filter(pk=clause.pk).update(text_fi="Parempi sana")
    fresh = revised(scene, "editorial")
    old, new = (version.content["clauses"][2]["text"] for version in (scene.statement, fresh))
    assert (old["fi"], new) == (clause.text_fi, {**old, "fi": "Parempi sana"})
    assert (fresh.signatures.get().carried_from, fresh.number) == (before, 2)
    assert fresh.content_hash != scene.statement.content_hash


def test_after_an_editorial_change_signatures_are_carried_over_and_may_be_objected_to(scene: Scene) -> None:
    key = scene.statement.content["clauses"][3]["key"]
    before = signed(scene, 0, replace(HELD, reservations={key: "Vasta 2030."}))
    fresh = revised(scene, "editorial")
    carried = fresh.signatures.get()
    same = (before.signed_at, before.signed_by, before.content_hash, before.mandate)
    assert (carried.signed_at, carried.signed_by, carried.content_hash, carried.mandate) == same
    assert (carried.carried_from, carried.reservations.get().clause_number) == (before, 4)
    assert mails("carried") == [(before.signed_by.email, before.signed_by.language)]
    asked = fresh.signing_invitations.get(municipality=carried.municipality)
    page = signed_in(before.signed_by).get(f"/fi/workspace/signing/{asked.pk}/")
    assert [row.number for row in page.context["differences"]] == [3]
    assert 'id="changed"' in page.content.decode()
    assert Board(fresh).waits_for_objections
    assert agreeing.settle() == 0
    Statement.objects.filter(pk=fresh.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    assert (agreeing.settle(), Statement.objects.get(pk=fresh.pk).state) == (1, StatementState.AGREED)
    withdraw(carried, before.signed_by, "Not our words.")
    assert Statement.objects.get(pk=fresh.pk).state == StatementState.CIRCULATED
    before.refresh_from_db()
    assert before.withdrawn_at is None


def test_after_a_material_change_all_sign_again_and_what_they_signed_stays_with_the_old_number(scene: Scene) -> None:
    signed(scene)
    fresh = revised(scene, "material")
    assert (fresh.signatures.count(), scene.statement.signatures.count()) == (0, 1)
    signed(replace(scene, statement=fresh))
    assert Statement.objects.get(pk=fresh.pk).state == StatementState.AGREED


@pytest.fixture
def in_new_words() -> Scene:
    """Published with one signature, which is carried over to the next version: that is circulated."""
    scene = ready_to_circulate()
    publish(scene.statement)
    reworded(scene, versions.new_version(scene.challenge, scene.manager))
    return scene


def test_who_takes_a_published_signature_back_takes_it_back_where_it_was_carried_over_too(in_new_words: Scene) -> None:
    old, new = Signature.objects.order_by("pk")
    Statement.objects.filter(pk=new.statement_id).update(deadline=timezone.now())
    agreeing.settle()
    asked = in_new_words.statement.signing_invitations.get(municipality=old.municipality)
    page = signed_in(old.signed_by).get(f"/en/workspace/signing/{asked.pk}/withdraw/").text
    assert "carried over to version 2. It is taken back there, too." in page
    assert "the statement is not agreed any more" in page
    withdraw(old, old.signed_by, "Merged budgets.")
    kept = list(Signature.objects.values_list("withdrawal_reason", "statement__state").order_by("pk"))
    assert kept == [("Merged budgets.", StatementState.PUBLISHED), ("Merged budgets.", StatementState.CIRCULATED)]


def test_who_signs_what_is_published_while_only_other_words_are_circulated_signs_these_too(in_new_words: Scene) -> None:
    Mail.objects.all().delete()
    signature = signed(in_new_words)
    carried = signature.carried_to.get()
    assert (carried.statement.number, carried.content_hash) == (2, signature.content_hash)
    assert mails("carried") == [(signature.signed_by.email, signature.signed_by.language)]
    withdraw(carried, signature.signed_by, "Not our words.")
    withdraw(signature, signature.signed_by, "Nor those.")
    signed(in_new_words, 0, Word("en", decision=Decision.DECLINE, reason="No."))
    assert Signature.objects.filter(statement__number=2, withdrawn_at=None).count() == 1


def test_who_takes_back_what_it_signed_of_the_newest_public_words_has_signed_no_more(in_new_words: Scene) -> None:
    new = Signature.objects.get(statement__number=2)
    withdraw(new, new.signed_by, "Not our words.")
    assert has_signed(in_new_words.challenge, new.municipality)
    agreement = signed(replace(in_new_words, statement=new.statement))
    Statement.objects.filter(pk=new.statement_id).update(deadline=timezone.now())
    agreeing.settle()
    release(agreement.statement, in_new_words.manager)
    for brief in agreement.statement.briefs.all():
        made(brief, which_it_is(brief))
    assert publish_if_ready(new.statement_id)
    assert list(signatures_in(in_new_words.challenge)) == [agreement]
    assert outcome_of(in_new_words.dialogue).total.signatures == 1


# Reminders, more time, more bodies


def test_a_body_is_reminded_once_a_day_and_not_when_it_has_answered(scene: Scene) -> None:
    person = signatory_of(scene.needs[1].municipality)
    reminding.remind(invitation(scene, 1), scene.manager)
    with pytest.raises(Refused, match="was reminded today already"):
        reminding.remind(invitation(scene, 1), scene.manager)
    assert mails("reminded") == [(person.email, person.language)]
    third = signatory_of(scene.needs[2].municipality)
    signed(scene)
    assert reminding.remind_missing(scene.statement, scene.manager) == 1
    assert mails("reminded") == [(who.email, who.language) for who in (person, third)]
    with pytest.raises(Refused, match="Everybody has answered, or was reminded today already"):
        reminding.remind_missing(scene.statement, scene.manager)
    with pytest.raises(Refused, match="has answered"):
        reminding.remind(invitation(scene), scene.manager)


def test_nobody_is_asked_or_reminded_to_sign_by_a_deadline_that_is_over_but_to_sign_what_is_published() -> None:
    scene = agreed(ready_to_circulate())
    person = signatory_of(scene.needs[1].municipality)
    Statement.objects.filter(pk=scene.statement.pk).update(deadline=timezone.now())
    page = signed_in(scene.manager).get(f"/en/workspace/challenges/{scene.challenge.slug}/signing/1/").text
    assert [words in page for words in ("Remind", "Invite further municipalities")] == [False, False]
    with pytest.raises(Refused, match="The deadline is over"):
        reminding.remind(invitation(scene, 1), scene.manager)
    with pytest.raises(Refused, match="The deadline is over"):
        inviting.invite(scene.statement, [], scene.manager)
    listed = signed_in(person).get("/en/workspace/signing/").text
    assert "Once the statement is published, your body can sign it." in " ".join(listed.split())
    Statement.objects.filter(pk=scene.statement.pk).update(state=StatementState.PUBLISHED)
    reminding.remind(invitation(scene, 1), scene.manager)
    reminder = Mail.objects.get(template="needs/mail/signing_reminded")
    assert reminder.subject == f"Reminder: published, and still to sign: {scene.statement.title}"
    assert ("your body can still sign it" in reminder.text, "deadline" in reminder.text) == (True, False)
    late = MembershipFactory(role="signatory").municipality
    ParticipationFactory(dialogue=scene.dialogue, municipality=late)
    inviting.invite(scene.statement, [late], scene.manager)
    asked = Mail.objects.get(template="needs/mail/signing_invited", to=late.memberships.get().user.email)
    assert asked.subject == f"Published, and still to sign: {scene.statement.title}"
    assert ("your body can still sign it" in asked.text, "answer by" in asked.text) == (True, False)


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        (datetime(2026, 6, 5, 14, tzinfo=UTC), date(2026, 6, 2)),  # Friday: Tuesday
        (datetime(2026, 6, 8, 14, tzinfo=UTC), date(2026, 6, 3)),  # Monday: Wednesday
        (datetime(2026, 6, 7, 14, tzinfo=UTC), date(2026, 6, 3)),  # Sunday: Wednesday
        (datetime(2026, 6, 7, 23, tzinfo=UTC), date(2026, 6, 3)),  # Monday in Oslo
    ],
)
def test_three_working_days_before_the_deadline_skip_the_weekend(deadline: datetime, day: date) -> None:
    assert reminder_day(deadline, "Europe/Oslo") == day


def test_who_has_not_answered_is_reminded_by_itself_once_per_deadline_and_one_that_fails_holds_up_no_other(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = datetime(2099, 6, 12, 14, tzinfo=UTC)  # a Friday
    inviting.extend(scene.statement, deadline, "Europe/Oslo", scene.manager)
    signed(scene)
    for place in (1, 2):
        signatory_of(scene.needs[place].municipality)
    assert reminding.remind_due(datetime(2099, 6, 8, 22, 30, tzinfo=UTC)) == 0  # the night before
    SigningInvitation.objects.update(reminded_at=None)
    late = MembershipFactory(role="signatory").municipality
    just_now = datetime(2099, 6, 9, 6, 59, tzinfo=UTC)
    SigningInvitation.objects.create(statement=scene.statement, municipality=late, invited_at=just_now)
    reminded = reminding.notifications.reminded

    def fails_at_first(asked: SigningInvitation) -> None:
        assert asked.municipality != scene.needs[1].municipality
        reminded(asked)

    with monkeypatch.context() as broken:
        broken.setattr(reminding.notifications, "reminded", fails_at_first)
        assert reminding.remind_due(datetime(2099, 6, 9, 7, tzinfo=UTC)) == 1
    SigningInvitation.objects.exclude(reminded_at=None).update(reminded_at=datetime(2099, 6, 9, 7, tzinfo=UTC))
    assert reminding.remind_due(datetime(2099, 6, 9, 7, tzinfo=UTC)) == 1
    SigningInvitation.objects.exclude(municipality=late).update(reminded_at=datetime(2099, 6, 9, 7, tzinfo=UTC))
    assert reminding.remind_due(datetime(2099, 6, 10, 7, tzinfo=UTC)) == 0
    assert len(mails("reminded")) == 2


def test_more_time_is_told_to_all_and_never_less(scene: Scene) -> None:
    person = signatory_of(scene.needs[0].municipality)
    before = scene.statement.deadline
    with pytest.raises(Refused, match="later than the one before"):
        inviting.extend(scene.statement, before - timedelta(days=1), "Europe/Oslo", scene.manager)
    inviting.extend(scene.statement, before + timedelta(days=7), "Europe/Helsinki", scene.manager)
    assert mails("extended") == [(person.email, person.language)]
    assert " → " in scene.statement.trail.get(action="extend").reason


def test_a_body_joins_after_publication_and_the_next_edition_is_owed() -> None:
    scene = ready_to_circulate()
    publish(scene.statement)
    late = MunicipalityFactory(official_name="Reykjavík", country="IS")
    person = signatory_of(late)
    with pytest.raises(Refused, match="can not sign this version"):
        inviting.ask_to_sign(scene.statement, late, person)
    ParticipationFactory(dialogue=scene.dialogue, municipality=late)
    asked = [inviting.ask_to_sign(scene.statement, late, person) for _ in range(2)]
    assert asked[0] == asked[1]
    assert len(mails("asked")) == scene.dialogue.staff.count()
    sign(asked[0], Word("is"), person, seen=scene.statement.content_hash)
    assert scene.statement.editions.count() == 2


def test_the_receipt_says_what_was_signed_and_is_always_the_same(scene: Scene) -> None:
    key = scene.statement.content["clauses"][1]["key"]
    signature = signed(scene, 1, replace(HELD, reservations={key: "Vasta vuonna 2030."}))
    first, again = receipts.render(signature), receipts.render(Signature.objects.get())
    assert first.sha256 == again.sha256
    assert receipts.make(signature.receipt.pk)
    assert not receipts.make(signature.receipt.pk)
    signature.receipt.refresh_from_db()
    with signature.receipt.file.open("rb") as file:
        assert file.read() == first.data


def test_a_receipt_names_the_body_and_not_who_signed_whom_an_erasure_could_not_take_out_of_it(scene: Scene) -> None:
    signature = signed(scene)
    User.objects.filter(pk=signature.signed_by_id).update(name="Quirin Holm")
    made = receipts.render(Signature.objects.get())
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(made.data)).pages)
    assert (signature.municipality.official_name in said, "Quirin" in said) == (True, False)


def test_a_role_that_was_taken_away_with_the_page_open_signs_nothing(scene: Scene) -> None:
    asked = invitation(scene)
    person = signatory_of(asked.municipality)
    Membership.objects.filter(user=person).update(role=MembershipRole.EDITOR)
    with pytest.raises(PermissionDenied):
        sign(asked, Word("en"), person, seen=scene.statement.content_hash)
