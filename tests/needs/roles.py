"""A person of every kind, seen from one need and its dialogue."""

from django.test import Client

from accounts.models import User
from municipalities.enums import MembershipRole
from needs.models import Need
from tests.factories import MembershipFactory, StaffRoleFactory, UserFactory

ROLES = [
    "visitor",
    "supplier",
    "observer",
    "editor",
    "signatory",
    "coordinator",
    "manager elsewhere",
    "manager",
    "administrator",
]


def person(role: str, need: Need) -> User | None:
    """Someone with this role; None for a visitor, who is not signed in."""
    if role == "visitor":
        return None
    if role in MembershipRole:
        return MembershipFactory(municipality=need.municipality, role=role).user
    if role == "coordinator":
        return StaffRoleFactory(dialogue=need.dialogue, country=need.municipality.country).user
    if role == "manager":
        return StaffRoleFactory(dialogue=need.dialogue).user
    if role == "manager elsewhere":
        return StaffRoleFactory().user
    return UserFactory(is_superuser=True, is_staff=True) if role == "administrator" else UserFactory()


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def statuses(address: str, need: Need, method: str = "get") -> dict[str, int]:
    """What everybody gets at an address."""
    return {role: getattr(signed_in(person(role, need)), method)(address).status_code for role in ROLES}


def answers(others: int, **of: int) -> dict[str, int]:
    """Expected statuses: a visitor is sent to sign in, the named roles get theirs, all the others `others`."""
    named = {role.replace("_", " "): status for role, status in of.items()}
    return {role: 302 if role == "visitor" else named.get(role, others) for role in ROLES}
