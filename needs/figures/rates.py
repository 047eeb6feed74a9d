"""Amounts in euro at the rates that staff keep, and how quantities are converted.

A rate holds from its day on until a later one is written; none is fetched.

Quantities: one of a unit is `unit.factor` of `unit.base`; a unit without a base is its own, with the factor 1. So in
totals a line counts as `quantity * unit.factor` in `unit.base or unit`, in SQL
`Coalesce("unit__base", "unit")` with `F("quantity") * F("unit__factor")`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.enums import Currency
from core.permissions import require
from needs.models import ExchangeRate

CURRENCIES = [currency for currency in Currency if currency != Currency.EUR]


@dataclass(frozen=True)
class Rates:
    """The rates that hold on a day, by currency; those that staff never wrote are missing."""

    day: date
    by_currency: dict[str, ExchangeRate]

    @property
    def missing(self) -> list[str]:
        return [currency.value for currency in CURRENCIES if currency not in self.by_currency]

    @property
    def newest(self) -> list[ExchangeRate]:
        """In the order of the currencies; each has its day (`on`) and its `source`."""
        return [self.by_currency[currency] for currency in CURRENCIES if currency in self.by_currency]


def rates_at(day: date) -> Rates:
    """The newest rate of each currency on or before the day; one query."""
    newest = ExchangeRate.objects.filter(on__lte=day).order_by("currency", "-on").distinct("currency")
    return Rates(day, {rate.currency: rate for rate in newest})


def keep_rates(by: Any, on: date, source: str, per_euro: dict[str, Decimal]) -> None:
    """Write the rates of a day. Raises ValidationError where one of the day is there already: none is written over."""
    require(by, "needs.keep_rates")
    rates = [ExchangeRate(currency=code, per_euro=value, on=on, source=source) for code, value in per_euro.items()]
    for rate in rates:
        rate.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            ExchangeRate.objects.bulk_create(rates)
    except IntegrityError as error:
        there = ExchangeRate.objects.filter(on=on, currency__in=per_euro).values_list("currency", flat=True)
        raise ValidationError(
            _("%(currencies)s already has a rate of %(day)s. A rate stays as it is; write one of a later day.")
            % {"day": date_format(on, "DATE_FORMAT"), "currencies": ", ".join(there)}
        ) from error
