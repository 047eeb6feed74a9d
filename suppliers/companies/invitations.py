"""The doors of an invitation to represent a company: made, sent again, taken back, accepted, expired."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.invitations import expiry, people_at
from core.addresses import tidy
from core.permissions import require
from core.workflow import Refused, WrongState, move
from dialogues.enums import InvitationState
from suppliers.companies import registering, representing
from suppliers.models import Company, CompanyInvitation
from suppliers.notifications import people as notifications

ACT = "suppliers.act_for"


def invite(company: Company, email: str, name: str, language: str, by: Any) -> CompanyInvitation:
    """Raises Refused, before anything is written, and PermissionDenied."""
    with transaction.atomic():
        held = representing.locked(company)
        require(by, ACT, held)
        refuse_if_there(held, tidy(email))
        asked = {"email": tidy(email), "name": name.strip(), "language": language, "links_sent": 1}
        invitation = CompanyInvitation.objects.create(company=held, invited_by=by, expires_at=expiry(), **asked)
        notifications.invited(invitation)
    return invitation


def refuse_if_there(company: Company, email: str) -> None:
    if company.people.filter(user__in=people_at(email)).exists():
        raise Refused(_("This person represents the company already."))
    expire(company.invitations.overdue().filter(email=email))
    if company.invitations.open().filter(email=email).exists():
        raise Refused(_("This address is invited already. Send its invitation again, or take it back first."))


def send_again(invitation: CompanyInvitation, by: Any, seen: int | None = None) -> None:
    """A new link in a new mail; the links before are dead. Raises Refused and PermissionDenied.

    `seen` is how many the page showed: whoever sends its form twice gets one.
    """
    require(by, ACT, invitation)
    if seen is not None and seen < invitation.links_sent:
        return
    with transaction.atomic():
        held = CompanyInvitation.objects.filter(pk=invitation.pk, state=InvitationState.SENT)
        if not held.filter(links_sent=invitation.links_sent).update(
            links_sent=F("links_sent") + 1, expires_at=expiry()
        ):
            raise WrongState(_("This was changed by somebody else meanwhile. Look at it as it is now."))
        invitation.refresh_from_db()
        notifications.invited(invitation)


def revoke(invitation: CompanyInvitation, by: Any) -> None:
    move(invitation, "revoke", by)


def accept(invitation: CompanyInvitation, user: Any) -> None:
    """The person whose address it is comes in. Of two clicks at once the second raises WrongState."""
    if invitation.is_registration:
        registering.come_in(invitation, user)
        return
    with transaction.atomic():
        company = representing.locked(invitation.company)
        if not company.is_open:
            raise Refused(_("This company is closed. Nobody can be invited to it."))
        move(invitation, "accept", user, accepted_by=user)
        representing.begin(company, user, invitation.invited_by)
        notifications.accepted(invitation)


def expire(invitations: Any) -> None:
    """What was not answered in time is over."""
    for invitation in invitations:
        try:
            move(invitation, "expire", None)
        except WrongState:
            continue  # answered at this very moment
