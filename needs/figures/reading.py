"""Public figures as frozen, read in one language: of a statement in all formats, and of a dialogue."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.languages import CODES
from core.texts import Text
from needs.figures.demand import Quarter, YearDemand
from needs.registers.headings import heading


@dataclass(frozen=True)
class UnitDemand:
    """`counted`: what the unit is called after a number."""

    unit: str
    counted: Text
    years: list[YearDemand]
    total: Decimal | None

    @property
    def name(self) -> Text:
        return heading(self.counted)


@dataclass(frozen=True)
class Rate:
    """What one euro was worth in a currency on a day, and who says so."""

    currency: str
    per_euro: Decimal
    on: date
    source: str


@dataclass(frozen=True)
class PublicValue:
    """In whole euros at the rates; without the currencies that are left out, of which there was no rate."""

    low: int
    high: int
    left_out: list[str]
    parts: dict[str, dict[str, list[int]]]
    rates: list[Rate]
    as_of: int | str | None


def pick(texts: dict[str, str], language: str) -> Text:
    """The text in the reader's language, or else in the first language that has it."""
    order = [language, *CODES]
    return next((Text(texts[code], code) for code in order if code in texts), Text("", language))


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


class PublicFigures:
    def __init__(self, content: dict[str, Any], language: str) -> None:
        self.content = content
        self.language = language

    @cached_property
    def demand(self) -> list[UnitDemand]:
        return [
            UnitDemand(
                row["unit"],
                pick(row["name"], self.language),
                [year_demand(year) for year in row["years"]],
                number(row["total"]),
            )
            for row in self.content["demand"]
        ]

    @cached_property
    def calendar(self) -> list[Quarter]:
        """First call-offs, those quarters that may be shown."""
        return quarters(self.content["calendar"])

    @cached_property
    def contract_ends(self) -> list[Quarter]:
        return quarters(self.content.get("contract_ends", []))

    @cached_property
    def value(self) -> PublicValue | None:
        said = self.content.get("value")
        if said is None:
            return None
        rates = [
            Rate(rate["currency"], Decimal(rate["per_euro"]), date.fromisoformat(rate["on"]), rate["source"])
            for rate in said["rates"]
        ]
        return PublicValue(said["low"], said["high"], said["left_out"], said["parts"], rates, said["as_of"])


def year_demand(row: dict[str, Any]) -> YearDemand:
    parts = {
        dimension: {name: Decimal(part) for name, part in some.items()}
        for dimension, some in row.get("parts", {}).items()
    }
    return YearDemand(row["year"], number(row["quantity"]), row["bodies"], parts, row.get("as_of"))


def quarters(rows: list[dict[str, Any]]) -> list[Quarter]:
    """Format 1 also named quarters of which it did not tell the number."""
    shown = [row for row in rows if row["bodies"] is not None]
    return [Quarter(row["year"], row["quarter"], row["bodies"], row.get("as_of")) for row in shown]
