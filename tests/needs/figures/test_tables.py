"""Demand as tables and pictures: what nobody asks for and what is kept back are told apart."""

import re
from decimal import Decimal
from typing import Any

import pytest

from core.texts import Text
from needs.figures.demand import YearDemand
from needs.figures.pictures import demand_picture
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


def looks(picture: str) -> list[str]:
    """The fill and opacity of each series in the picture's legend, and whether it is what is not shown apart."""
    squares = re.findall(r'<rect class="([a-z ]+)" x="[^"]+" y="[^"]+" width="12" height="12" ([^/]+)/>', picture)
    return [f"{kind} {look}" for kind, look in squares]


def test_a_country_looks_the_same_in_each_picture_and_the_rest_like_no_country() -> None:
    norway, denmark, rest = looks(demand_picture(unit(year(2021, 60, NO=10, DK=20))))
    sweden, also_denmark, finland = looks(demand_picture(unit(year(2021, 60, SE=10, DK=20, FI=30))))
    assert denmark == also_denmark
    assert len({norway, sweden, denmark, finland, rest}) == 5
    assert rest.startswith("rest ")
