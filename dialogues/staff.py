"""The doors of a person's role as staff of a dialogue. Each leaves its trail and tells the person concerned."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from dialogues import notifications
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue, StaffRole, StaffRoleChange
from dialogues.models.staff import APPOINT


def grant(dialogue: Dialogue, user: Any, kind: str, country: str, by: Any, reason: str = "") -> StaffRole:
    """Make somebody programme manager, or coordinator of a country. Raises Refused and PermissionDenied."""
    require(by, APPOINT, dialogue)
    return begin(dialogue, user, kind, country, by, reason)


def begin(dialogue: Dialogue, user: Any, kind: str, country: str, by: Any, reason: str = "") -> StaffRole:
    """Raises Refused. Asks no permission: whoever calls has settled that, as an administrator or by an invitation."""
    if not user.is_active:
        raise Refused(_("This person's account is closed."))
    with transaction.atomic():
        locked(dialogue)
        role, is_new = StaffRole.objects.get_or_create(dialogue=dialogue, user=user, kind=kind, country=country)
        if not is_new:
            raise Refused(_("This person has the role already."))
        written(role, "", kind, by, reason)
        notifications.begun(role)
    return role


def revoke(role: StaffRole, by: Any, reason: str = "") -> None:
    """An administrator ends a role. Raises Refused and PermissionDenied."""
    require(by, APPOINT, role.dialogue)
    with transaction.atomic():
        end(role, by, reason)
        notifications.ended(role, by)


def end(role: StaffRole, by: Any, reason: str = "") -> None:
    """Raises Refused where the dialogue would have no programme manager left.

    Asks no permission and tells nobody: whoever calls has settled that, as an administrator or as the person who is
    erased.
    """
    with transaction.atomic():
        locked(role.dialogue)
        held = StaffRole.objects.filter(pk=role.pk).select_related("user", "dialogue").first()
        if held is None:
            raise Refused(_("The role has ended already. Nothing was changed."))
        keep_a_manager(held)
        written(held, held.kind, "", by, reason)
        held.delete()


def locked(dialogue: Dialogue) -> Dialogue:
    """The dialogue's row, held until the transaction ends; its staff changes under this lock only."""
    return Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)


def keep_a_manager(role: StaffRole) -> None:
    others = StaffRole.objects.filter(dialogue=role.dialogue, kind=StaffRoleKind.MANAGER).exclude(pk=role.pk)
    if role.kind == StaffRoleKind.MANAGER and not others.exists():
        raise Refused(_("Nobody else manages this dialogue. Name another programme manager first."))


def written(role: StaffRole, before: str, after: str, by: Any, reason: str) -> None:
    StaffRoleChange.objects.create(
        user=role.user,
        dialogue=role.dialogue,
        country=role.country,
        from_value=before,
        to_value=after,
        actor=by,
        reason=reason.strip(),
    )
