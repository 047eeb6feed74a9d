from datetime import date

from municipalities.interest import links
from municipalities.models import Participation
from tests.access.world import ADMINISTRATOR, ALL_STAFF, EVERYBODY, MANAGERS, NOBODY, STAFF, Access, World
from tests.factories import (
    ApplicantFactory,
    DialogueFactory,
    EmailDomainFactory,
    InterestFactory,
    MunicipalityFactory,
    ParticipationFactory,
)

RUNNING = STAFF | ADMINISTRATOR
LISTING = ALL_STAFF | ADMINISTRATOR
REGISTER = RUNNING | MANAGERS  # all managers know the whole register, coordinators their country's


def body(world: World) -> list[int]:
    return [world.body.pk]


def domain(world: World) -> list[int]:
    return [world.body.pk, EmailDomainFactory(municipality=world.body).pk]


def part(world: World) -> list[int]:
    part = Participation.objects.get_or_create(
        municipality=world.body, dialogue=world.dialogue, defaults={"since": date(2019, 10, 24)}
    )[0]
    return [world.body.pk, part.pk]


def interest(world: World) -> list[int]:
    """One of the world's dialogue and of its body's country."""
    body = MunicipalityFactory(country=world.body.country)
    return [InterestFactory(dialogue=world.dialogue, municipality=body).pk]


def own_token(_world: World) -> list[str]:
    return [links.own_token(ApplicantFactory())]


def confirm_token(_world: World) -> list[str]:
    return [links.confirm_token(ApplicantFactory(interest__state="unconfirmed"))]


def taking_part(_world: World) -> list[str | int]:
    part = ParticipationFactory()
    return [part.dialogue.slug, part.municipality_id]


HANDLED = Access(read=RUNNING, send=RUNNING, args=interest)

ACCESS = {
    "interest": Access(read=EVERYBODY),
    "interest-form": Access(
        read=EVERYBODY, send=EVERYBODY, args=lambda _world: [DialogueFactory(phase="mapping").slug]
    ),
    "interest-taking-part": Access(read=EVERYBODY, args=taking_part),
    "interest-sent": Access(read=EVERYBODY, send=EVERYBODY),
    "interest-again": Access(read=EVERYBODY, send=EVERYBODY),
    "interest-confirm": Access(read=EVERYBODY, send=EVERYBODY, args=confirm_token),
    "interest-own": Access(read=EVERYBODY, send=EVERYBODY, args=own_token),
    "interest-withdraw": Access(read=EVERYBODY, send=EVERYBODY, args=own_token),
    "workspace-interest": Access(read=ALL_STAFF | ADMINISTRATOR),
    "workspace-interest-one": Access(read=RUNNING, args=interest),
    "workspace-interest-accept": HANDLED,
    "workspace-interest-decline": HANDLED,
    "workspace-interest-ask": HANDLED,
    "workspace-interest-hold": HANDLED,
    "workspace-interest-resume": HANDLED,
    "workspace-interest-merge": HANDLED,
    "workspace-interest-identify": HANDLED,
    "participants": Access(read=EVERYBODY),
    "bodies": Access(read=EVERYBODY),
    **{name: Access(read=LISTING) for name in ("workspace-bodies", "workspace-people", "workspace-participation")},
    "workspace-register-add": Access(read=LISTING, send=LISTING),
    "workspace-register-body": Access(read=REGISTER, args=body),
    "workspace-register-edit": Access(read=REGISTER, send=REGISTER, args=body),
    "workspace-register-company-add": Access(read=REGISTER, send=REGISTER, args=body),
    "workspace-register-domain-add": Access(read=NOBODY, send=REGISTER, args=body),
    "workspace-register-domain-remove": Access(read=NOBODY, send=REGISTER, args=domain),
    "workspace-part-add": Access(read=REGISTER, send=REGISTER, args=body),
    "workspace-part-change": Access(read=RUNNING, send=RUNNING, args=part),
    "workspace-part-end": Access(read=RUNNING, send=RUNNING, args=part),
}
