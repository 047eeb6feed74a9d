"""Scenes that several tests start from."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from dialogues.models import Dialogue
from municipalities.enums import MembershipRole
from municipalities.models import Municipality
from needs.models import Challenge, Need, Signature, Statement
from needs.signing.circulating import circulate
from needs.signing.signatures import Word, sign
from tests.factories import (
    ChallengeFactory,
    ContactFactory,
    DialogueFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
)
from tests.published import mark_all


@dataclass
class Scene:
    """A challenge of three bodies whose draft can be circulated, and the manager of its dialogue."""

    dialogue: Dialogue
    manager: User
    needs: list[Need]
    challenge: Challenge
    statement: Statement


def ready_to_circulate() -> Scene:
    dialogue = DialogueFactory()
    ContactFactory(dialogue=dialogue)
    bodies = [
        there_is("Oslo", country="NO", population=693_494),
        there_is("Turku / Åbo", country="FI", population=191_331),
        there_is("Örebro", country="SE", population=153_367),
    ]
    needs = [NeedFactory(dialogue=dialogue, municipality=body, demand={2021: 100, 2022: 50}) for body in bodies]
    challenge = ChallengeFactory(dialogue=dialogue, needs=needs)
    manager = StaffRoleFactory(dialogue=dialogue, user__name="Programme manager").user
    return Scene(dialogue, manager, needs, challenge, StatementFactory(challenge=challenge))


def there_is(name: str, **fields: Any) -> Municipality:
    """The same body in each scene of a test."""
    return Municipality.objects.filter(official_name=name).first() or MunicipalityFactory(official_name=name, **fields)


def circulated(scene: Scene, quorum: int | None = None, at: datetime | None = None) -> Scene:
    """Its text is frozen and the bodies of its needs are asked to sign, all of them unless there is a quorum."""
    bodies = [need.municipality for need in scene.needs]
    deadline = (at or timezone.now()) + timedelta(days=21)
    circulate(scene.statement, scene.manager, bodies, deadline=deadline, zone="Europe/Oslo", quorum=quorum, at=at)
    return scene


def reworded(scene: Scene, draft: Statement, change: str = "editorial", quorum: int | None = 1) -> Statement:
    """The next version, with another word in a point, circulated to the bodies of the needs."""
    draft.clauses.filter(position=3).update(text_fi="Parempi sana")
    mark_all(draft, change, scene.manager)
    fresh = Statement.objects.get(pk=draft.pk)
    circulated(replace(scene, statement=fresh), quorum)
    return fresh


def merged(body: Municipality, into: Municipality) -> None:
    Municipality.objects.filter(pk=body.pk).update(merged_into=into, closed_on=date(2020, 1, 1))


def signatory_of(body: Municipality) -> User:
    return MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY).user


def signed(scene: Scene, place: int = 0, word: Word | None = None, at: datetime | None = None) -> Signature:
    """The word of one of the scene's bodies, an approval without reservations unless it says something else."""
    invitation = scene.statement.signing_invitations.get(municipality=scene.needs[place].municipality)
    person = signatory_of(invitation.municipality)
    return sign(invitation, word or Word("en"), person, seen=scene.statement.content_hash, at=at)


def agreed(scene: Scene, at: datetime | None = None) -> Scene:
    """Circulated, and signed by the first of its bodies, which is enough."""
    circulated(scene, quorum=1, at=at)
    signed(scene, at=at)
    scene.statement.refresh_from_db()
    return scene


def ready_to_release() -> Scene:
    return agreed(ready_to_circulate())
