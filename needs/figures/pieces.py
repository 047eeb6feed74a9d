"""The demand lines behind a challenge's or a dialogue's figures, each with the part of it that counts there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F

from municipalities.mergers import Successors, successors
from needs.figures.disclosure import Relation
from needs.models import Challenge, ChallengeNeed, DemandLine, SourcePart


@dataclass(frozen=True)
class Piece:
    """A part of a demand line. `taken` of the `whole` is counted, both in the line's unit; one is `factor` of `unit`.

    `body` is whose it is now: what has merged is one body, whose people read the needs of all that it was.
    `parts` is how the line is split between challenges, where it is. Numbers are strings, as in the record of it.
    """

    line: int
    need: int
    body: int
    country: str
    category: str
    unit: int
    factor: str
    year: int
    whole: str
    taken: str
    parts: tuple[str, ...]
    certainty: str
    is_public: bool
    starts: str
    ends: str
    value_min: str
    value_max: str
    currency: str

    @property
    def amount(self) -> Decimal:
        return Decimal(self.taken) * Decimal(self.factor)

    @property
    def key(self) -> str:
        return self.key_of(self.taken)

    def key_of(self, quantity: str) -> str:
        """Names the unknown: so much of this line. Other quantities of it are other unknowns of the same body."""
        return f"{self.line}:{plain(Decimal(quantity) * Decimal(self.factor))}"

    @property
    def share(self) -> Fraction:
        """How much of the line's value counts."""
        return Fraction(1) if self.taken == self.whole else Fraction(self.taken) / Fraction(self.whole)

    @property
    def relation(self) -> Relation | None:
        """What its parts and the rest have to do with the whole."""
        if not self.parts:
            return None
        rest = Decimal(self.whole) - sum(map(Decimal, self.parts), Decimal())
        parts = [*self.parts, *([plain(rest)] if rest else [])]
        return Relation(self.body, self.key_of(self.whole), tuple(self.key_of(part) for part in parts))


def plain(number: Decimal) -> str:
    """Its shortest decimal string: 12.50 is "12.5"."""
    return format(number.normalize(), "f") if number else "0"


def pieces_of(challenge: Challenge) -> list[Piece]:
    """The lines of a challenge's needs, of a split need only the parts that go into it."""
    split = dict(ChallengeNeed.objects.filter(challenge=challenge).values_list("need", "is_split"))
    lines = list(lines_with_facts().filter(need__in=split))
    now = successors()
    parts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    of_lines = SourcePart.objects.filter(line__need__in=split, source__is_split=True)
    for line, source, quantity in of_lines.values_list("line", "source__challenge", "quantity"):
        parts[line].append((source, plain(quantity)))
    found = []
    for line in lines:
        mine = [part for source, part in parts[line["pk"]] if source == challenge.pk]
        taken = mine if split[line["need"]] else [plain(line["quantity"])]
        line["body"] = now[line["body"]]
        found += [piece(line, part, sorted(part for _source, part in parts[line["pk"]])) for part in taken]
    return found


def lines_with_facts() -> Any:
    return DemandLine.objects.order_by("pk").values(
        "pk", "need", "year", "quantity", "certainty", "is_public", "earliest_start", "contract_ends", "value_min",
        "value_max", "currency", "unit", body=F("need__municipality"), country=F("need__municipality__country"),
        category=F("need__category__slug"), base=F("unit__base"), factor=F("unit__factor"),
    )  # fmt: skip


def piece(line: dict[str, Any], taken: str, parts: Iterable[str]) -> Piece:
    return Piece(
        line=line["pk"],
        need=line["need"],
        body=line["body"],
        country=line["country"],
        category=line["category"],
        unit=line["base"] or line["unit"],
        factor=plain(line["factor"]),
        year=line["year"],
        whole=plain(line["quantity"]),
        taken=taken,
        parts=tuple(parts),
        certainty=line["certainty"],
        is_public=line["is_public"],
        starts=iso(line["earliest_start"]),
        ends=iso(line["contract_ends"]),
        value_min="" if line["value_min"] is None else plain(line["value_min"]),
        value_max="" if line["value_max"] is None else plain(line["value_max"]),
        currency=line["currency"],
    )


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def union(several: Iterable[Iterable[Piece]]) -> list[Piece]:
    """Everything that stands behind any of them, nothing twice. Of a line that changed the last one counts."""
    lines: dict[int, list[Piece]] = defaultdict(list)
    for pieces in several:
        for one in pieces:
            lines[one.line].append(one)
    return [found for parts in lines.values() for found in without_overlap(parts)]


def without_overlap(parts: list[Piece]) -> list[Piece]:
    """Of one line, the oldest first: the whole where the whole is in, else its parts."""
    newest = parts[-1]
    together = sum((Decimal(one.taken) for one in parts), Decimal())
    if any(one.taken == one.whole for one in parts) or together >= Decimal(newest.whole):
        return [replace(newest, taken=newest.whole)]
    return parts


def as_json(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    return [asdict(one) for one in pieces]


def from_json(rows: Iterable[dict[str, Any]], now: Successors) -> list[Piece]:
    return [Piece(**{**row, "body": now[row["body"]], "parts": tuple(row["parts"])}) for row in rows]
