"""Total demand, against a slow and obvious sum, and the rule of three."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.figures.demand import calendar, inhabitants, total_demand
from needs.models import DemandLine, Need
from tests.factories import DemandLineFactory, MunicipalityFactory, NeedFactory, UnitFactory

pytestmark = pytest.mark.django_db

lines = st.lists(
    st.tuples(
        st.integers(0, 3),  # body
        st.sampled_from(["vehicles", "tonnes"]),
        st.integers(2021, 2023),
        st.decimals(0, 10_000, places=2),
        st.booleans(),  # public
    ),
    max_size=25,
    unique_by=lambda line: line[:3],
)


def write(drawn: list) -> list[Need]:
    Need.objects.all().delete()
    needs = [NeedFactory(demand={}) for _ in range(4)]
    for body, unit, year, quantity, public in drawn:
        unit = UnitFactory(slug=unit, name=unit)
        DemandLineFactory(need=needs[body], unit=unit, year=year, quantity=quantity, is_public=public)
    return needs


@given(lines)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_are_right_to_the_last_unit(drawn: list) -> None:
    needs = write(drawn)
    expected: dict = defaultdict(Decimal)
    for line in DemandLine.objects.filter(need__in=needs):
        expected[line.unit.slug, line.year] += line.quantity
    found = {
        (row.unit.slug, year.year): year.quantity for row in total_demand(needs, public=False) for year in row.years
    }
    assert found == dict(expected)
    for row in total_demand(needs, public=False):
        assert row.total == sum(year.quantity for year in row.years)


@given(lines)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sum_is_public_only_with_three_bodies_or_with_leave_of_all(drawn: list) -> None:
    needs = write(drawn)
    for row in total_demand(needs, public=True):
        for year in row.years:
            behind = [line for line in drawn if line[1:3] == (row.unit.slug, year.year)]
            may_show = len({line[0] for line in behind}) >= 3 or all(line[4] for line in behind)
            assert (year.quantity is not None) == may_show


def test_a_hidden_year_hides_the_total_that_would_give_it_away() -> None:
    needs = [NeedFactory(demand={2021: 10}) for _ in range(3)]
    DemandLineFactory(need=needs[0], year=2022, quantity=7)
    (row,) = total_demand(needs, public=True)
    assert [(year.year, year.quantity) for year in row.years] == [(2021, Decimal(30)), (2022, None)]
    assert row.total is None


def test_the_calendar_counts_bodies_by_quarter_of_their_first_call_off() -> None:
    needs = [NeedFactory(demand={2021: 10}) for _ in range(3)] + [NeedFactory(demand={2022: 10})]
    rows = calendar(needs, public=True)
    assert [(row.year, row.quarter, row.bodies) for row in rows] == [(2021, 1, 3), (2022, 1, None)]
    assert [row.bodies for row in calendar(needs, public=False)] == [3, 1]


def test_a_company_counts_as_its_parent_and_nobody_twice() -> None:
    parent = MunicipalityFactory(population=571_868)
    company = MunicipalityFactory(parent=parent, population=None)
    other = MunicipalityFactory(population=100)
    assert inhabitants([company]) == 571_868
    assert inhabitants([parent, company, other]) == 571_968


def test_nobody_has_no_inhabitants() -> None:
    assert inhabitants([]) is None
