"""What every act at the desk holds while it is done, in one order: the desk, statements, needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import row_number
from core.workflow import Refused
from needs.curation.telling import who_did_what
from needs.enums import StatementState
from needs.models import Challenge, CurationAct, Need, Statement

DESK = 4_260  # the number of the desk's lock among the database's own


class SomeRefused(Refused):
    """Nothing was done, since some of the needs can not be dealt with: `reasons` by the need's number."""

    def __init__(self, needs: list[Need], reasons: dict[int, str]) -> None:
        self.reasons = reasons
        count = len(reasons)
        first = ngettext(
            "Nothing was done: one need can not be dealt with.",
            "Nothing was done: %(count)s needs can not be dealt with.",
            count,
        ) % {"count": count}
        told = [f"“{need}”: {reasons[need.pk]}" for need in needs if need.pk in reasons]
        super().__init__(" ".join([first, *told]))


@dataclass(frozen=True)
class Seen:
    """How far the desk had come when a page was made: the newest act, when one was last undone, and the newest step
    of a need, where that is known."""

    act: int = 0
    undone: datetime | None = None
    step: int | None = None

    def __str__(self) -> str:
        return f"{self.act}_{self.undone.isoformat() if self.undone else ''}_{'' if self.step is None else self.step}"

    @classmethod
    def read(cls, text: str) -> "Seen | None":
        """None where the text is nothing of the kind."""
        number, sign, rest = text.partition("_")
        moment, _sign, step = rest.partition("_")
        if sign and not number:
            number = "0"
        if row_number(number) is None:
            return None
        try:
            undone = parse_datetime(moment) if moment else None
        except ValueError:
            return None
        return cls(int(number), undone if undone and undone.tzinfo else None, row_number(step))

    @property
    def since(self) -> Q:
        """What happened later."""
        undone = Q(undone_at__gt=self.undone) if self.undone else Q(undone_at__isnull=False)
        return Q(pk__gt=self.act) | undone


def hold_desk() -> None:
    """Acts are done one after another, so that their numbers tell which came first. Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DESK])


def hold(needs: Iterable[Need], challenges: Iterable[Challenge | int] = (), seen: Seen | None = None) -> list[Need]:
    """Lock all that an act touches, and answer the needs as they are now.

    Raises Refused where a challenge is gone or is being published, and where somebody dealt with a need after `seen`.
    """
    hold_desk()
    hold_challenges({one.pk if isinstance(one, Challenge) else one for one in challenges})
    numbers = [need.pk for need in needs]
    locked = list(
        Need.objects.select_for_update(of=("self",))
        .filter(pk__in=numbers)
        .select_related("municipality__merged_into", "dialogue")
        .order_by("pk")
    )
    if seen:
        refuse_changed(locked, seen)
    return locked


def hold_challenges(numbers: set[int]) -> None:
    statements = Statement.objects.select_for_update(of=("self",)).filter(challenge__in=numbers).order_by("-pk")
    states = {statement.state for statement in statements}
    if StatementState.RELEASING in states:
        raise Refused(_("The statement is being published. Call it back before you change its needs."))
    if states & set(StatementState.frozen()):
        raise Refused(_("The statement is circulated as it is. Begin its next version before you change its needs."))
    if Challenge.objects.filter(pk__in=numbers).count() < len(numbers):
        raise Refused(_("The challenge is not there any more."))


def refuse_changed(needs: list[Need], seen: Seen) -> None:
    """Refuse needs that somebody dealt with after the page was made, each with what happened."""
    later = CurationAct.objects.filter(seen.since, needs__in=needs).select_related("actor", "undone_by")
    happened: dict[int, str] = {}
    for act in later.distinct().order_by("pk").prefetch_related("needs"):
        happened |= {need.pk: who_did_what(act) for need in act.needs.all()}
    refuse({need.pk: happened[need.pk] for need in needs if need.pk in happened}, needs)


def refuse(reasons: dict[int, str], needs: list[Need]) -> None:
    if reasons:
        raise SomeRefused(needs, reasons)


def circulated_since(challenges: Iterable[int], moment: Any) -> bool:
    """Whether others were shown a statement of these challenges after a moment."""
    return any(shown > moment for shown in last_shown(challenges).values())


def last_shown(challenges: Iterable[int]) -> dict[int, datetime]:
    """When others were last shown a statement of each of these challenges; without those that nobody was shown."""
    beyond = ~Q(state__in=[StatementState.DRAFT, StatementState.ABANDONED])
    shown = Greatest("circulated_at", Max("trail__at", filter=beyond))
    statements = Statement.objects.filter(challenge__in=challenges).order_by()
    last: dict[int, datetime] = {}
    for challenge, moment in statements.annotate(shown=shown).values_list("challenge", "shown"):
        if moment:
            last[challenge] = max(moment, last.get(challenge, moment))
    return last
