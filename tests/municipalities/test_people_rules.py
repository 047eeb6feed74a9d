"""Who may do what with a public buyer's people: role x state of the body x permission, and the lists agree."""

from datetime import date
from typing import Any

import pytest

from municipalities.models import Invitation, Membership, Municipality
from tests.factories import MembershipFactory, MunicipalityFactory
from tests.factories.invitations import InvitationFactory
from tests.municipalities.people import MEMBERS, ROLES, STAFF, person, taking_part

pytestmark = pytest.mark.django_db

BODIES = {"in being": {}, "closed": {"closed_on": date(2024, 1, 1)}, "merged": {"merged": True}}
# Permission: who has it in a body that is in being, and in one that is merged or closed
PERMISSIONS = {
    "view_body": (MEMBERS | STAFF, MEMBERS | STAFF),
    "write_for_body": ({"editor", "signatory"}, set()),
    "invite": ({"editor", "signatory"} | STAFF, set()),
    "consent": (STAFF, set()),
    "change_colleague": ({"signatory"} | STAFF, set()),
    "remove_colleague": ({"signatory"} | STAFF, {"signatory"} | STAFF),
    "move_colleagues": (STAFF, STAFF),
}


def body_that_is(state: str) -> Municipality:
    merged_into = MunicipalityFactory() if state == "merged" else None
    return taking_part(merged_into=merged_into, closed_on=BODIES[state].get("closed_on"))


def may(permission: str, subject: Any, people: dict[str, Any]) -> set[str]:
    return {role for role, user in people.items() if user.has_perm(f"municipalities.{permission}", subject)}


def people_of(body: Municipality) -> dict[str, Any]:
    return {role: person(role, body) for role in ROLES}


@pytest.mark.parametrize("state", BODIES)
def test_the_matrix_of_a_body(state: str) -> None:
    body = body_that_is(state)
    people = people_of(body)
    assert {permission: may(permission, body, people) for permission in PERMISSIONS} == {
        permission: (in_being if state == "in being" else over) | {"administrator"}  # who may do anything
        for permission, (in_being, over) in PERMISSIONS.items()
    }


@pytest.mark.parametrize(("role", "allowed"), [("observer", {"editor"}), ("editor", {"editor"}), ("signatory", set())])
def test_an_editor_invites_up_to_her_own_role(role: str, allowed: set) -> None:
    body = taking_part()
    invitation = InvitationFactory(municipality=body, role=role)
    assert may("invite", invitation, people_of(body)) == {"signatory"} | STAFF | allowed


def test_leaving_and_handing_over_are_one_s_own_business_or_staff_s() -> None:
    body = taking_part()
    own, people = MembershipFactory(municipality=body), people_of(body)
    assert may("leave", own, people) == {"administrator"}
    assert may("hand_over", own, people) == STAFF
    assert own.user.has_perm("municipalities.leave", own)
    assert own.user.has_perm("municipalities.hand_over", own)


def test_what_a_person_finds_in_lists_is_what_she_may_view() -> None:
    body = taking_part()
    people = people_of(body)
    del people["visitor"]
    membership, invitation = MembershipFactory(municipality=body), InvitationFactory(municipality=body)
    waiting = InvitationFactory(municipality=body, state="needs_consent")
    views, consents = may("view_body", body, people), may("consent", waiting, people)
    assert {role for role in people if Membership.objects.visible_to(people[role]).filter(pk=membership.pk)} == views
    assert {role for role in people if Invitation.objects.visible_to(people[role]).filter(pk=invitation.pk)} == views
    assert {role for role in people if Invitation.objects.waiting_for(people[role]).filter(pk=waiting.pk)} == consents
