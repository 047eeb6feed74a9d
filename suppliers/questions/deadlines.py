"""Until when questions are taken. Whether one is in time is decided by the database's clock as it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import in_every_language
from core.workflow import Refused
from core.zones import in_zone
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models import QuestionDeadline, QuestionTerms
from suppliers.questions.subjects import title_of, topics_about

MANAGER = "programme manager"


def deadline_of(dialogue: Dialogue, challenge: Challenge | None) -> QuestionDeadline | None:
    """The challenge's own, or else the dialogue's."""
    rows = QuestionDeadline.objects.filter(own_or(challenge and challenge.pk), dialogue=dialogue)
    return rows.order_by(F("challenge").asc(nulls_last=True)).first()


def own_or(challenge: Any) -> Q:
    return Q(challenge__isnull=True) if challenge is None else Q(challenge=challenge) | Q(challenge__isnull=True)


def in_time(questions: QuerySet[Any]) -> QuerySet[Any]:
    """Those for which the deadline is not over, as the database reads its clock in this very statement."""
    rows = QuestionDeadline.objects.filter(
        Q(challenge=OuterRef("challenge")) | Q(challenge__isnull=True), dialogue=OuterRef("dialogue")
    )
    nearest = rows.order_by(F("challenge").asc(nulls_last=True)).values("closes_at")[:1]
    closes = questions.alias(closes_at=Subquery(nearest, output_field=DateTimeField()))
    return closes.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=Now()))


def set_deadline(
    dialogue: Dialogue,
    challenge: Challenge | None,
    closes_at: datetime,
    zone: str,
    by: Any,
    at: datetime | None = None,
) -> QuestionDeadline:
    """Say until when, or another moment, and tell the market in the same transaction. Raises Refused.

    `at` is for history that is loaded, not lived.
    """
    require(by, "suppliers.manage_questions", dialogue)
    with transaction.atomic():
        Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
        before = QuestionDeadline.objects.filter(dialogue=dialogue, challenge=challenge).first()
        if before and (before.closes_at, before.zone) == (closes_at, zone):
            raise Refused(_("This is the deadline already. Nothing was changed."))
        values = {"closes_at": closes_at, "zone": zone, "set_by": by}
        deadline, _new = QuestionDeadline.objects.update_or_create(
            dialogue=dialogue, challenge=challenge, defaults=values
        )
        tell(deadline, before, by, at)
    return deadline


def tell(deadline: QuestionDeadline, before: QuestionDeadline | None, by: Any, at: datetime | None) -> None:
    thing: Model = deadline.challenge or deadline.dialogue
    was = {"was": before.closes_at.isoformat()} if before else {}
    record(
        deadline.dialogue,
        LedgerKind.QUESTION_DEADLINE,
        subject=thing,
        titles=in_every_language(lambda: title(deadline, thing)),
        page=("dialogue-questions", [deadline.dialogue.slug]),
        topics=topics_about(thing),
        by=by,
        role=MANAGER,
        urgent=True,
        details={"closes_at": deadline.closes_at.isoformat(), "zone": deadline.zone, **was},
        at=at,
    )


def title(deadline: QuestionDeadline, thing: Model) -> str:
    said = {"moment": in_zone(deadline.closes_at, deadline.zone), "title": title_of(thing)}
    return _("Questions about “%(title)s” are taken until %(moment)s") % said


def terms_of(dialogue: Dialogue) -> QuestionTerms:
    """The dialogue's terms; a row that is not there yet says the usual."""
    return QuestionTerms.objects.filter(dialogue=dialogue).first() or QuestionTerms(dialogue=dialogue)


@contextmanager
def held_terms(dialogue: Dialogue) -> Iterator[QuestionTerms]:
    """The terms as they are now; nobody else who holds them changes them until the end."""
    with transaction.atomic():
        yield terms_of(Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk))


def set_terms(dialogue: Dialogue, four_eyes: bool, working_days: int, by: Any) -> None:
    require(by, "suppliers.manage_questions", dialogue)
    values = {"four_eyes": four_eyes, "working_days": working_days}
    QuestionTerms.objects.update_or_create(dialogue=dialogue, defaults=values)
