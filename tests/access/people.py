"""The people of a public buyer and invitations to it; an app's addresses would be too many for one file."""

from accounts.invitations import token
from tests.access.world import ADMINISTRATOR, ALL_STAFF, BODY, EVERYBODY, NOBODY, STAFF, WRITERS, Access, World
from tests.factories import MembershipFactory, ParticipationFactory
from tests.factories.invitations import InvitationFactory

RUNNING = STAFF | ADMINISTRATOR
DECIDING = RUNNING | {"signatory"}


def body(world: World) -> list[int]:
    """The world's body, which takes part."""
    if not world.body.participations.exists():
        ParticipationFactory(municipality=world.body, dialogue=world.dialogue)
    return [world.body.pk]


def colleague(world: World) -> list[int]:
    return [*body(world), MembershipFactory(municipality=world.body, role="observer").pk]


def invited(world: World) -> list[int]:
    return [*body(world), InvitationFactory(municipality=world.body).pk]


def waiting(world: World) -> list[int]:
    body(world)
    return [InvitationFactory(municipality=world.body, state="needs_consent").pk]


ACCESS = {
    "account-invitation": Access(
        read=EVERYBODY, send=frozenset({"visitor"}), args=lambda _world: [token(InvitationFactory())]
    ),
    "workspace-body": Access(read=BODY | RUNNING, args=body),
    "workspace-colleagues": Access(read=BODY | RUNNING, args=body),
    "workspace-colleague-invite": Access(read=WRITERS | RUNNING, send=WRITERS | RUNNING, args=body),
    "workspace-colleague-history": Access(read=BODY | RUNNING, args=body),
    "workspace-colleagues-move": Access(read=RUNNING, send=RUNNING, args=body),
    "workspace-colleague": Access(read=BODY | RUNNING, send=DECIDING, args=colleague),
    "workspace-colleague-end": Access(read=DECIDING, send=DECIDING, args=colleague),
    "workspace-hand-over": Access(read=RUNNING, send=RUNNING, args=colleague),
    "workspace-invitation-again": Access(read=NOBODY, send=WRITERS | RUNNING, args=invited),
    "workspace-invitation-revoke": Access(read=NOBODY, send=WRITERS | RUNNING, args=invited),
    "workspace-invitations": Access(read=ALL_STAFF | ADMINISTRATOR),
    "workspace-invitation": Access(read=RUNNING, send=RUNNING, args=waiting),
    "workspace-invitation-consent": Access(read=NOBODY, send=RUNNING, args=waiting),
}
