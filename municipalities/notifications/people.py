"""To those who are invited to a public buyer, to its people, and to staff who are asked for their consent."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.invitations import VALID_DAYS, token
from accounts.models import User
from core.mail import Message, address
from municipalities.enums import MembershipRole, ParticipationRole
from municipalities.models import Invitation, Membership, Municipality, Participation
from municipalities.rules import EDITORS

INVITED = Message("municipalities/mail/invitation_sent", secret=True)
CONSENT_WANTED = Message("municipalities/mail/invitation_consent")
REFUSED = Message("municipalities/mail/invitation_refused")
ACCEPTED = Message("municipalities/mail/invitation_accepted")
JOINED = Message("municipalities/mail/membership_joined")
ROLE_CHANGED = Message("municipalities/mail/membership_changed")
ENDED = Message("municipalities/mail/membership_ended")
PART_CHANGED = Message("municipalities/mail/participation_changed")


def invited(invitation: Invitation) -> None:
    INVITED.send(
        invitation.email,
        invitation.language,
        invitation,
        invitation=invitation,
        role=MembershipRole(invitation.role).label,
        url=address("account-invitation", token(invitation), language=invitation.language),
        days=VALID_DAYS,
    )


def consent_wanted(invitation: Invitation) -> None:
    """To the coordinators of the body's country, else to the managers, else to the administrators."""
    body = invitation.municipality
    for person in coordinators_of(body) or managers_of(body) or User.objects.filter(is_superuser=True, is_active=True):
        CONSENT_WANTED.send(
            person.email,
            person.language,
            invitation,
            person=person,
            invitation=invitation,
            role=MembershipRole(invitation.role).label,
            url=address("workspace-invitation", invitation.pk, language=person.language),
        )


def coordinators_of(body: Municipality) -> QuerySet[User]:
    return staff_of(body, Q(staff_roles__country=body.country))


def managers_of(body: Municipality) -> QuerySet[User]:
    return staff_of(body, Q(staff_roles__country=""))


def staff_of(body: Municipality, role: Q) -> QuerySet[User]:
    taking_part = Q(staff_roles__dialogue__participations__municipality=body)
    return User.objects.filter(role, taking_part, is_active=True).distinct()


def refused(invitation: Invitation, reason: str) -> None:
    if person := who_invited(invitation):
        said = {"person": person, "reason": reason, "url": colleagues(invitation.municipality, person)}
        REFUSED.send(person.email, person.language, invitation, invitation=invitation, **said)


def accepted(invitation: Invitation) -> None:
    """To whoever invited."""
    if person := who_invited(invitation):
        url = colleagues(invitation.municipality, person)
        ACCEPTED.send(person.email, person.language, invitation, person=person, invitation=invitation, url=url)


def who_invited(invitation: Invitation) -> User | None:
    """None where she is gone meanwhile: nobody reads what is sent to her."""
    person = invitation.invited_by
    return person if person and person.is_active else None


def joined(membership: Membership, reason: str) -> None:
    tell(JOINED, membership, reason=reason, url=colleagues(membership.municipality, membership.user))


def role_changed(membership: Membership, by: Any, reason: str) -> None:
    url = colleagues(membership.municipality, membership.user)
    tell(ROLE_CHANGED, membership, by=by, reason=reason, url=url)


def ended(membership: Membership, by: Any, reason: str) -> None:
    tell(ENDED, membership, by=by, reason=reason, is_own_wish=by == membership.user)


def tell(message: Message, membership: Membership, **context: Any) -> None:
    person, body = membership.user, membership.municipality
    role = MembershipRole(membership.role).label
    message.send(person.email, person.language, body, person=person, body=body, role=role, **context)


def part_changed(part: Participation, role: str, by: Any, reason: str) -> None:
    """To the body's editors: what it is in the dialogue from now on, or that it takes part no more."""
    body = part.municipality
    for membership in body.memberships.filter(role__in=EDITORS, user__is_active=True).select_related("user"):
        person = membership.user
        PART_CHANGED.send(
            person.email,
            person.language,
            body,
            person=person,
            body=body,
            dialogue=part.dialogue,
            role=ParticipationRole(role).label if role else "",
            observes=role == ParticipationRole.OBSERVER,
            by=by,
            reason=reason,
            url=address("workspace-body", body.pk, language=person.language),
        )


def colleagues(body: Municipality, reader: User) -> str:
    return address("workspace-colleagues", body.pk, language=reader.language)
