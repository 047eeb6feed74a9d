"""Who may do what with a public buyer's people: role x state of the body x permission, and the lists agree."""

from datetime import date

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


def may(permission: str, subject, body: Municipality) -> set[str]:
    return {role for role in ROLES if person(role, body).has_perm(f"municipalities.{permission}", subject)}


@pytest.mark.parametrize("state", BODIES)
@pytest.mark.parametrize("permission", PERMISSIONS)
def test_the_matrix_of_a_body(permission: str, state: str) -> None:
    body = body_that_is(state)
    in_being, over = PERMISSIONS[permission]
    expected = (in_being if state == "in being" else over) | {"administrator"}  # who may do anything
    assert may(permission, body, body) == expected


@pytest.mark.parametrize(("role", "allowed"), [("observer", {"editor"}), ("editor", {"editor"}), ("signatory", set())])
def test_an_editor_invites_up_to_her_own_role(role: str, allowed: set) -> None:
    body = taking_part()
    invitation = InvitationFactory(municipality=body, role=role)
    assert may("invite", invitation, body) == {"signatory"} | STAFF | allowed


def test_leaving_and_handing_over_are_one_s_own_business_or_staff_s() -> None:
    body = taking_part()
    own = MembershipFactory(municipality=body)
    assert may("leave", own, body) == {"administrator"}
    assert may("hand_over", own, body) == STAFF
    assert own.user.has_perm("municipalities.leave", own)
    assert own.user.has_perm("municipalities.hand_over", own)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"visitor"}))
def test_what_a_person_finds_in_lists_is_what_she_may_view(role: str) -> None:
    body = taking_part()
    user = person(role, body)
    invitation, membership = InvitationFactory(municipality=body), body.memberships.first()
    views = user.has_perm("municipalities.view_body", body)
    assert Membership.objects.visible_to(user).filter(pk=membership.pk).exists() == views
    assert Invitation.objects.visible_to(user).filter(pk=invitation.pk).exists() == views
    waiting = InvitationFactory(municipality=body, state="needs_consent")
    consents = user.has_perm("municipalities.consent", waiting)
    assert Invitation.objects.waiting_for(user).filter(pk=waiting.pk).exists() == consents
