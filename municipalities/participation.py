"""The doors of a body's part in a dialogue: take part, change the role, end. Each leaves its trail.

The body's editors are told; of an interest that is accepted its own mail tells (municipalities/interest/workflow.py).
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from dialogues.models import Dialogue
from municipalities.enums import ParticipationRole
from municipalities.memberships import locked
from municipalities.models import Municipality, Participation, ParticipationChange
from municipalities.notifications import people as notifications
from municipalities.rules import is_in_being

MANAGE = "municipalities.manage_participation"


def take_part(
    body: Municipality,
    dialogue: Dialogue,
    role: str = ParticipationRole.PARTICIPANT,
    *,
    by: Any,
    since: date | None = None,
    reason: str = "",
) -> Participation:
    """The body takes part from `since`, or from today. Raises Refused and PermissionDenied."""
    part = Participation(municipality=body, dialogue=dialogue, role=role, since=since or timezone.localdate())
    require(by, MANAGE, part)
    with transaction.atomic():
        part.municipality = locked(body)
        if not is_in_being(None, part):
            raise Refused(_("This body is merged or closed, and cannot take part."))
        if Participation.objects.filter(municipality=body, dialogue=dialogue).exists():
            raise Refused(_("This body takes part in the dialogue already."))
        part.save()
        written(part, "", role, by, reason)
    return part


def let_in(body: Municipality, dialogue: Dialogue, role: str, *, by: Any, since: date, reason: str) -> None:
    """As staff do without anybody's interest. Raises Refused and PermissionDenied."""
    with transaction.atomic():
        part = take_part(body, dialogue, role, by=by, since=since, reason=reason)
        notifications.part_changed(part, role, by, reason.strip())


def change_role(part: Participation, role: str, by: Any, *, seen: str, reason: str = "") -> None:
    """`seen` is the role that the person who decides saw. Raises Refused and PermissionDenied."""
    with transaction.atomic():
        held = hold(part, by)
        if held.role != seen:
            raise Refused(_("The role was changed by somebody else meanwhile. Look at it as it is now."))
        if role != held.role:
            written(held, held.role, role, by, reason)
            held.role = role
            held.save(update_fields=["role"])
            notifications.part_changed(held, role, by, reason.strip())


def end(part: Participation, by: Any, reason: str = "") -> None:
    """The body takes part no more; what it wrote and signed stays. Raises Refused and PermissionDenied."""
    with transaction.atomic():
        held = hold(part, by)
        written(held, held.role, "", by, reason)
        notifications.part_changed(held, "", by, reason.strip())
        held.delete()


def hold(part: Participation, by: Any) -> Participation:
    """The participation as it is under the lock. Raises Refused if it has ended, and PermissionDenied."""
    require(by, MANAGE, part)
    locked(part.municipality)
    held = Participation.objects.select_related("municipality", "dialogue").filter(pk=part.pk).first()
    if held is None:
        raise Refused(_("This body takes part no more. Nothing was changed."))
    return held


def written(part: Participation, before: str, after: str, by: Any, reason: str) -> None:
    ParticipationChange.objects.create(
        municipality=part.municipality,
        dialogue=part.dialogue,
        from_value=before,
        to_value=after,
        actor=by,
        reason=reason.strip(),
    )
