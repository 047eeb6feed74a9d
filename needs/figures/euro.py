"""Values in euros, at rates that are said beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.enums import Currency


@dataclass(frozen=True)
class Value:
    """A sum in one currency. Where "from" is not said it begins at nothing; where "to" is not, it ends with "from"."""

    currency: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class ValueRange:
    """In whole euros, without the currencies of `left_out`, of which there is no rate."""

    low: int
    high: int
    left_out: tuple[str, ...] = ()


def per_euro(rates: Iterable[Any]) -> dict[str, Fraction]:
    """What one euro is worth in each currency."""
    return {Currency.EUR.value: Fraction(1), **{rate.currency: Fraction(rate.per_euro) for rate in rates}}


def in_euros(values: Iterable[Value], worth: Mapping[str, Fraction]) -> ValueRange | None:
    """All of them together; None where nobody says what it is worth in a currency with a rate."""
    values = list(values)
    counted = [value for value in values if value.currency in worth]
    if not counted:
        return None
    low = sum((Fraction(value.low) / worth[value.currency] for value in counted), Fraction())
    high = sum((Fraction(value.high) / worth[value.currency] for value in counted), Fraction())
    left_out = sorted({value.currency for value in values} - worth.keys())
    return ValueRange(whole(low), whole(high), tuple(left_out))


def whole(number: Fraction) -> int:
    """The nearest whole number; half a euro is one."""
    return int(number + Fraction(1, 2))
