"""The doors of an invitation: made, sent, sent again, consented to, refused, revoked, accepted, expired."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import expire, expiry, people_at, refuse_void, renewed
from core.addresses import is_within, tidy
from core.permissions import require
from core.workflow import Refused, move
from municipalities.enums import InvitationState, MembershipRole
from municipalities.memberships import join, locked
from municipalities.models import Invitation, Membership, Municipality
from municipalities.models.invitation import INVITE
from municipalities.notifications import people as notifications
from municipalities.rules import is_in_being


class AlreadyMember(Refused):
    """The address is that of a colleague."""


class AlreadyInvited(Refused):
    """The address has an invitation to this body that is still open."""


def invite(
    municipality: Municipality, email: str, name: str, language: str, role: str, by: Any, consented: bool = False
) -> Invitation:
    """Invite somebody to the body; the mail leaves when the caller's transaction is committed.

    Staff's consent is needed for addresses outside of the body's known domains, unless staff invite or `consented`.
    Raises AlreadyMember, AlreadyInvited or another Refused, each before anything is written, and PermissionDenied.
    """
    invitation = Invitation(
        municipality=municipality, email=tidy(email), name=name.strip(), language=language, role=role, invited_by=by
    )
    with transaction.atomic():
        invitation.municipality = locked(municipality)
        if not is_in_being(by, invitation):
            raise Refused(_("This body is merged or closed. Nobody can be invited to it."))
        require(by, INVITE, invitation)
        refuse_if_there(invitation)
        if consented or not needs_consent(invitation, by):
            sent(invitation)
        else:
            waiting(invitation)
    return invitation


def needs_consent(invitation: Invitation, by: Any) -> bool:
    """A body without known domains knows no address."""
    if by.has_perm("municipalities.consent", invitation):
        return False
    domains = invitation.municipality.email_domains.values_list("domain", flat=True)
    return not is_within(invitation.email, domains)


def refuse_if_there(invitation: Invitation) -> None:
    body = invitation.municipality
    member = body.memberships.filter(user__in=people_at(invitation.email)).first()
    if member:
        role = MembershipRole(member.role).label
        raise AlreadyMember(_("This person is your colleague here already, as %(role)s.") % {"role": role.lower()})
    expire(body.invitations.overdue().filter(email=invitation.email))
    if body.invitations.open().filter(email=invitation.email).exists():
        raise AlreadyInvited(_("This address is invited already. Send its invitation again, or take it back first."))


def sent(invitation: Invitation) -> None:
    invitation.state, invitation.links_sent, invitation.expires_at = InvitationState.SENT, 1, expiry()
    invitation.save()
    notifications.invited(invitation)


def waiting(invitation: Invitation) -> None:
    invitation.state, invitation.expires_at = InvitationState.NEEDS_CONSENT, expiry()
    invitation.save()
    notifications.consent_wanted(invitation)


def send_again(invitation: Invitation, by: Any, seen: int | None = None) -> None:
    """A new link in a new mail; for `seen` see `renewed`. Raises Refused and PermissionDenied."""
    require(by, INVITE, invitation)
    with transaction.atomic():
        if renewed(invitation, by, seen):
            notifications.invited(invitation)


def consent(invitation: Invitation, by: Any) -> None:
    """Raises Refused where whoever made it may do so no longer, and PermissionDenied."""
    if invitation.lacks_authority(INVITE):
        raise Refused(
            _("Whoever made this invitation may no longer invite. Refuse it, and invite the person yourself.")
        )
    with transaction.atomic():
        move(invitation, "consent", by, links_sent=invitation.links_sent + 1, expires_at=expiry())
        notifications.invited(invitation)


def refuse(invitation: Invitation, by: Any, reason: str) -> None:
    """Staff say no; whoever invited is told why."""
    with transaction.atomic():
        move(invitation, "refuse", by, reason=reason.strip())
        notifications.refused(invitation, reason.strip())


def revoke(invitation: Invitation, by: Any) -> None:
    move(invitation, "revoke", by)


def accept(invitation: Invitation, user: Any) -> Membership:
    """The person whose address it is comes in. Of two clicks at once the second raises WrongState.

    Raises Refused where the body is no more, or whoever invited may do so no longer.
    """
    with transaction.atomic():
        invitation.municipality = locked(invitation.municipality)
        refuse_void(invitation)
        move(invitation, "accept", user, accepted_by=user)
        membership = join(invitation.municipality, user, invitation.role, invitation.invited_by)
        notifications.accepted(invitation)
    return membership
