"""What is written about signing: to the signatories of a body, to all of its people, and to the dialogue's managers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.mail import Message, address
from dialogues.enums import StaffRoleKind
from municipalities.enums import MembershipRole
from municipalities.models import Municipality
from needs.models import Signature, SigningInvitation, Statement

INVITED = Message("needs/mail/signing_invited")
CARRIED = Message("needs/mail/signing_carried")
REMINDED = Message("needs/mail/signing_reminded")
EXTENDED = Message("needs/mail/signing_extended")
ABANDONED = Message("needs/mail/signing_abandoned")
RECEIVED = Message("needs/mail/signing_received")
AGREED = Message("needs/mail/signing_agreed")
REOPENED = Message("needs/mail/signing_reopened")
ANSWERED = Message("needs/mail/signing_answered")
ASKED = Message("needs/mail/signing_asked")


# To a body's signatories


def signatories_of(body: Municipality) -> QuerySet[User]:
    """And of what it has become a part of: they may take its word back."""
    return User.objects.filter(
        is_active=True, memberships__municipality__in=body.line, memberships__role=MembershipRole.SIGNATORY
    ).distinct()


def invited(invitations: Iterable[SigningInvitation]) -> None:
    for invitation in invitations:
        tell_body(INVITED, invitation)


def carried(invitations: Iterable[SigningInvitation]) -> None:
    """Their signature under the version before stands for this one too, unless they object."""
    for invitation in invitations:
        tell_body(CARRIED, invitation)


def reminded(invitation: SigningInvitation) -> None:
    tell_body(REMINDED, invitation)


def extended(statement: Statement) -> None:
    for invitation in invitations_of(statement):
        tell_body(EXTENDED, invitation)


def abandoned(statement: Statement, reason: str) -> None:
    for invitation in invitations_of(statement):
        tell_body(ABANDONED, invitation, reason=reason)


def received(signature: Signature) -> None:
    """The body's signatories hear what was given in its name, with a link to the receipt."""
    invitation = SigningInvitation.objects.get(statement=signature.statement, municipality=signature.municipality)
    invitation.statement = signature.statement
    tell_body(RECEIVED, invitation, signature=signature)


def invitations_of(statement: Statement) -> list[SigningInvitation]:
    rows = list(statement.signing_invitations.select_related("municipality__merged_into"))
    for row in rows:
        row.statement = statement
    return rows


def tell_body(message: Message, invitation: SigningInvitation, **context: Any) -> None:
    for person in signatories_of(invitation.municipality).order_by("pk"):
        url = address("workspace-signing", invitation.pk, language=person.language)
        message.send(
            person.email,
            person.language,
            invitation.statement,
            person=person,
            body=invitation.municipality,
            statement=invitation.statement,
            url=url,
            **context,
        )


# To the managers


def managers_of(statement: Statement) -> QuerySet[User]:
    roles = statement.challenge.dialogue.staff.filter(kind=StaffRoleKind.MANAGER)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True)


def agreed(statement: Statement) -> None:
    tell_managers(AGREED, statement)


def reopened(statement: Statement) -> None:
    tell_managers(REOPENED, statement)


def answered(signature: Signature) -> None:
    """A body declined, signed with a reservation or took its word back: the manager may have to act."""
    tell_managers(ANSWERED, signature.statement, signature=signature, body=signature.municipality)


def asked(invitation: SigningInvitation) -> None:
    tell_managers(ASKED, invitation.statement, body=invitation.municipality)


def tell_managers(message: Message, statement: Statement, **context: Any) -> None:
    slug = statement.challenge.slug
    for person in managers_of(statement).order_by("pk"):
        url = address("workspace-challenge-board", slug, statement.number, language=person.language)
        message.send(person.email, person.language, statement, person=person, statement=statement, url=url, **context)
