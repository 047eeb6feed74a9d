"""Companies. Of one that is not hers a supplier learns nothing: every refusal is the page that is not there."""

from accounts.invitations import token
from suppliers.following import links
from suppliers.models import CompanyJoin
from tests.access.world import ADMINISTRATOR, ALL_STAFF, EVERYBODY, MANAGERS, NOBODY, SIGNED_IN, Access, World
from tests.factories import CompanyFactory, RepresentativeFactory, UserFactory
from tests.factories.suppliers import CompanyInvitationFactory, FollowFactory
from tests.published import published_statement

SUPPLIER = frozenset({"supplier"})
CHECKING = MANAGERS | {"coordinator"}  # coordinators of its country
HANDLING = CHECKING | ADMINISTRATOR


def company(world: World) -> list[str]:
    return [world.company.key]


def colleague(world: World) -> list[str]:
    return [*company(world), RepresentativeFactory(company=world.company).key]


def invited(world: World) -> list[str]:
    return [*company(world), CompanyInvitationFactory(company=world.company).key]


def join(world: World) -> list[str]:
    twin = CompanyFactory(state="unchecked", organisation_number=world.company.organisation_number)
    return [*company(world), CompanyJoin.objects.create(company=twin, into=world.company, asked_by=UserFactory()).key]


HERS = Access(read=SUPPLIER, args=company)
FORM = Access(read=SUPPLIER, send=SUPPLIER, args=company)


def published(_world: World) -> list[str]:
    return [published_statement().challenge.slug]


def followed(_world: World) -> list[str]:
    return [links.own_token(FollowFactory().follower.key)]


def asked(_world: World) -> list[str]:
    return [links.confirm_token(FollowFactory(confirmed_at=None))]


ACCESS = {
    "follow-choose": Access(read=EVERYBODY),
    "follow": Access(read=EVERYBODY, send=EVERYBODY, args=lambda _world: ["events"]),
    "follow-sent": Access(read=EVERYBODY),
    "follow-confirm": Access(read=EVERYBODY, send=EVERYBODY, args=asked),
    "follow-own": Access(read=EVERYBODY, send=EVERYBODY, args=followed),
    "follow-unsubscribe": Access(read=EVERYBODY, send=EVERYBODY, args=followed),
    "dialogue-feed": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "challenge-feed": Access(read=EVERYBODY, args=published),
    "follow-feed": Access(read=EVERYBODY, args=lambda _world: ["search"], data=lambda _world: {"search": "q=vans"}),
    "event-feed": Access(read=EVERYBODY),
    "news-feed": Access(read=EVERYBODY),
    "workspace-follows": Access(read=SIGNED_IN),
    "workspace-follows-change": Access(read=NOBODY, send=SIGNED_IN),
    "workspace-follow": Access(read=SIGNED_IN, send=SIGNED_IN, args=lambda _world: ["events"]),
    "workspace-mailings": Access(read=ALL_STAFF | ADMINISTRATOR),
    "company-register": Access(read=EVERYBODY, send=EVERYBODY),
    "company-sent": Access(read=EVERYBODY),
    "account-company-invitation": Access(
        read=EVERYBODY, send=frozenset({"visitor"}), args=lambda _world: [token(CompanyInvitationFactory())]
    ),
    "workspace-company-new": Access(read=SIGNED_IN, send=SIGNED_IN),
    "workspace-company": HERS,
    "workspace-company-edit": FORM,
    "workspace-company-close": FORM,
    "workspace-company-people": HERS,
    "workspace-company-invite": FORM,
    "workspace-company-history": HERS,
    "workspace-company-end": Access(read=SUPPLIER, send=SUPPLIER, args=colleague),
    "workspace-company-invitation-again": Access(read=NOBODY, send=SUPPLIER, args=invited),
    "workspace-company-invitation-revoke": Access(read=NOBODY, send=SUPPLIER, args=invited),
    "workspace-company-join-answer": Access(read=NOBODY, send=SUPPLIER, args=join),
    "workspace-companies": Access(read=ALL_STAFF | ADMINISTRATOR),
    "workspace-company-check": Access(read=HANDLING, args=company),
    "workspace-company-confirm": Access(read=NOBODY, send=HANDLING, args=company),
    "workspace-company-join": Access(read=NOBODY, send=HANDLING, args=company),
    "workspace-company-check-close": Access(read=HANDLING, send=HANDLING, args=company),
}
