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
from needs.signing.answers import Answers, Words
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
    def waits(self) -> bool:
        """What is no more is waited for no more."""
        return self.word is None and not self.body.is_closed

    @property
    def lacks_signatory(self) -> bool:
        return self.waits and not self.signatories

    @property
    def is_reachable(self) -> bool:
        """Missing, though somebody may sign for it."""
        return self.waits and bool(self.signatories)

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
    def signatures(self) -> list[Signature]:
        related = ("signed_by", "municipality__merged_into", "carried_from__statement")
        found = self.statement.signatures.select_related(*related).defer("carried_from__statement__content")
        return list(found.prefetch_related("reservations"))

    @cached_property
    def words(self) -> Words:
        return Words(word for word in self.signatures if word.withdrawn_at is None)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.statement, [row.body for row in self.rows], self.words)

    @cached_property
    def rows(self) -> list[BoardRow]:
        invitations = self.statement.signing_invitations.select_related("municipality__merged_into", "invited_by")
        rows = list(invitations.order_by(*by_country("municipality__")))
        signatories = self.signatories([row.municipality_id for row in rows])
        return sorted((self.row(row, signatories) for row in rows), key=lambda row: row.word is not None)

    def row(self, invitation: SigningInvitation, signatories: dict[int, int]) -> BoardRow:
        body = invitation.municipality
        back = [word for word in self.signatures if word.withdrawn_at and word.municipality_id == body.pk]
        return BoardRow(invitation, self.words.of(body), signatories.get(body.pk, 0), back)

    def signatories(self, bodies: list[int]) -> dict[int, int]:
        """How many active signatories each body has."""
        found: dict[int, int] = {}
        rows = Membership.objects.filter(municipality__in=bodies, role=MembershipRole.SIGNATORY, user__is_active=True)
        for body in rows.values_list("municipality", flat=True):
            found[body] = found.get(body, 0) + 1
        return found

    @property
    def reachable(self) -> list[BoardRow]:
        return [row for row in self.rows if row.is_reachable]

    @property
    def is_over(self) -> bool:
        return self.statement.is_past_deadline

    @cached_property
    def waits_for_objections(self) -> bool:
        is_open = self.statement.state == S.CIRCULATED and not self.is_over
        return is_open and self.answers.is_met and may_object(self.statement)

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
