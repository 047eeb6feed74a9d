"""What the pages about signing show: a person's bodies with what they are asked to sign, and what changed before."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from municipalities.models import Membership, Municipality
from municipalities.models.people import bodies_read_by
from municipalities.rules import EDITORS
from needs.enums import Decision, StatementState
from needs.models import Signature, SigningInvitation, Statement
from needs.signing.answers import Words
from needs.statements.differences import Difference, differences

S = StatementState
ASKING = (S.CIRCULATED, S.AGREED, S.RELEASING, S.PUBLISHED)


@dataclass
class Row:
    """A version that a body was asked to sign, with the word that stands for it, if there is one."""

    invitation: SigningInvitation
    word: Signature | None

    @property
    def waits(self) -> bool:
        is_open = self.invitation.statement.state in ASKING and not self.invitation.municipality.is_closed
        return self.word is None and is_open


@dataclass
class OfBody:
    body: Municipality
    role: str
    rows: list[Row] = field(default_factory=list)
    joinable: list[Statement] = field(default_factory=list)

    @property
    def waiting(self) -> list[Row]:
        return sorted((row for row in self.rows if row.waits), key=lambda row: nearest(row.invitation))

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if not row.waits]

    @property
    def may_ask(self) -> bool:
        return self.role in EDITORS


def nearest(invitation: SigningInvitation) -> tuple[Any, ...]:
    """For sorting: what has the nearest deadline first, what is public already last."""
    statement = invitation.statement
    return statement.is_public, statement.deadline, invitation.pk


def of_person(user: Any) -> list[OfBody]:
    """Each body of hers: the versions that it, or what is a part of it now, was asked to sign, the newest first, and
    those that it may ask for."""
    memberships = list(Membership.objects.filter(user=user).select_related("municipality__merged_into"))
    bodies = [membership.municipality_id for membership in memberships]
    rows = rows_of(bodies_read_by(user))
    public = list(
        Statement.objects.filter(state=S.PUBLISHED, challenge__dialogue__participations__municipality__in=bodies)
        .select_related("challenge__dialogue")
        .prefetch_related("challenge__dialogue__participations")
        .distinct()
    )
    return [of_body(membership, rows, public) for membership in memberships]


def of_body(membership: Membership, rows: list[Row], public: list[Statement]) -> OfBody:
    body = membership.municipality
    own = [row for row in rows if body in row.invitation.municipality.line]
    settled = {row.invitation.statement_id for row in own if row.word or row.invitation.municipality == body}
    joinable = [
        statement
        for statement in public
        if statement.pk not in settled
        and not body.is_closed
        and body.pk in {part.municipality_id for part in statement.challenge.dialogue.participations.all()}
    ]
    return OfBody(body, membership.role, own, joinable)


def rows_of(bodies: Any) -> list[Row]:
    of_line = Q(municipality__in=bodies) | Q(municipality__merged_into__isnull=False)
    words = Signature.objects.filter(of_line, withdrawn_at=None)
    words = words.select_related("signed_by", "municipality__merged_into")
    invitations = (
        SigningInvitation.objects.filter(municipality__in=bodies)
        .select_related("statement__challenge__dialogue", "municipality__merged_into__merged_into")
        .prefetch_related(Prefetch("statement__signatures", words, to_attr="own_words"))
        .order_by("-invited_at", "-pk")
    )
    return [Row(row, Words(row.statement.own_words).of(row.municipality)) for row in invitations]  # type: ignore[attr-defined]


def changes_for(invitation: SigningInvitation) -> Statement | None:
    """The last version before that this body signed: it reads first what changed since then."""
    statement = invitation.statement
    signed = Signature.objects.filter(municipality=invitation.municipality, decision=Decision.APPROVE)
    before = Statement.objects.filter(challenge=statement.challenge_id, number__lt=statement.number)
    return before.filter(signatures__in=signed).order_by("-number").first()


def differences_between(before: Statement, after: Statement, language: str) -> list[Difference]:
    old: Any = before.content
    new: Any = after.content
    return differences(old, new, language)
