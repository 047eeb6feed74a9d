"""Signatures under the version before, carried over where only the wording changed.

A carried signature keeps its day, its signer and the checksum of the text that was signed. Its body may object
until the deadline by taking it back. Who signs the version before, or takes its signature there back, while the next
one is on its way, does so under that, too.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from needs.enums import ClauseChange, StatementState
from needs.models import Reservation, Signature, SigningInvitation, Statement
from needs.signing.asking import ask
from needs.signing.locking import lock
from needs.statements.changes import verdict

KEPT = ("municipality", "decision", "signed_by", "signed_at", "mandate", "council_date", "subject_to", "language")


def to_carry(statement: Statement) -> list[Signature]:
    """What is carried over to a version as it is circulated."""
    if statement.revises is None or verdict(statement) != ClauseChange.EDITORIAL:
        return []
    standing = lock(statement.revises).signatures.standing().not_taken_back_where_given()
    return list(standing.select_related("municipality__merged_into", "signed_by").prefetch_related("reservations"))


def carry(signatures: list[Signature], statement: Statement, by: Any, at: datetime) -> list[SigningInvitation]:
    """The invitations of those whose signatures these are."""
    for signature in signatures:
        copy(signature, statement)
    return ask(statement, [signature.municipality for signature in signatures], by, at)


def copy(signature: Signature, statement: Statement) -> None:
    """With its reservations, at the numbers that the clauses have now; of a clause that is gone there is none."""
    fields = {name: getattr(signature, name) for name in KEPT}
    carried = Signature.objects.create(
        statement=statement, carried_from=signature, content_hash=signature.content_hash, **fields
    )
    content: dict[str, Any] = statement.content or {}
    numbers = {clause["key"]: clause["number"] for clause in content["clauses"]}
    Reservation.objects.bulk_create(
        Reservation(
            signature=carried,
            clause_key=held.clause_key,
            clause_number=numbers[str(held.clause_key)],
            language=held.language,
            text=held.text,
        )
        for held in signature.reservations.all()
        if str(held.clause_key) in numbers
    )


def takes_over(statement: Statement, signature: Signature) -> bool:
    """Whether a signature that was given after this version was circulated is carried over to it."""
    return statement.revises_id == signature.statement_id and verdict(statement) == ClauseChange.EDITORIAL


def copies(signature: Signature) -> QuerySet[Signature]:
    """What stands of it under later versions that are not over, also by way of some that are."""
    statement = signature.statement
    later = Statement.objects.filter(
        challenge=statement.challenge_id, number__gt=statement.number, state__in=StatementState.alive()
    )
    carried = Signature.objects.filter(~Q(carried_from=None), withdrawn_at=None, statement__in=later)
    return carried.filter(municipality=signature.municipality, signed_at=signature.signed_at).select_related(
        "statement__challenge", "municipality"
    )


def may_object(statement: Statement) -> bool:
    """Whether signatures were carried over, whose bodies may object until the deadline."""
    return statement.signatures.filter(~Q(carried_from=None)).exists()
