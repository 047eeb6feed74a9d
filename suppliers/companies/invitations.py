"""The doors of an invitation to represent a company: made, sent again, taken back, accepted, expired."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.invitations import expire, expiry, people_at, refuse_void, renewed
from core.addresses import tidy
from core.limits import Limit
from core.permissions import require
from core.workflow import Refused, move
from suppliers.companies import registering, representing
from suppliers.enums import CompanyState
from suppliers.models import Company, CompanyInvitation
from suppliers.notifications import people as notifications

DAY = 24 * 3600
OF_COMPANY = Limit("company-invitations", most=10, seconds=DAY)
OF_PERSON = Limit("company-invitations-person", most=10, seconds=DAY)
TO_ADDRESS = Limit("company-invitations-address", most=2, seconds=DAY)
OF_PERSON_TO_ADDRESS = Limit("company-invitations-person-address", most=2, seconds=DAY)


def invite(company: Company, email: str, name: str, language: str, by: Any) -> CompanyInvitation:
    """Raises Refused, before anything is written, and PermissionDenied."""
    with transaction.atomic():
        held = representing.locked_for(by, company)
        refuse_if_there(held, tidy(email))
        refuse_before_it_is_checked(held)
        refuse_too_many(held, tidy(email), by)
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


def refuse_before_it_is_checked(company: Company) -> None:
    """Whoever registered it may be anybody, under any name: one stranger at most is written to."""
    if company.state == CompanyState.UNCHECKED and company.invitations.filter(invited_by__isnull=False).exists():
        raise Refused(_("Your company is not checked yet. Until then it invites one colleague, and has done so."))


def refuse_too_many(company: Company, email: str, by: Any) -> None:
    """Counts the mail that is about to be written, and none that is refused because of the company or the person."""
    if OF_COMPANY.is_reached(str(company.pk)) or OF_PERSON.is_reached(str(by.pk)):
        raise too_many_in_a_day()
    if TO_ADDRESS.wait(f"{company.pk} {email}") or OF_PERSON_TO_ADDRESS.wait(f"{by.pk} {email}"):
        raise Refused(_("Two invitations went to this address within the last day. Send it again tomorrow."))
    if OF_COMPANY.wait(str(company.pk)) or OF_PERSON.wait(str(by.pk)):  # of two at once
        raise too_many_in_a_day()


def too_many_in_a_day() -> Refused:
    return Refused(_("More than ten invitations in a day are not sent. Send this one tomorrow."))


def send_again(invitation: CompanyInvitation, by: Any, seen: int | None = None) -> None:
    """A new link in a new mail; for `seen` see `renewed`. Raises Refused and PermissionDenied."""
    require(by, representing.ACT, invitation)
    with transaction.atomic():
        if renewed(invitation, by, seen):
            refuse_too_many(invitation.company, invitation.email, by)
            notifications.invited(invitation)


def revoke(invitation: CompanyInvitation, by: Any) -> None:
    move(invitation, "revoke", by)


def accept(invitation: CompanyInvitation, user: Any) -> None:
    """The person whose address it is comes in. Of two clicks at once the second raises WrongState.

    Raises Refused where the company is closed, or whoever invited may do so no longer.
    """
    if invitation.is_registration:
        registering.come_in(invitation, user)
        return
    with transaction.atomic():
        company = invitation.company = representing.locked(invitation.company)
        if not company.is_open:
            raise Refused(_("This company is closed. Nobody can be invited to it."))
        refuse_void(invitation)
        move(invitation, "accept", user, accepted_by=user)
        representing.begin(company, user, invitation.invited_by)
        notifications.accepted(invitation)
