"""What is written when a source need is withdrawn: to the managers, and to who signs what is on its way."""

from typing import Any

from core.mail import Message, address
from needs.models import Need, Statement
from needs.notifications.signing import invitations_of, managers_of, signatories_of

MANAGERS = Message("needs/mail/source_withdrawn")
SIGNATORIES = Message("needs/mail/source_withdrawn_signing")


def to_managers(need: Need, statement: Statement, reason: str, by: Any) -> None:
    for person in managers_of(statement).exclude(pk=by.pk).order_by("pk"):
        url = address("workspace-challenge-needs", statement.challenge.slug, language=person.language)
        about = {"person": person, "need": need, "body": need.municipality, "reason": reason, "url": url}
        MANAGERS.send(person.email, person.language, statement, statement=statement, **about)


def to_signatories(need: Need, statement: Statement, by: Any) -> None:
    """Of every body that was asked. They read whose need it was, not what stood in it."""
    for invitation in invitations_of(statement):
        for person in signatories_of(invitation.municipality).exclude(pk=by.pk).order_by("pk"):
            url = address("workspace-signing", invitation.pk, language=person.language)
            about = {"person": person, "body": invitation.municipality, "owner": need.municipality, "url": url}
            SIGNATORIES.send(person.email, person.language, statement, statement=statement, **about)
