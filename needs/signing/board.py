"""The sign-off board: of every body that was asked whether it signed, with what reservations, and who is missing."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from municipalities.enums import MembershipRole
from municipalities.handled import by_country
from municipalities.models import Membership
from needs.enums import Decision, StatementState
from needs.models import Signature, SigningInvitation, Statement
from needs.signing.carrying import may_object
from needs.signing.workdays import reminder_day

S = StatementState


@dataclass
class BoardRow:
    invitation: SigningInvitation
    word: Signature | None
    signatories: int
    taken_back: list[Signature] = field(default_factory=list)

    @property
    def body(self) -> Any:
        return self.invitation.municipality

    @property
    def has_signed(self) -> bool:
        return self.word is not None and self.word.decision == Decision.APPROVE

    @property
    def lacks_signatory(self) -> bool:
        return self.word is None and not self.signatories

    @property
    def has_remarks(self) -> bool:
        word = self.word
        said = bool(word and (word.reason or word.subject_to or word.reservations.all()))
        return said or self.lacks_signatory or bool(self.taken_back) or self.invitation.reminders > 0


class Board:
    """Of one circulated version, in a fixed number of queries. Those who are missing come first."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement

    @cached_property
    def rows(self) -> list[BoardRow]:
        words: dict[int, list[Signature]] = {}
        signatures = self.statement.signatures.select_related("signed_by", "carried_from__statement")
        signatures = signatures.defer("carried_from__statement__content")
        for signature in signatures.prefetch_related("reservations"):
            words.setdefault(signature.municipality_id, []).append(signature)
        invitations = self.statement.signing_invitations.select_related("municipality__merged_into", "invited_by")
        rows = list(invitations.order_by(*by_country("municipality__")))
        signatories = self.signatories([row.municipality_id for row in rows])
        found = [self.row(row, words.get(row.municipality_id, []), signatories) for row in rows]
        return sorted(found, key=lambda row: row.word is not None)

    def row(self, invitation: SigningInvitation, words: list[Signature], signatories: dict[int, int]) -> BoardRow:
        standing = next((word for word in words if word.withdrawn_at is None), None)
        back = [word for word in words if word.withdrawn_at]
        return BoardRow(invitation, standing, signatories.get(invitation.municipality_id, 0), back)

    def signatories(self, bodies: list[int]) -> dict[int, int]:
        """How many active signatories each body has."""
        found: dict[int, int] = {}
        rows = Membership.objects.filter(municipality__in=bodies, role=MembershipRole.SIGNATORY, user__is_active=True)
        for body in rows.values_list("municipality", flat=True):
            found[body] = found.get(body, 0) + 1
        return found

    @property
    def signed(self) -> list[BoardRow]:
        return [row for row in self.rows if row.has_signed]

    @property
    def declined(self) -> list[BoardRow]:
        return [row for row in self.rows if row.word and not row.has_signed]

    @property
    def missing(self) -> list[BoardRow]:
        return [row for row in self.rows if row.word is None]

    @property
    def reachable(self) -> list[BoardRow]:
        """Those who are missing though somebody may sign for them."""
        return [row for row in self.missing if not row.lacks_signatory]

    @property
    def is_met(self) -> bool:
        return len(self.signed) >= (self.statement.quorum or 1)

    @property
    def is_out_of_reach(self) -> bool:
        """Too many have declined for the quorum to be met by those who were asked."""
        return len(self.signed) + len(self.missing) < (self.statement.quorum or 1)

    @property
    def is_over(self) -> bool:
        return self.statement.is_past_deadline

    @cached_property
    def waits_for_objections(self) -> bool:
        return self.statement.state == S.CIRCULATED and self.is_met and not self.is_over and may_object(self.statement)

    @property
    def takes_answers(self) -> bool:
        return self.statement.takes_answers

    @property
    def reminded_on(self) -> date | None:
        """When those who have not answered are reminded by themselves; who was asked on that day or later is not."""
        asked, deadline, zone = self.statement.circulated_at, self.statement.deadline, self.statement.zone
        if self.statement.state != S.CIRCULATED or asked is None or deadline is None:
            return None
        on = reminder_day(deadline, zone)
        return on if timezone.localdate(asked, ZoneInfo(zone)) < on else None
