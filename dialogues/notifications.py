"""To those who are invited to run a dialogue, whose role in one begins, and whose role has ended."""

from typing import Any

from accounts.invitations import VALID_DAYS, token
from core.mail import Message, address
from dialogues.models import StaffInvitation, StaffRole

INVITED = Message("dialogues/mail/staff_invited", secret=True)
ACCEPTED = Message("dialogues/mail/staff_accepted")
BEGUN = Message("dialogues/mail/staff_role_begun")
ENDED = Message("dialogues/mail/staff_role_ended")


def invited(invitation: StaffInvitation) -> None:
    url = address("account-staff-invitation", token(invitation), language=invitation.language)
    said = {"invitation": invitation, "role": invitation, "url": url, "days": VALID_DAYS}
    INVITED.send(invitation.email, invitation.language, invitation, **said)


def accepted(invitation: StaffInvitation) -> None:
    """To whoever invited, if she is still there."""
    person = invitation.invited_by
    if person and person.is_active:
        url = address("workspace-staff", language=person.language)
        ACCEPTED.send(person.email, person.language, invitation, person=person, invitation=invitation, url=url)


def begun(role: StaffRole) -> None:
    tell(BEGUN, role, url=address("workspace", language=role.user.language))


def ended(role: StaffRole, by: Any) -> None:
    tell(ENDED, role, by=by)


def tell(message: Message, role: StaffRole, **context: Any) -> None:
    person = role.user
    message.send(person.email, person.language, role.dialogue, person=person, role=role, **context)
