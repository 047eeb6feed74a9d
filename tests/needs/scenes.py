"""Scenes that several tests start from."""

from dataclasses import dataclass

from accounts.models import User
from dialogues.models import Dialogue
from needs.models import Challenge, Need, Statement
from tests.factories import (
    ChallengeFactory,
    ContactFactory,
    DialogueFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
)


@dataclass
class Scene:
    """A challenge of three bodies whose draft can be published, and the manager of its dialogue."""

    dialogue: Dialogue
    manager: User
    needs: list[Need]
    challenge: Challenge
    statement: Statement


def ready_to_release() -> Scene:
    dialogue = DialogueFactory()
    ContactFactory(dialogue=dialogue)
    bodies = [
        MunicipalityFactory(official_name="Oslo", country="NO", population=693_494),
        MunicipalityFactory(official_name="Turku / Åbo", country="FI", population=191_331),
        MunicipalityFactory(official_name="Örebro", country="SE", population=153_367),
    ]
    needs = [NeedFactory(dialogue=dialogue, municipality=body, demand={2021: 100, 2022: 50}) for body in bodies]
    challenge = ChallengeFactory(dialogue=dialogue, needs=needs)
    manager = StaffRoleFactory(dialogue=dialogue, user__name="Programme manager").user
    return Scene(dialogue, manager, needs, challenge, StatementFactory(challenge=challenge))
