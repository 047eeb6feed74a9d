"""The people who can sign in, known by their roles, and the companies of those who are suppliers."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from dialogue_portal.demo import invitations
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import add_missing, read
from dialogues.enums import StaffRoleKind
from dialogues.models import StaffRole
from municipalities.models import Membership
from suppliers.companies import representing
from suppliers.enums import CompanyState
from suppliers.models import Company

PASSWORD = "nordic-demo"  # noqa: S105 - said on the page, and refused outside of the demo


def load() -> int:
    added = add_missing(Company, "organisation_number", dict(map(company, read("people")["company"])))
    entries = {entry["email"]: entry for entry in read("people")["person"]}
    there = set(User.objects.filter(email__in=entries).values_list("email", flat=True))
    missing = [entry for email, entry in entries.items() if email not in there]
    if missing:
        hashed = make_password(PASSWORD)
        users = User.objects.bulk_create(user(entry, hashed) for entry in missing)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in users
        )
        give_roles(dict(zip(users, missing, strict=True)))
    return added + len(missing) + invitations.load()


def company(entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    number = entry["organisation_number"]
    said = {name: entry[name] for name in ("name", "country", "website", "size_class")}
    return number, {**said, "state": CompanyState.CONFIRMED}


def user(entry: dict[str, Any], hashed: str) -> User:
    chief = entry.get("superuser", False)
    names = {name: entry[name] for name in ("email", "name", "language")}
    return User(password=hashed, is_staff=chief, is_superuser=chief, **names)


def give_roles(people: dict[User, dict[str, Any]]) -> None:
    known, places = dialogues(), bodies()
    numbers = {entry["key"]: entry["organisation_number"] for entry in read("people")["company"]}
    companies = {company.organisation_number: company for company in Company.objects.all()}
    for person, entry in people.items():
        for slug in entry.get("manages", []):
            StaffRole.objects.create(user=person, kind=StaffRoleKind.MANAGER, dialogue=known[slug])
        if country := entry.get("coordinates"):
            for dialogue in known.values():
                kind = StaffRoleKind.COORDINATOR
                StaffRole.objects.create(user=person, kind=kind, dialogue=dialogue, country=country)
        for body, role in entry.get("works_for", {}).items():
            Membership.objects.create(user=person, municipality=places[body], role=role)
        if "company" in entry:
            representing.begin(companies[numbers[entry["company"]]], person, None, tell=False)
