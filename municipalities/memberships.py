"""The doors of a person's role in a public buyer: join, change, leave, remove, hand over, move to a successor.

Each locks the body's row, so that of two who act at once the second sees what the first did; each leaves its trail
and tells the person concerned. A body that has a signatory does not lose its last one by accident.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import expire
from core.permissions import require
from core.workflow import Refused
from municipalities.enums import MembershipRole
from municipalities.models import Membership, MembershipChange, Municipality
from municipalities.notifications import people as notifications
from municipalities.rules import is_in_being

SIGNATORY = MembershipRole.SIGNATORY


def locked(body: Municipality) -> Municipality:
    """The body's row, held until the transaction ends; its people and its participation change under this lock only."""
    return Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)


def join(body: Municipality, user: Any, role: str, by: Any, reason: str = "") -> Membership:
    """Give the person this role in the body, or leave her the higher one that she has.

    Asks no permission: whoever calls has settled that, by an invitation or as the portal itself.
    """
    with transaction.atomic():
        locked(body)
        membership = Membership.objects.filter(municipality=body, user=user).first()
        if membership is None:
            membership = Membership.objects.create(municipality=body, user=user, role=role)
            written(membership, "", role, by, reason)
            notifications.joined(membership, reason)
        elif MembershipRole(role).rank > MembershipRole(membership.role).rank:
            give(membership, role, by, reason)
    return membership


def change_role(membership: Membership, role: str, by: Any, *, seen: str, reason: str = "") -> None:
    """`seen` is the role that the person who decides saw. Raises Refused and PermissionDenied."""
    with transaction.atomic():
        held = held_by_a_living_body(membership)
        require(by, "municipalities.change_colleague", held)
        if held.role != seen:
            raise Refused(_("The role was changed by somebody else meanwhile. Look at it as it is now."))
        if role != held.role:
            keep_a_signatory(held, role, by, reason)
            give(held, role, by, reason)


def leave(membership: Membership, reason: str = "") -> None:
    """A person ends her own membership. Raises Refused where she is the body's last signatory."""
    end(membership, membership.user, "municipalities.leave", reason)


def remove(membership: Membership, by: Any, reason: str = "") -> None:
    """Somebody else ends it. Raises Refused and PermissionDenied."""
    end(membership, by, "municipalities.remove_colleague", reason)


def end(membership: Membership, by: Any, permission: str, reason: str) -> None:
    with transaction.atomic():
        held = hold(membership)
        require(by, permission, held)
        keep_a_signatory(held, "", by, reason)
        take_away(held, by, reason)


def hand_over(membership: Membership, to: Membership, by: Any, *, lower_to: str = "", reason: str = "") -> None:
    """Give a colleague at least the same role, and end one's own or lower it to `lower_to`; both or neither.

    What a person has beside her role does not hang on her but on her body, so nothing else changes hands.
    """
    with transaction.atomic():
        held = held_by_a_living_body(membership)
        require(by, "municipalities.hand_over", held)
        colleague = Membership.objects.filter(pk=to.pk, municipality=held.municipality).exclude(pk=held.pk).first()
        if colleague is None:
            raise Refused(_("Choose a colleague of the same body."))
        if MembershipRole(colleague.role).rank < MembershipRole(held.role).rank:
            give(colleague, held.role, by, reason)
        if not lower_to:
            take_away(held, by, reason)
        elif MembershipRole(lower_to).rank < MembershipRole(held.role).rank:
            give(held, lower_to, by, reason)


def move_members(body: Municipality, by: Any) -> int:
    """Everybody of a merged body becomes a colleague in its successor, with the same role; how many did."""
    require(by, "municipalities.move_colleagues", body)
    with transaction.atomic():
        new = body.successor
        for place in sorted([body, new], key=lambda place: place.pk):  # in the same order as everybody who locks two
            locked(place)
        if new == body:
            raise Refused(_("This body is not merged into another."))
        reason = f"{body.official_name} → {new.official_name}"
        members = list(body.memberships.select_related("user"))
        for membership in members:
            join(new, membership.user, membership.role, by, reason)
            written(membership, membership.role, "", by, reason)
            membership.delete()
    return len(members)


# What the doors share


def hold(membership: Membership) -> Membership:
    """The membership as it is under the lock. Raises Refused if it has ended."""
    body = locked(membership.municipality)
    held = Membership.objects.select_related("user").filter(pk=membership.pk, municipality=body).first()
    if held is None:
        raise Refused(_("This person is no colleague any more. Nothing was changed."))
    held.municipality = body
    return held


def held_by_a_living_body(membership: Membership) -> Membership:
    held = hold(membership)
    if not is_in_being(None, held):
        raise Refused(_("This body is merged or closed. Roles in it stay as they were."))
    return held


def keep_a_signatory(held: Membership, role: str, by: Any, reason: str) -> None:
    """Raises Refused where the body would lose its last one; staff may do it, and say why."""
    others = held.municipality.memberships.filter(role=SIGNATORY).exclude(pk=held.pk)
    if held.role != SIGNATORY or role == SIGNATORY or others.exists() or not is_in_being(None, held):
        return
    if not by.has_perm("municipalities.consent", held):
        raise Refused(
            _("Nobody else may sign for this body. Name another signatory first, or hand over to a colleague.")
        )
    if not reason.strip():
        raise Refused(_("This is the body's last signatory. Write why, so that its people can tell."))


def give(membership: Membership, role: str, by: Any, reason: str) -> None:
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    written(membership, before, role, by, reason)
    notifications.role_changed(membership, by, reason.strip())


def take_away(membership: Membership, by: Any, reason: str) -> None:
    """Whom she has invited does not come in after her."""
    expire(membership.municipality.invitations.open().filter(invited_by=membership.user))
    written(membership, membership.role, "", by, reason)
    notifications.ended(membership, by, reason.strip())
    membership.delete()


def written(membership: Membership, before: str, after: str, by: Any, reason: str) -> None:
    MembershipChange.objects.create(
        municipality=membership.municipality,
        user=membership.user,
        from_value=before,
        to_value=after,
        actor=by,
        reason=reason.strip(),
    )
