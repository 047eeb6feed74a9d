"""Who acts for a public buyer. The subject is anything that has a municipality."""

from typing import Any

import rules

from dialogues.enums import StaffRoleKind
from municipalities.enums import MembershipRole


@rules.predicate
def is_member(user: Any, subject: Any) -> bool:
    return user.is_authenticated and user.memberships.filter(municipality=subject.municipality).exists()


@rules.predicate
def is_editor(user: Any, subject: Any) -> bool:
    roles = [MembershipRole.EDITOR, MembershipRole.SIGNATORY]
    return user.is_authenticated and user.memberships.filter(municipality=subject.municipality, role__in=roles).exists()


@rules.predicate
def coordinates_country(user: Any, subject: Any) -> bool:
    """Coordinator of the body's country in the subject's dialogue."""
    return (
        user.is_authenticated
        and user.staff_roles.filter(
            dialogue=subject.dialogue, kind=StaffRoleKind.COORDINATOR, country=subject.municipality.country
        ).exists()
    )
