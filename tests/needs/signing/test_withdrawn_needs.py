"""A need is withdrawn while statements are made of it: who may, in every state, who hears it, and what stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from core.models import Mail
from core.workflow import Refused
from needs import workflow
from needs.auditing import findings
from needs.curation import acts
from needs.enums import NeedState, StatementState
from needs.models import Need, Statement
from needs.publishing.releasing import publish_if_ready
from needs.signing.circulating import circulate
from needs.signing.versions import new_version
from needs.signing.withdrawing import withdraw
from needs.signing.withdrawn import made_of, withdrawn_bodies
from needs.statements.readiness import NotReady
from tests.factories import NeedFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, ready_to_circulate, signatory_of
from tests.needs.signing.test_matrix import MAKE
from tests.needs.test_rules import ROLES, person
from tests.published import made

pytestmark = pytest.mark.django_db
S = StatementState
STATES: dict[str, Callable[[Scene], Any]] = {S.DRAFT: lambda scene: None, **MAKE}
WHY = "The council buys it elsewhere."
OWNERS = {"editor", "signatory"}


def make_once() -> dict[str, Scene]:
    """A scene in each state, of the same three bodies."""
    scenes = {state: ready_to_circulate() for state in STATES}
    for state, scene in scenes.items():
        STATES[state](scene)
    return scenes


@pytest.fixture
def scenes(made: dict[str, Scene]) -> dict[str, Scene]:
    return made


@pytest.mark.parametrize("state", list(STATES))
def test_in_every_state_its_owner_withdraws_it_with_a_reason_and_nobody_else_does(
    scenes: dict[str, Scene], state: str
) -> None:
    scene = scenes[state]
    need = scene.needs[1]
    before = frozen(scene)
    found = {role: tried(need, person(role, need), WHY) for role in ROLES}
    assert found == {role: "done" if role in OWNERS else "refused" for role in ROLES}
    assert {role: tried(need, person(role, need), " ") for role in OWNERS} == dict.fromkeys(OWNERS, "not now")
    withdraw(need, person("editor", need), WHY)
    assert frozen(scene) == before
    assert scene.challenge.sources.filter(need=need).exists()
    with pytest.raises(Refused):
        workflow.send_back(Need.objects.get(pk=need.pk), scene.manager, WHY)


def frozen(scene: Scene) -> dict[str, Any]:
    return Statement.objects.values("state", "content", "content_hash").get(pk=scene.statement.pk)


def tried(need: Need, who: Any, reason: str) -> str:
    """What came of it; nothing of it stays."""
    try:
        with transaction.atomic():
            withdraw(Need.objects.get(pk=need.pk), who, reason)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except Refused:
        return "not now"
    return "done"


@pytest.mark.parametrize(
    ("state", "signatories_hear"),
    [(S.DRAFT, False), (S.CIRCULATED, True), (S.AGREED, True), (S.RELEASING, True), (S.PUBLISHED, False)],
)
def test_managers_hear_why_and_signatories_of_what_is_on_its_way_hear_whose(
    scenes: dict[str, Scene], state: str, signatories_hear: bool
) -> None:
    scene = scenes[state]
    need, signatory = scene.needs[1], signatory_of(scene.needs[2].municipality)
    Mail.objects.all().delete()
    withdraw(need, person("editor", need), WHY)
    told = {mail.to: mail for mail in Mail.objects.all()}
    assert scene.manager.email in told
    assert (WHY in told[scene.manager.email].text, need.title in told[scene.manager.email].text) == (True, True)
    assert (signatory.email in told) == signatories_hear
    if signatories_hear:
        text = told[signatory.email].text
        assert "Turku / Åbo has withdrawn a need" in text
        assert WHY not in text
        assert need.title not in text


def test_board_and_signing_page_are_marked_and_what_was_released_is_published_as_it_was(
    scenes: dict[str, Scene],
) -> None:
    scene = scenes[S.RELEASING]
    withdraw(scene.needs[1], person("editor", scene.needs[1]), WHY)
    board = signed_in(scene.manager).get(reverse("workspace-challenge-signing", args=[scene.challenge.slug]))
    assert "A source need was withdrawn after circulating" in board.content.decode()
    assert WHY in board.content.decode()
    invitation = scene.statement.signing_invitations.get(municipality=scene.needs[2].municipality)
    reader = signed_in(signatory_of(invitation.municipality))
    page = reader.get(reverse("workspace-signing", args=[invitation.pk])).content.decode()
    assert "Turku / Åbo has withdrawn a need that this text answers." in page
    assert WHY not in page
    for brief in scene.statement.briefs.all():
        made(brief, b"%PDF")
    assert publish_if_ready(scene.statement.pk)
    assert "Turku / Åbo" in str(frozen(scene)["content"]["bodies"])
    assert list(findings()) == []


def test_a_draft_waits_until_the_manager_has_taken_the_need_out(scenes: dict[str, Scene]) -> None:
    scene = scenes[S.DRAFT]
    need = scene.needs[1]
    scene.challenge.needs.add(NeedFactory(dialogue=scene.dialogue, municipality=need.municipality, demand={2021: 9}))
    withdraw(need, person("editor", need), WHY)
    asked = {"deadline": scene.statement.deadline, "zone": "Europe/Oslo"}
    with pytest.raises(NotReady, match="has withdrawn"):
        circulate(scene.statement, scene.manager, [need.municipality], **asked)
    acts.remove(scene.challenge, [need], scene.manager, "Withdrawn by its owner.")
    assert not scene.challenge.sources.filter(need=need).exists()


@pytest.mark.parametrize("first", ["withdrawn", "taken out"])
def test_what_is_published_is_marked_though_the_next_draft_goes_on_without_the_need(
    scenes: dict[str, Scene], first: str
) -> None:
    scene = scenes[S.PUBLISHED]
    need, editor = scene.needs[1], person("editor", scene.needs[1])
    draft = new_version(scene.challenge, scene.manager)
    steps = [
        lambda: withdraw(need, editor, WHY),
        lambda: acts.remove(scene.challenge, [need], scene.manager, "Not needed any more."),
    ]
    for step in steps if first == "withdrawn" else reversed(steps):
        step()
    published = scene.challenge.statements.get(number=1)
    assert (withdrawn_bodies(published), made_of(need)) == (["Turku / Åbo"], [published])
    assert draft not in made_of(need)


def test_managers_read_why_also_where_only_what_is_published_has_the_need(scenes: dict[str, Scene]) -> None:
    scene = scenes[S.PUBLISHED]
    need = scene.needs[1]
    new_version(scene.challenge, scene.manager)
    acts.remove(scene.challenge, [need], scene.manager, "Not needed any more.")
    Mail.objects.all().delete()
    with pytest.raises(Refused, match="Write why"):
        withdraw(need, person("editor", need))
    withdraw(need, person("editor", need), WHY)
    assert [WHY in mail.text for mail in Mail.objects.filter(to=scene.manager.email)] == [True]


def test_the_page_says_beforehand_what_it_means_for_each_statement(scenes: dict[str, Scene]) -> None:
    scene = scenes[S.CIRCULATED]
    need = scene.needs[1]
    address = reverse("workspace-need-withdraw", args=[need.pk])
    page = signed_in(person("editor", need)).get(address).content.decode()
    assert "The signatories of all bodies read that your body has withdrawn a need" in page
    assert "What is published stays as it is" not in page
    unused = NeedFactory(state=NeedState.SUBMITTED)
    address = reverse("workspace-need-withdraw", args=[unused.pk])
    assert "No challenge uses the need." in signed_in(person("editor", unused)).get(address).content.decode()
