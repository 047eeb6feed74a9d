"""Demand as tables: what nobody asks for and what is kept back are told apart."""

from decimal import Decimal
from typing import Any

import pytest

from core.texts import Text
from needs.figures.demand import YearDemand
from needs.figures.reading import UnitDemand
from needs.figures.tables import part_tables, what_is_hidden


def year(number: int, quantity: int | None, **countries: int) -> YearDemand:
    parts = {"country": {country: Decimal(part) for country, part in countries.items()}} if countries else {}
    return YearDemand(number, None if quantity is None else Decimal(quantity), 3, parts)


def unit(*years: YearDemand) -> UnitDemand:
    return UnitDemand("vans", Text("vans", "en"), list(years), None)


@pytest.mark.parametrize(
    ("first", "figure"),
    [
        (year(2021, 30, FI=10, SE=20), "–"),
        (year(2021, 30, FI=10), "not shown"),
        (year(2021, 30), "not shown"),
        (year(2021, None), "not shown"),
    ],
)
def test_a_dash_means_that_nobody_asks_for_it_and_a_part_that_may_be_hidden_is_not_shown(
    first: YearDemand, figure: str
) -> None:
    demand = unit(first, year(2022, 60, FI=10, NO=30, SE=20))
    [table] = part_tables([demand])
    rows: dict[str, Any] = {str(row.name): row.figures for row in table.groups[0].rows}
    assert rows["Norway"] == [figure, "30"]
    hidden = {"demand_hidden": first.quantity is None, "parts_hidden": figure != "–"}
    assert what_is_hidden([demand]) == hidden
