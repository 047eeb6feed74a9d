"""Total demand rolled up in SQL, against a slow and obvious sum of generated data."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipalities.models import Municipality
from needs.figures import demand
from needs.figures.keeping import figures_of
from needs.models import Challenge, ChallengeNeed, DemandLine, ExchangeRate, Need, SourcePart, Unit
from tests.factories import (
    ChallengeFactory,
    DemandLineFactory,
    DialogueFactory,
    MunicipalityFactory,
    NeedFactory,
    StatementFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

COUNTRIES = ["NO", "FI", "FI", "SE"]
RATES = {"EUR": Fraction(1), "NOK": Fraction("11.5"), "SEK": Fraction("10.333333")}  # ISK has none
CENT = Decimal("0.01")
money = st.none() | st.decimals(0, 1_000_000, places=2)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "body": st.integers(0, 3),
            "unit": st.sampled_from(["tonnes", "kg", "vehicles"]),
            "year": st.integers(2021, 2022),
            "quantity": st.decimals(0, 10_000, places=2),
            "part": st.none() | st.integers(1, 99),  # so many hundredths of it go into the challenge, if split
            "certainty": st.sampled_from(["planned", "decided"]),
            "values": st.tuples(money, money),
            "currency": st.sampled_from(["EUR", "NOK", "SEK", "ISK"]),
            "starts": st.none() | st.dates(date(2021, 1, 1), date(2022, 12, 31)),
        }
    ),
    max_size=12,
    unique_by=lambda line: (line["body"], line["unit"], line["year"]),
)


def write(drawn: list[dict[str, Any]], splits: set[int]) -> Challenge:
    """One need of each of four bodies; those of `splits` are in the challenge with parts of their lines alone."""
    SourcePart.objects.all().delete()
    ChallengeNeed.objects.all().delete()
    Need.objects.all().delete()
    dialogue = DialogueFactory()
    tonnes = UnitFactory(slug="tonnes", name="tonnes")
    units = {"tonnes": tonnes, "vehicles": UnitFactory(slug="vehicles", name="vehicles", position=1)}
    units["kg"] = UnitFactory(slug="kg", name="kg", base=tonnes, factor=Decimal("0.001"))
    needs = [
        NeedFactory(dialogue=dialogue, demand={}, municipality=MunicipalityFactory(country=country))
        for country in COUNTRIES
    ]
    challenge = ChallengeFactory(dialogue=dialogue, needs=needs)
    for number in splits:
        challenge.sources.filter(need=needs[number]).update(is_split=True)
    for line in drawn:
        low, high = bounds(line["values"])
        row = DemandLineFactory(
            need=needs[line["body"]], unit=units[line["unit"]], year=line["year"], quantity=line["quantity"],
            certainty=line["certainty"], value_min=low, value_max=high, currency=line["currency"],
            earliest_start=line["starts"],
        )  # fmt: skip
        part = line["part"] and (line["quantity"] * line["part"] / 100).quantize(CENT)
        if line["body"] in splits and part:
            source = challenge.sources.get(need=row.need)
            SourcePart.objects.create(source=source, line=row, quantity=part)
    return challenge


def bounds(values: tuple[Decimal | None, Decimal | None]) -> tuple[Decimal | None, Decimal | None]:
    low, high = values
    return (min(low, high), max(low, high)) if low is not None and high is not None else (low, high)


def taken(challenge: Challenge) -> list[tuple[DemandLine, Decimal]]:
    """Slow and obvious: every line of every source, with how much of it counts."""
    found = []
    for source in challenge.sources.all():
        for line in source.need.demand_lines.all():
            parts = [part.quantity for part in source.parts.all() if part.line == line]
            if not source.is_split:
                found.append((line, line.quantity))
            elif parts:
                found.append((line, parts[0]))
    return found


def obvious_sums(challenge: Challenge) -> dict:
    sums: dict = defaultdict(lambda: [Decimal(), set(), defaultdict(Decimal), defaultdict(Decimal)])
    for line, quantity in taken(challenge):
        if quantity:
            unit = line.unit.base or line.unit
            row = sums[unit.slug, line.year]
            amount = quantity * line.unit.factor
            row[0] += amount
            row[1].add(line.need.municipality_id)
            row[2][line.need.municipality.country] += amount
            row[3][line.certainty] += amount
    return {key: (row[0], len(row[1]), dict(row[2]), dict(row[3])) for key, row in sums.items()}


def obvious_value(challenge: Challenge) -> tuple[int, int] | None:
    ends, any_value = [Fraction(), Fraction()], False
    for line, quantity in taken(challenge):
        if (line.value_min is None and line.value_max is None) or line.currency not in RATES:
            continue
        any_value = True
        low = line.value_min if line.value_min is not None else Decimal()
        high = line.value_max if line.value_max is not None else line.value_min
        for place, value in enumerate((low, high)):
            share = (
                value
                if quantity == line.quantity
                else to_the_cent(Fraction(value * quantity) / Fraction(line.quantity))
            )
            ends[place] += Fraction(share) / RATES[line.currency]
    return (int(ends[0] + Fraction(1, 2)), int(ends[1] + Fraction(1, 2))) if any_value else None


def to_the_cent(number: Fraction) -> Decimal:
    return Decimal(int(number * 100 + Fraction(1, 2))) / 100


def rates() -> list[ExchangeRate]:
    some = {currency: worth for currency, worth in RATES.items() if currency != "EUR"}
    return [
        ExchangeRate(currency=code, per_euro=Decimal(str(float(worth))), on=date(2021, 1, 4), source="ECB")
        for code, worth in some.items()
    ]


@given(lines, st.sets(st.integers(0, 3)))
@settings(max_examples=27, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_challenge_s_figures_are_right_to_the_last_unit(drawn: list, splits: set[int]) -> None:
    challenge = write(drawn, splits)
    rows = demand.lines_of_sources(challenge.sources.all())
    found = demand.demand_of_lines(rows, "country", "certainty")
    expected = obvious_sums(challenge)
    assert {
        (row.unit.slug, year.year): (year.quantity, year.bodies, year.parts["country"], year.parts["certainty"])
        for row in found
        for year in row.years
    } == expected
    for row in found:
        assert row.total == sum(quantity for (unit, _year), (quantity, *_) in expected.items() if unit == row.unit.slug)
    value = demand.value_range(rows, rates())
    assert (value and (value.low, value.high)) == obvious_value(challenge)
    counted: dict = defaultdict(set)
    for line, _quantity in taken(challenge):
        if line.earliest_start:
            counted[line.earliest_start.year, (line.earliest_start.month + 2) // 3].add(line.need.municipality_id)
    assert {(row.year, row.quarter): row.bodies for row in demand.calendar(rows)} == {
        quarter: len(bodies) for quarter, bodies in counted.items()
    }


@given(lines, st.sets(st.integers(0, 3)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_frozen_is_what_is_rolled_up(drawn: list, splits: set[int]) -> None:
    challenge = write(drawn, splits)
    DemandLine.objects.update(is_public=True)  # nothing is hidden
    figures, _rates, _pieces = figures_of(StatementFactory(challenge=challenge))
    expected = obvious_sums(challenge)
    slugs = dict(Unit.objects.values_list("pk", "slug"))
    assert {
        (slugs[unit], year): (quantity, figures.bodies[unit, year], figures.parts["country", (unit, year)],
                              figures.parts["certainty", (unit, year)])
        for (unit, year), quantity in figures.quantities.items()
    } == expected  # fmt: skip


def test_a_currency_without_a_rate_is_left_out_and_named() -> None:
    need = NeedFactory(demand={})
    for year, currency in ((2021, "NOK"), (2022, "ISK")):
        DemandLineFactory(need=need, year=year, value_min=1150, value_max=2300, currency=currency)
    value = demand.value_range(demand.lines_of([need]), rates())
    assert value is not None
    assert (value.low, value.high, value.left_out) == (100, 200, ("ISK",))


def test_a_company_counts_as_its_parent_and_nobody_twice() -> None:
    parent = MunicipalityFactory(population=571_868)
    company = MunicipalityFactory(parent=parent, population=None)
    other = MunicipalityFactory(population=100)
    assert demand.inhabitants([company]) == 571_868
    assert demand.inhabitants([parent, company, other]) == 571_968
    between = MunicipalityFactory(merged_into=parent, population=1_000)
    Municipality.objects.filter(pk=other.pk).update(merged_into=between)
    assert demand.inhabitants([company, other]) == 571_868
    assert demand.inhabitants([between, other]) == 1_000


def test_nobody_has_no_inhabitants() -> None:
    assert demand.inhabitants([]) is None
