"""The doors of an invitation to the staff of a dialogue: made, sent again, taken back, accepted, expired."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import expire, expiry, refuse_void, renewed
from core.addresses import tidy
from core.permissions import require
from core.workflow import Refused, move
from dialogues import notifications, staff
from dialogues.models import Dialogue, StaffInvitation
from dialogues.models.staff import APPOINT


def invite(
    dialogue: Dialogue, email: str, language: str, kind: str, country: str, by: Any, reason: str = ""
) -> StaffInvitation:
    """Somebody without an account is asked to take the role. Raises Refused and PermissionDenied."""
    require(by, APPOINT, dialogue)
    asked = {"dialogue": dialogue, "email": tidy(email), "kind": kind, "country": country}
    with transaction.atomic():
        staff.locked(dialogue)
        expire(StaffInvitation.objects.overdue().filter(**asked))
        if StaffInvitation.objects.open().filter(**asked).exists():
            raise Refused(_("This address is invited already. Send its invitation again, or take it back first."))
        more = {"language": language, "reason": reason.strip(), "links_sent": 1, "expires_at": expiry()}
        invitation = StaffInvitation.objects.create(**asked, **more, invited_by=by)
        notifications.invited(invitation)
    return invitation


def send_again(invitation: StaffInvitation, by: Any, seen: int | None = None) -> None:
    """A new link in a new mail; for `seen` see `renewed`. Raises Refused and PermissionDenied."""
    require(by, APPOINT, invitation)
    with transaction.atomic():
        if renewed(invitation, by, seen):
            notifications.invited(invitation)


def revoke(invitation: StaffInvitation, by: Any) -> None:
    move(invitation, "revoke", by)


def accept(invitation: StaffInvitation, user: Any) -> None:
    """The person whose address it is gets the role, unless she has it. Of two clicks at once the second raises
    WrongState. Raises Refused where whoever invited may do so no longer."""
    with transaction.atomic():
        dialogue = staff.locked(invitation.dialogue)
        refuse_void(invitation)
        move(invitation, "accept", user, accepted_by=user)
        kind, country = invitation.kind, invitation.country
        if not dialogue.staff.filter(user=user, kind=kind, country=country).exists():
            staff.begin(dialogue, user, kind, country, invitation.invited_by, invitation.reason)
        notifications.accepted(invitation)
