"""To those who register a company, who are invited to represent one, who began, and whose part in it ended."""

from typing import Any

from accounts.invitations import VALID_DAYS, token
from core.mail import Message, address
from suppliers.models import CompanyInvitation, Representative

CONFIRM = Message("suppliers/mail/company_confirm", secret=True)
INVITED = Message("suppliers/mail/company_invited", secret=True)
ACCEPTED = Message("suppliers/mail/company_accepted")
BEGUN = Message("suppliers/mail/representative_begun")
ENDED = Message("suppliers/mail/representative_ended")


def confirm_company(invitation: CompanyInvitation) -> None:
    with_link(CONFIRM, invitation)


def invited(invitation: CompanyInvitation) -> None:
    with_link(INVITED, invitation)


def with_link(message: Message, invitation: CompanyInvitation) -> None:
    url = address("account-company-invitation", token(invitation), language=invitation.language)
    said = {"invitation": invitation, "company": invitation.company, "url": url, "days": VALID_DAYS}
    message.send(invitation.email, invitation.language, invitation, **said)


def accepted(invitation: CompanyInvitation) -> None:
    """To whoever invited, if she is still there."""
    person = invitation.invited_by
    if person and person.is_active:
        url = address("workspace-company-people", invitation.company.key, language=person.language)
        ACCEPTED.send(person.email, person.language, invitation, person=person, invitation=invitation, url=url)


def begun(representative: Representative) -> None:
    person, company = representative.user, representative.company
    url = address("workspace-company", company.key, language=person.language)
    BEGUN.send(person.email, person.language, company, person=person, company=company, url=url)


def ended(representative: Representative, by: Any, reason: str) -> None:
    person, company = representative.user, representative.company
    said = {"by": by, "reason": reason.strip(), "is_own_wish": by == person}
    ENDED.send(person.email, person.language, company, person=person, company=company, **said)
