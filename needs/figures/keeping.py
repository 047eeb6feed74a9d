"""The public figures of a statement, held against all that are public already, and the private record behind them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils import timezone

from dialogues.models import Dialogue
from municipalities.mergers import Successors, successors
from needs.enums import StatementState
from needs.figures.content import Content, figures_content
from needs.figures.disclosure import Auditor, Part, Relation, Row
from needs.figures.euro import per_euro
from needs.figures.pieces import Piece, as_json, from_json, pieces_of
from needs.figures.public import Figures, public_figures, value_ends
from needs.figures.rates import rates_at
from needs.models import DemandLine, FiguresBehind, Statement

OF_A_STATEMENT = ("country", "certainty")


def lock(dialogue: Dialogue) -> None:
    """Of two that publish figures of a dialogue at a time, the second sees the first one's."""
    Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)


def content_of(statement: Statement, previous: Statement | None, on: date | None = None) -> Content:
    """The public figures of a statement if it were frozen now, at rates of that day. `previous` is what is public."""
    figures, rates, _pieces = figures_of(statement, on)
    before = previous.content if previous else None
    return figures_content(figures, rates, before, previous.number if previous else 0)


def figures_of(statement: Statement, on: date | None = None) -> tuple[Figures, list[Any], list[Piece]]:
    pieces = pieces_of(statement.challenge)
    rates = rates_for(pieces, on or timezone.localdate())
    found = public_figures(pieces, per_euro(rates), auditor(statement, pieces), OF_A_STATEMENT)
    return found, rates, pieces


def rates_for(pieces: Iterable[Piece], day: date) -> list[Any]:
    """The rates of the day that these pieces need."""
    wanted = {piece.currency for piece in pieces if piece.currency}
    return [rate for rate in rates_at(day).newest if rate.currency in wanted]


def keep(statement: Statement, on: date) -> None:
    """Under the lock that `content_of` was asked under, so that it finds the same figures."""
    figures, _rates, pieces = figures_of(statement, on)
    FiguresBehind.objects.filter(statement=statement).delete()
    FiguresBehind.objects.create(
        dialogue=statement.challenge.dialogue,
        statement=statement,
        pieces=as_json(pieces),
        rows=[row_as_json(row) for row in figures.rows],
    )


def auditor(statement: Statement, pieces: Iterable[Piece]) -> Auditor:
    """Knows of every figure of the dialogue that is public or on its way to be, but this statement's own."""
    others = standing(statement.challenge.dialogue).exclude(statement=statement)
    return auditor_of(others, pieces)


def standing(dialogue: Dialogue) -> Any:
    """What stands behind figures that somebody outside has read, or will. What was called back is not among it."""
    frozen = Q(statement__content__isnull=False) & ~Q(statement__state=StatementState.ABANDONED)
    return FiguresBehind.objects.filter(Q(demand__isnull=False) | frozen, dialogue=dialogue).order_by("pk")


def auditor_of(records: Any, pieces: Iterable[Piece]) -> Auditor:
    kept, now = list(records), successors()
    earlier = [piece for record in kept for piece in from_json(record.pieces, now)]
    rows = [row_from_json(row, now) for record in kept for row in record.rows]
    everything = [*earlier, *pieces]
    return Auditor(rows, relations(everything), known(everything))


def relations(pieces: Iterable[Piece]) -> list[Relation]:
    return [relation for piece in pieces if (relation := piece.relation)]


def known(pieces: list[Piece]) -> set[str]:
    """What everybody may see of a body alone: it was public when it was frozen, or is now and is still the same."""
    lines = DemandLine.objects.filter(is_public=True, pk__in={piece.line for piece in pieces})
    now = set(lines.values_list("pk", "quantity", "value_min", "value_max"))
    return {key for piece in pieces if piece.is_public or said_by(piece) in now for key in keys(piece)}


def said_by(piece: Piece) -> tuple[Any, ...]:
    low, high = (Decimal(value) if value else None for value in (piece.value_min, piece.value_max))
    return piece.line, Decimal(piece.whole), low, high


def keys(piece: Piece) -> set[str]:
    return {piece.key, piece.key_of(piece.whole), *(key for key, _amount in value_ends(piece))}


def row_as_json(row: Row) -> dict[str, Any]:
    parts = [[part.body, part.key, str(part.times), part.is_known] for part in row.parts]
    return {"group": row.group, "parts": parts}


def row_from_json(row: dict[str, Any], now: Successors) -> Row:
    parts = (Part(now[body], key, Fraction(times), known) for body, key, times, known in row["parts"])
    return Row(row["group"], tuple(parts))
