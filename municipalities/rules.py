"""Who acts for a public buyer, and who handles it as staff. The subject is a body or anything that has one."""

from typing import Any

import rules

from dialogues.enums import StaffRoleKind
from dialogues.rules import manages_dialogue, runs_a_dialogue
from municipalities.enums import MembershipRole

EDITORS = [MembershipRole.EDITOR, MembershipRole.SIGNATORY]


def body_of(subject: Any) -> Any:
    return getattr(subject, "municipality", subject)


def has_role(user: Any, subject: Any, *roles: str) -> bool:
    return user.is_authenticated and user.memberships.filter(municipality=body_of(subject), role__in=roles).exists()


@rules.predicate
def is_member(user: Any, subject: Any) -> bool:
    return has_role(user, subject, *MembershipRole)


@rules.predicate
def is_member_or_heir(user: Any, subject: Any) -> bool:
    """Of the body, or of what it has become a part of: its heirs read what was."""
    return user.is_authenticated and user.memberships.filter(municipality__in=body_of(subject).line).exists()


@rules.predicate
def is_editor(user: Any, subject: Any) -> bool:
    return has_role(user, subject, *EDITORS)


@rules.predicate
def is_signatory(user: Any, subject: Any) -> bool:
    return has_role(user, subject, MembershipRole.SIGNATORY)


@rules.predicate
def coordinates_country(user: Any, subject: Any) -> bool:
    """Coordinator of the body's country in the subject's dialogue; the subject knows its country or its body's."""
    country = getattr(subject, "country", "") or subject.municipality.country
    return (
        user.is_authenticated
        and user.staff_roles.filter(dialogue=subject.dialogue, kind=StaffRoleKind.COORDINATOR, country=country).exists()
    )


@rules.predicate
def is_staff_for_body(user: Any, subject: Any) -> bool:
    """Manager of a dialogue that the body takes part in, or coordinator of its country in one."""
    if not user.is_authenticated:
        return False
    body = body_of(subject)
    roles = user.staff_roles.filter(dialogue__participations__municipality=body)
    return roles.filter(country__in=["", body.country]).exists()


@rules.predicate
def handles_country(user: Any, body: Any) -> bool:
    """Manager of any dialogue, or coordinator of the body's country in one: knows the register, not its people."""
    return user.is_authenticated and user.staff_roles.filter(country__in=["", body.country]).exists()


@rules.predicate
def is_in_being(user: Any, subject: Any) -> bool:
    """Neither merged nor closed: of such a body people only read what was."""
    return not body_of(subject).is_closed


@rules.predicate
def gives_no_mandate(user: Any, subject: Any) -> bool:
    """The subject is an invitation with a role short of signing, or a body in general."""
    return getattr(subject, "role", "") != MembershipRole.SIGNATORY


@rules.predicate
def is_own(user: Any, membership: Any) -> bool:
    return membership.user_id == user.pk


invites = is_signatory | is_staff_for_body | (is_editor & gives_no_mandate)

rules.add_perm("municipalities.list_interest", runs_a_dialogue)
rules.add_perm("municipalities.handle_interest", manages_dialogue | coordinates_country)
rules.add_perm("municipalities.view_body", is_member | is_staff_for_body)
rules.add_perm("municipalities.write_for_body", is_in_being & is_editor)
rules.add_perm("municipalities.invite", is_in_being & invites)
rules.add_perm("municipalities.consent", is_in_being & is_staff_for_body)
rules.add_perm("municipalities.change_colleague", is_in_being & (is_signatory | is_staff_for_body))
rules.add_perm("municipalities.remove_colleague", is_signatory | is_staff_for_body)
rules.add_perm("municipalities.hand_over", is_in_being & (is_own | is_staff_for_body))
rules.add_perm("municipalities.leave", is_own)
rules.add_perm("municipalities.move_colleagues", is_staff_for_body)
rules.add_perm("municipalities.list_bodies", runs_a_dialogue)
rules.add_perm("municipalities.view_in_register", handles_country)
rules.add_perm("municipalities.edit_in_register", is_in_being & handles_country)
rules.add_perm("municipalities.manage_participation", manages_dialogue | coordinates_country)
