"""How long the portal keeps those who ask to come in and those who are invited."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core import forgetting
from core.kept import Kept, kinds
from core.models import RetentionRun
from municipalities.enums import InterestState, InvitationState
from municipalities.models import Applicant, Interest, InterestStep, Invitation, InvitationStep
from tests.factories import ApplicantFactory, InterestFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def kept(name: str) -> Kept:
    return next(kind for kind in kinds() if kind.name == name)


def is_due(name: str, at: datetime) -> bool:
    return kept(name).due(at).exists()


def decided(state: str, at: datetime) -> Applicant:
    applicant = ApplicantFactory(interest=InterestFactory(state=state, people=0), confirmed_at=at)
    InterestStep.objects.create(subject=applicant.interest, action="x", from_state="confirmed", to_state=state)
    InterestStep.objects.update(at=at)
    return applicant


DECLINED = timedelta(days=365)
ACCEPTED = timedelta(days=730)
AT = datetime(2025, 3, 10, 12, tzinfo=timezone.get_current_timezone())


@pytest.mark.parametrize(
    ("state", "time"),
    [
        (InterestState.DECLINED, DECLINED),
        (InterestState.WITHDRAWN, DECLINED),
        (InterestState.MERGED, DECLINED),
        (InterestState.ACCEPTED, ACCEPTED),
    ],
)
def test_an_applicant_is_kept_so_long_after_the_decision(state: str, time: timedelta) -> None:
    decided(state, AT)
    assert [is_due("applicants", AT + time + step * DAY) for step in (-1, 0)] == [False, True]


@pytest.mark.parametrize("state", InterestState.waiting())
def test_an_applicant_is_kept_as_long_as_the_interest_waits(state: str) -> None:
    decided(state, AT)
    assert not is_due("applicants", AT + 10 * ACCEPTED)


def test_whoever_left_counts_from_then() -> None:
    applicant = decided(InterestState.CONFIRMED, AT)
    Applicant.objects.filter(pk=applicant.pk).update(left_at=AT)
    assert [is_due("applicants", AT + DECLINED + step * DAY) for step in (-1, 0)] == [False, True]


def test_whoever_never_confirmed_goes_a_week_after_the_link_ran_out() -> None:
    ApplicantFactory(interest=InterestFactory(state=InterestState.UNCONFIRMED, people=0), link_sent_at=AT)
    assert [is_due("applicants", AT + days * DAY) for days in (13, 14)] == [False, True]


def forget(name: str) -> dict:
    run: RetentionRun = forgetting.forget()
    return next(entry for entry in run.report if entry["name"] == name)


def test_an_unconfirmed_interest_that_nobody_is_left_of_goes_too() -> None:
    for others in (0, 1):
        interest = InterestFactory(state=InterestState.UNCONFIRMED, people=0)
        ApplicantFactory(interest=interest, link_sent_at=NOW - 15 * DAY)
        ApplicantFactory.create_batch(others, interest=interest, link_sent_at=NOW)
    assert forget("applicants")["forgotten"] == 2
    assert [interest.applicants.count() for interest in Interest.objects.all()] == [1]


def test_more_junk_interests_than_a_batch_are_gone_after_one_run() -> None:
    many = 2 * kept("applicants").batch + 1
    [pattern] = [InterestFactory(state=InterestState.UNCONFIRMED, people=0)]
    places = {"dialogue": pattern.dialogue, "municipality": pattern.municipality, "country": "NO"}
    junk = Interest.objects.bulk_create(Interest(**places, state=InterestState.UNCONFIRMED) for _n in range(many))
    Applicant.objects.bulk_create(
        Applicant(interest=row, name="x", email="x@example.org", language="nb", link_sent_at=NOW - 15 * DAY)
        for row in junk
    )
    assert forget("applicants")["forgotten"] == many
    assert list(Interest.objects.all()) == [pattern]


def test_of_a_forgotten_applicant_it_stays_that_somebody_wrote() -> None:
    applicant = decided(InterestState.DECLINED, NOW - 2 * DECLINED)
    Interest.objects.update(body_note="Ask my colleague Ola")
    answer = InterestStep.objects.create(
        subject=applicant.interest, applicant=applicant, action="answer", reason="My number is 99 88 77 66"
    )
    InterestStep.objects.update(at=NOW - 2 * DECLINED)
    assert forget("applicants")["forgotten"] == 1
    applicant.refresh_from_db()
    answer.refresh_from_db()
    assert (answer.reason, Interest.objects.get().body_note) == ("", "")
    assert (applicant.name, applicant.email, applicant.buys) == (
        "—",
        f"erased-applicant-{applicant.pk}@erased.invalid",
        "",
    )
    assert forget("applicants")["due"] == 0
    assert applicant.interest.state == InterestState.DECLINED


HALF_A_YEAR = datetime(2025, 9, 10, 12, tzinfo=AT.tzinfo) - AT


@pytest.mark.parametrize("state", [state for state in InvitationState if state not in InvitationState.open()])
def test_an_invitation_is_kept_for_half_a_year_after_it_ended(state: str) -> None:
    invitation = InvitationFactory(state=state)
    InvitationStep.objects.create(subject=invitation, action="x", from_state="sent", to_state=state)
    InvitationStep.objects.update(at=AT)
    assert [is_due("invitations", AT + HALF_A_YEAR + step * DAY) for step in (-1, 0)] == [False, True]


@pytest.mark.parametrize("state", InvitationState.open())
def test_an_open_invitation_counts_from_when_it_runs_out(state: str) -> None:
    InvitationFactory(state=state, expires_at=AT)
    assert [is_due("invitations", AT + HALF_A_YEAR + step * DAY) for step in (-1, 0)] == [False, True]


def test_a_forgotten_invitation_names_nobody() -> None:
    invitation = InvitationFactory(expires_at=NOW - 200 * DAY)
    assert forget("invitations")["forgotten"] == 1
    invitation = Invitation.objects.get(pk=invitation.pk)
    assert (invitation.name, invitation.email) == ("", f"erased-invitation-{invitation.pk}@erased.invalid")
    assert forget("invitations")["due"] == 0
