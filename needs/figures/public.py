"""The figures of a challenge or a dialogue that may be public, with what each of them is made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from needs.figures.disclosure import Auditor, Part, Row
from needs.figures.euro import ValueRange, whole
from needs.figures.pieces import Piece

Year = tuple[int, int]  # of a base unit: its key and the year
Quarter = tuple[int, int]
DIMENSIONS: dict[str, Callable[[Piece], str]] = {
    "country": lambda piece: piece.country,
    "category": lambda piece: piece.category,
    "certainty": lambda piece: piece.certainty,
}


@dataclass
class Figures:
    """What may be shown; what is hidden is None, and parts, quarters and values that are hidden are left out.

    `parts` has the years' quantities by dimension and value: {("country", (unit, year)): {"NO": 12}}. `rows` is what
    the shown figures are made of: private.
    """

    quantities: dict[Year, Decimal | None] = field(default_factory=dict)
    bodies: dict[Year, int | None] = field(default_factory=dict)
    parts: dict[tuple[str, Year], dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    starts: dict[Quarter, int | None] = field(default_factory=dict)
    ends: dict[Quarter, int | None] = field(default_factory=dict)
    value: ValueRange | None = None
    has_value: bool = False
    values: dict[tuple[str, str], ValueRange] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


@dataclass
class Offer:
    """A figure that would be shown, what it is made of, and what showing it means."""

    rows: list[Row]
    bodies: int
    show: Callable[[], Any]


def public_figures(
    pieces: list[Piece], worth: Mapping[str, Fraction], auditor: Auditor, dimensions: Iterable[str]
) -> Figures:
    """Held against all that the auditor knows of: first what matters most, then the parts of what is shown."""
    figures = Figures()
    asking = [piece for piece in pieces if piece.amount]  # who asks for nothing stands behind nothing
    by_year = grouped(asking, lambda piece: (piece.unit, piece.year))
    show(auditor, figures, [*totals(figures, by_year), *quarters(figures, pieces), *value(figures, pieces, worth)])
    shown = {year: some for year, some in by_year.items() if figures.quantities[year] is not None}
    for dimension in dimensions:
        show(auditor, figures, year_parts(figures, dimension, shown))
        if figures.value and dimension != "certainty":
            show(auditor, figures, value_parts(figures, dimension, pieces, worth))
    return figures


def show(auditor: Auditor, figures: Figures, offers: list[Offer]) -> None:
    for offer, may in zip(offers, auditor.admit([offer.rows for offer in offers]), strict=True):
        if may:
            offer.show()
            figures.rows += offer.rows


def grouped(pieces: Iterable[Piece], by: Callable[[Piece], Any]) -> dict[Any, list[Piece]]:
    found: dict[Any, list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[by(piece)].append(piece)
    return dict(sorted(found.items()))


def bodies_of(pieces: Iterable[Piece]) -> int:
    return len({piece.body for piece in pieces})


# What a figure is made of


def quantity_row(year: Year, pieces: Iterable[Piece]) -> Row:
    parts = (Part(piece.body, piece.key, is_known=piece.is_public) for piece in pieces)
    return Row(f"quantity/{year[0]}/{year[1]}", tuple(parts))


def count_row(group: str, pieces: Iterable[Piece]) -> Row:
    """Each body counts once. That it counts is known where one of its lines may be shown."""
    known: dict[int, bool] = defaultdict(bool)
    for piece in pieces:
        known[piece.body] |= piece.is_public
    parts = (Part(body, f"{body}{'!' if is_known else ''}", is_known=is_known) for body, is_known in known.items())
    return Row(group, tuple(parts))


def value_rows(pieces: Iterable[Piece], worth: Mapping[str, Fraction]) -> list[Row]:
    """The lower end and the upper one: often the same unknowns."""
    ends: list[list[Part]] = [[], []]
    for piece in pieces:
        for place, (key, amount) in enumerate(value_ends(piece)):
            if amount:
                times = piece.share / worth[piece.currency]
                ends[place].append(Part(piece.body, key, times, piece.is_public))
    return [Row("value", tuple(parts)) for parts in ends]


def value_ends(piece: Piece) -> list[tuple[str, Fraction]]:
    """From and to, each with the key of the unknown that it is."""
    ends = (piece.value_min or "0", piece.value_max or piece.value_min or "0")
    return [(f"{piece.line}:{amount} {piece.currency}", Fraction(amount)) for amount in ends]


def has_value(piece: Piece) -> bool:
    return bool(piece.value_min or piece.value_max)


def value_range(pieces: Iterable[Piece], worth: Mapping[str, Fraction], left_out: Iterable[str] = ()) -> ValueRange:
    low = high = Fraction()
    for piece in pieces:
        ends = [amount * piece.share / worth[piece.currency] for _key, amount in value_ends(piece)]
        low, high = low + ends[0], high + ends[1]
    return ValueRange(whole(low), whole(high), tuple(left_out))


# The offers, in the order in which they are made


def totals(figures: Figures, by_year: dict[Year, list[Piece]]) -> list[Offer]:
    found = []
    for year, pieces in by_year.items():
        figures.quantities[year] = figures.bodies[year] = None
        total, bodies = sum((piece.amount for piece in pieces), Decimal()), bodies_of(pieces)
        found += [
            Offer([quantity_row(year, pieces)], bodies, put(figures.quantities, year, total)),
            Offer([count_row(f"bodies/{year[0]}/{year[1]}", pieces)], bodies, put(figures.bodies, year, bodies)),
        ]
    return found


def put(where: dict[Any, Any], key: Any, what: Any) -> Callable[[], None]:
    return lambda: where.__setitem__(key, what)


def quarter_of(day: str) -> Quarter:
    """Of an ISO date."""
    return int(day[:4]), (int(day[5:7]) + 2) // 3


def quarters(figures: Figures, pieces: list[Piece]) -> list[Offer]:
    found = []
    for name in ("starts", "ends"):
        dated: dict[Quarter, list[Piece]] = defaultdict(list)
        for piece in pieces:
            if day := getattr(piece, name):
                dated[quarter_of(day)].append(piece)
        counts = getattr(figures, name)
        for quarter, some in sorted(dated.items()):
            counts[quarter], bodies = None, bodies_of(some)
            row = count_row(f"{name}/{quarter[0]}/{quarter[1]}", some)
            found.append(Offer([row], bodies, put(counts, quarter, bodies)))
    return found


def value(figures: Figures, pieces: list[Piece], worth: Mapping[str, Fraction]) -> list[Offer]:
    valued = [piece for piece in pieces if has_value(piece)]
    counted = [piece for piece in valued if piece.currency in worth]
    figures.has_value = bool(counted)
    if not counted:
        return []
    left_out = sorted({piece.currency for piece in valued} - worth.keys())
    found = value_range(counted, worth, left_out)
    return [Offer(value_rows(counted, worth), bodies_of(counted), lambda: setattr(figures, "value", found))]


def year_parts(figures: Figures, dimension: str, by_year: dict[Year, list[Piece]]) -> list[Offer]:
    """The parts with most bodies first: so those that must be hidden are the small ones."""
    found = []
    for year, pieces in by_year.items():
        where = figures.parts[dimension, year]
        for name, some in grouped(pieces, DIMENSIONS[dimension]).items():
            total = sum((piece.amount for piece in some), Decimal())
            found.append(Offer([quantity_row(year, some)], bodies_of(some), put(where, name, total)))
    return sorted(found, key=lambda offer: -offer.bodies)


def value_parts(figures: Figures, dimension: str, pieces: list[Piece], worth: Mapping[str, Fraction]) -> list[Offer]:
    found = []
    counted = [piece for piece in pieces if has_value(piece) and piece.currency in worth]
    for name, some in grouped(counted, DIMENSIONS[dimension]).items():
        shown = put(figures.values, (dimension, name), value_range(some, worth))
        found.append(Offer(value_rows(some, worth), bodies_of(some), shown))
    return sorted(found, key=lambda offer: -offer.bodies)
