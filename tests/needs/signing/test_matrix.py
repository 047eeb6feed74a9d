"""Who may do what with a version that was circulated: role x state x action, and the rest is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.workflow import Refused
from needs.enums import StatementState
from needs.models import Signature, SigningInvitation, Statement
from needs.publishing.releasing import publish_if_ready, release
from needs.signing import inviting, reminding, versions
from needs.signing.signatures import Word, sign, withdraw
from tests.factories import MunicipalityFactory, ParticipationFactory
from tests.needs.scenes import Scene, agreed, circulated, ready_to_circulate, signed
from tests.needs.test_rules import ROLES, person
from tests.published import made

pytestmark = pytest.mark.django_db
S = StatementState


def give_up(scene: Scene) -> None:
    circulated(scene)
    signed(scene)
    versions.abandon(scene.statement, scene.manager, "Enough.")


def let_out(scene: Scene) -> None:
    release(agreed(scene).statement, scene.manager)


def make_public(scene: Scene) -> None:
    let_out(scene)
    for brief in scene.statement.briefs.all():
        made(brief, b"%PDF")
    assert publish_if_ready(scene.statement.pk)


MAKE: dict[str, Callable[[Scene], Any]] = {
    S.CIRCULATED: lambda scene: signed(circulated(scene, quorum=2)),
    S.AGREED: agreed,
    S.RELEASING: let_out,
    S.PUBLISHED: make_public,
    S.ABANDONED: give_up,
}
SIGNATORY, MANAGER = {"signatory"}, {"manager"}
# Of each action who may, and in which states
MAY: dict[str, tuple[set[str], set[str]]] = {
    "sign": (SIGNATORY, {S.CIRCULATED, S.AGREED, S.RELEASING, S.PUBLISHED}),
    "withdraw": (SIGNATORY, {S.CIRCULATED, S.AGREED, S.RELEASING, S.PUBLISHED}),
    "remind": (MANAGER, {S.CIRCULATED, S.AGREED, S.PUBLISHED}),
    "remind missing": (MANAGER, {S.CIRCULATED, S.AGREED, S.PUBLISHED}),
    "invite": (MANAGER, {S.CIRCULATED, S.AGREED, S.PUBLISHED}),
    "extend": (MANAGER, {S.CIRCULATED}),
    "abandon": (MANAGER, {S.CIRCULATED, S.AGREED}),
}


def act(action: str, scene: Scene, who: Any, other: Any) -> None:
    statement = Statement.objects.get(pk=scene.statement.pk)
    if action == "sign":
        invitation = statement.signing_invitations.get(municipality=scene.needs[1].municipality)
        sign(invitation, Word("en"), who, seen=statement.content_hash)
    elif action == "withdraw":
        withdraw(statement.signatures.get(municipality=scene.needs[0].municipality), who, "No.")
    elif action == "remind":
        reminding.remind(SigningInvitation.objects.get(municipality=scene.needs[1].municipality), who)
    elif action == "remind missing":
        reminding.remind_missing(statement, who)
    elif action == "invite":
        inviting.invite(statement, [other], who)
    elif action == "extend":
        inviting.extend(statement, timezone.now() + timedelta(days=60), "Europe/Oslo", who)
    else:
        versions.abandon(statement, who, "No.")


@pytest.mark.parametrize("state", list(MAKE))
def test_the_matrix_of_signing(state: str) -> None:
    scene = ready_to_circulate()
    MAKE[state](scene)
    other = MunicipalityFactory()
    ParticipationFactory(dialogue=scene.dialogue, municipality=other)
    wrong = []
    for action, (who_may, when) in MAY.items():
        body = scene.needs[0 if action == "withdraw" else 1]
        for role in ROLES:
            verdict = tried(action, scene, person(role, body), other)
            expected = "refused" if role not in who_may else "done" if state in when else "not now"
            if verdict != expected:
                wrong.append((action, role, verdict, expected))
    assert wrong == []
    assert Signature.objects.count() == 1


def tried(action: str, scene: Scene, who: Any, other: Any) -> str:
    """What came of it; nothing of it stays."""
    try:
        with transaction.atomic():
            act(action, scene, who, other)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "refused"
    except Refused:
        return "not now"
    return "done"
