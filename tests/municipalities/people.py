"""A person of every kind, seen from one public buyer that takes part in a dialogue."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from municipalities.enums import MembershipRole
from municipalities.models import Municipality
from tests.factories import MembershipFactory, MunicipalityFactory, ParticipationFactory, StaffRoleFactory, UserFactory
from tests.needs.roles import signed_in

MEMBERS = {"observer", "editor", "signatory"}
STAFF = {"coordinator", "manager", "administrator"}
ROLES = [
    "visitor",
    "supplier",
    "observer",
    "editor",
    "signatory",
    "signatory elsewhere",
    "coordinator",
    "coordinator elsewhere",
    "manager",
    "manager elsewhere",
    "administrator",
]


def taking_part(**fields: object) -> Municipality:
    """A body of Norway in a dialogue, with a signatory of its own."""
    body = MunicipalityFactory(**fields)
    ParticipationFactory(municipality=body, since=date(2020, 1, 1))
    MembershipFactory(municipality=body, role=MembershipRole.SIGNATORY)
    return body


def person(role: str, body: Municipality):
    dialogue = body.participations.get().dialogue
    made = {
        "visitor": AnonymousUser,
        "supplier": UserFactory,
        "signatory elsewhere": lambda: MembershipFactory(role=MembershipRole.SIGNATORY).user,
        "coordinator": lambda: StaffRoleFactory(dialogue=dialogue, country=body.country).user,
        "coordinator elsewhere": lambda: StaffRoleFactory(dialogue=dialogue, country="FI").user,
        "manager": lambda: StaffRoleFactory(dialogue=dialogue).user,
        "manager elsewhere": lambda: StaffRoleFactory().user,
        "administrator": lambda: UserFactory(is_superuser=True, is_staff=True),
    }
    if role in MEMBERS:
        return MembershipFactory(municipality=body, role=MembershipRole(role)).user
    return made[role]()


def client_of(role: str, body: Municipality) -> Client:
    who = person(role, body)
    return Client() if who.is_anonymous else signed_in(who)


def statuses(address: str, body: Municipality, method: str = "get", data: dict | None = None) -> dict[str, int]:
    """What everybody gets at an address; a visitor is sent to sign in."""
    return {role: getattr(client_of(role, body), method)(address, data).status_code for role in ROLES}


def answers(allowed: set[str], status: int = 200, refused: int = 403) -> dict[str, int]:
    return {role: status if role in allowed else 302 if role == "visitor" else refused for role in ROLES}
