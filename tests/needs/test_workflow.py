"""The doors of a need: which step leads where, who may take it, what the other side reads, and what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.models import Mail
from core.workflow import Refused, WrongState
from dialogues.models import LedgerEntry
from needs import workflow
from needs.enums import NeedState
from needs.models import Need, NeedComment
from needs.signing.withdrawing import withdraw
from tests.factories import (
    ChallengeFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    ParticipationFactory,
    StaffRoleFactory,
)
from tests.needs.roles import person, signed_in

pytestmark = pytest.mark.django_db

WHY = "Say how many deliveries there are."
DOORS: dict[str, tuple[Callable[[Need, Any], None], str, str, str]] = {
    "submit": (workflow.submit, "draft", "submitted", "editor"),
    "submit again": (workflow.submit, "returned", "submitted", "editor"),
    "accept": (workflow.accept, "submitted", "accepted", "coordinator"),
    "return": (lambda need, by: workflow.send_back(need, by, WHY), "submitted", "returned", "coordinator"),
    "return accepted": (lambda need, by: workflow.send_back(need, by, WHY), "accepted", "returned", "manager"),
    "decline": (lambda need, by: workflow.decline(need, by, WHY), "submitted", "declined", "manager"),
    "reopen declined": (workflow.reopen, "declined", "submitted", "manager"),
    "reopen accepted": (workflow.reopen, "accepted", "submitted", "coordinator"),
    "withdraw": (withdraw, "submitted", "withdrawn", "signatory"),
    "show": (workflow.show, "accepted", "accepted", "editor"),
}
BY_OWNER = {"submit", "submit again", "withdraw", "show"}


def taking_part(need: Need) -> Need:
    ParticipationFactory(municipality=need.municipality, dialogue=need.dialogue)
    return need


@pytest.mark.parametrize("name", DOORS)
def test_each_door_leads_from_its_state_alone_and_lets_only_its_people_through(name: str) -> None:
    door, source, target, role = DOORS[name]
    need = taking_part(NeedFactory(state=source))
    for other in {"observer", "supplier", "manager elsewhere", "editor" if name not in BY_OWNER else "manager"}:
        with pytest.raises(PermissionDenied):
            door(need, person(other, need))
    actor = person(role, need)
    door(need, actor)
    assert (need.state, Need.objects.get(pk=need.pk).state) == (target, target)
    assert [(step.from_state, step.to_state, step.actor) for step in need.trail.all()] == [(source, target, actor)]
    elsewhere = NeedFactory(state=NeedState.WITHDRAWN)
    with pytest.raises(WrongState):
        door(elsewhere, person(role, elsewhere))
    assert not elsewhere.trail.exists()


@pytest.mark.parametrize("state", [NeedState.DRAFT, NeedState.RETURNED])
def test_who_observes_or_takes_part_no_more_submits_nothing(state: str) -> None:
    need = taking_part(NeedFactory(state=state, dialogue__phase="concluded"))
    editor, part = person("editor", need), need.municipality.participations
    part.update(role="observer")
    with pytest.raises(Refused, match="observers write no needs"):
        workflow.submit(need, editor)
    part.all().delete()
    ParticipationFactory(municipality=need.municipality)
    with pytest.raises(Refused, match="What it has written stays"):
        workflow.submit(need, editor)
    assert (Need.objects.get().state, need.trail.exists(), Mail.objects.exists()) == (state, False, False)
    taking_part(need)
    workflow.submit(need, editor)  # begun before the dialogue was over


def test_nobody_writes_for_a_body_that_is_closed() -> None:
    need = NeedFactory(state=NeedState.DRAFT, municipality__closed_on=date(2020, 1, 1))
    for door in (workflow.submit, withdraw, workflow.show):
        with pytest.raises(PermissionDenied):
            door(need, person("signatory", need))


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("observer", False)])
def test_what_a_body_has_become_a_part_of_hides_and_withdraws_its_needs_but_shows_none(role: str, may: bool) -> None:
    need = NeedFactory(is_public=True, municipality__merged_into=MunicipalityFactory())
    heir = MembershipFactory(municipality=need.municipality.successor, role=role).user
    context = signed_in(heir).get(need.get_absolute_url()).context
    names = {name for name in ("write", "show", "hide", "withdraw") if context[f"may_{name}"]}
    assert names == ({"hide", "withdraw"} if may else set())
    addresses = [reverse(f"workspace-need-{name}", args=[need.pk]) for name in ("show", "hide", "withdraw")]
    answers = [signed_in(heir).post(address).status_code for address in addresses]
    assert answers == [403, *[302 if may else 403] * 2]
    steps = [(step.action, step.actor) for step in need.trail.all()]
    assert steps == ([("hide", heir), ("withdraw", heir)] if may else [])
    roles = [entry.public_role for entry in LedgerEntry.objects.all()]
    assert roles == ["municipality that has the need"] * may


@pytest.mark.parametrize("door", [workflow.send_back, workflow.decline])
def test_an_answer_that_asks_for_something_says_what(door: Callable[[Need, Any, str], None]) -> None:
    need = NeedFactory(state=NeedState.SUBMITTED)
    with pytest.raises(Refused, match="Write the reason"):
        door(need, person("manager", need), "  ")
    assert not need.trail.exists()


def test_what_a_challenge_uses_is_neither_returned_nor_reopened() -> None:
    need = NeedFactory()
    ChallengeFactory(needs=[need])
    manager = person("manager", need)
    for door in (lambda: workflow.send_back(need, manager, WHY), lambda: workflow.reopen(need, manager)):
        with pytest.raises(Refused, match="A challenge uses this need"):
            door()
    assert (need.state, need.trail.count()) == (NeedState.ACCEPTED, 0)


def test_the_owner_shows_and_hides_an_accepted_need_and_each_is_in_the_trail_once() -> None:
    need = NeedFactory()
    editor = person("editor", need)
    for door in (workflow.show, workflow.show, workflow.hide, workflow.hide, workflow.show):
        door(need, editor)
    assert Need.objects.public().get() == need
    assert [step.action for step in need.trail.all()] == ["show", "hide", "show"]
    told = LedgerEntry.objects.with_what_is_left().order_by("number")
    assert [(entry.kind, entry.public_role, entry.is_gone) for entry in told] == [
        ("need_public", "municipality that has the need", False),
        ("need_hidden", "municipality that has the need", False),
        ("need_public", "municipality that has the need", False),
    ]


@pytest.mark.parametrize("leave", ["return accepted", "reopen accepted", "withdraw"])
def test_what_is_accepted_no_more_is_public_no_more_also_after_it_is_accepted_again(leave: str) -> None:
    need = NeedFactory(is_public=True)
    DOORS[leave][0](need, person(DOORS[leave][3], need))
    Need.objects.filter(pk=need.pk).update(state=NeedState.ACCEPTED)
    assert (need.is_public, Need.objects.public().exists()) == (False, False)
    [entry] = LedgerEntry.objects.with_what_is_left()
    role = "municipality that has the need" if leave == "withdraw" else "programme manager"
    assert (entry.kind, entry.role, entry.get_absolute_url(), entry.is_gone) == (
        "need_hidden",
        role,
        "/en/needs/",
        True,
    )


def mails() -> list[tuple[str, str, str]]:
    return sorted((mail.to, mail.language, mail.template.rpartition("need_")[2]) for mail in Mail.objects.all())


def test_each_side_reads_in_its_own_language_what_the_other_did() -> None:
    need = taking_part(NeedFactory(state=NeedState.DRAFT, municipality__country="DK"))
    writer = MembershipFactory(municipality=need.municipality, role="editor", user__language="da").user
    signatory = MembershipFactory(municipality=need.municipality, role="signatory", user__language="nb").user
    MembershipFactory(municipality=need.municipality, role="observer")
    coordinator = StaffRoleFactory(dialogue=need.dialogue, country="DK", user__language="da").user
    manager = StaffRoleFactory(dialogue=need.dialogue, user__language="fi").user
    StaffRoleFactory(dialogue=need.dialogue, country="SE")
    owners = sorted([(writer.email, "da"), (signatory.email, "nb")])

    def said(act: Callable[[], None]) -> list[tuple[str, str, str]]:
        Mail.objects.all().delete()
        act()
        return mails()

    assert said(lambda: workflow.submit(need, writer)) == [(coordinator.email, "da", "submitted")]
    assert said(lambda: workflow.send_back(need, manager, WHY)) == [(*who, "returned") for who in owners]
    assert all(WHY in mail.text and f"/workspace/needs/{need.pk}/" in mail.text for mail in Mail.objects.all())
    both = sorted([(coordinator.email, "da", "submitted"), (manager.email, "fi", "submitted")])
    assert said(lambda: workflow.submit(need, signatory)) == both  # the manager had to do with it
    assert said(lambda: workflow.decline(need, coordinator, WHY)) == [(*who, "declined") for who in owners]
    assert said(lambda: workflow.reopen(need, coordinator)) == [(*who, "reopened") for who in owners]
    assert said(lambda: workflow.accept(need, coordinator)) == [(*who, "accepted") for who in owners]


def test_of_a_merged_body_s_need_who_writes_for_its_successor_hears() -> None:
    need = NeedFactory(state=NeedState.SUBMITTED, municipality__merged_into=MunicipalityFactory())
    heir = MembershipFactory(municipality=need.municipality.successor, role="editor").user
    MembershipFactory(municipality=need.municipality.successor, role="observer")
    workflow.decline(need, person("manager", need), WHY)
    assert mails() == [(heir.email, "en", "declined")]


def test_without_a_coordinator_the_managers_read_what_is_submitted() -> None:
    need = taking_part(NeedFactory(state=NeedState.DRAFT))
    manager = StaffRoleFactory(dialogue=need.dialogue).user
    StaffRoleFactory(dialogue=need.dialogue, user__is_active=False)
    NeedComment.objects.create(need=need, author=manager, as_staff=True, language="en", text="Well?")
    workflow.submit(need, person("editor", need))
    assert [mail.to for mail in Mail.objects.all()] == [manager.email]
