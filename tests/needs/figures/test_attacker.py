"""The attacker: whoever has everything that was ever public, and an elimination of her own.

She knows more than anybody would: which lines of which bodies are behind every figure, how they are split, at which
rates values are counted, that a line that nobody changed is the same in two versions, and what bodies show alone. What
she does not know are the quantities. Whatever she adds up and takes away, no body's figure and no pair's must be left.
"""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.canonical import checksum
from dialogues.models import Dialogue
from needs.enums import StatementState
from needs.figures.dialogue import publish_demand
from needs.models import Challenge, DemandLine, ExchangeRate, PublishedDemand, SourcePart, Statement
from needs.statements.freezing import freeze
from tests.factories import (
    CategoryFactory,
    ChallengeFactory,
    DemandLineFactory,
    DialogueFactory,
    MunicipalityFactory,
    NeedFactory,
    StatementFactory,
    UnitFactory,
)
from tests.needs.figures.solving import given_away, rank

pytestmark = pytest.mark.django_db

BODIES, CHALLENGES = 8, 3
COUNTRIES = ["NO", "NO", "NO", "NO", "FI", "FI", "FI", "SE"]
FIRST = datetime(2020, 3, 2, 9, tzinfo=UTC)
body, challenge = st.integers(0, BODIES - 1), st.integers(0, CHALLENGES - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), challenge),
        st.tuples(st.just("publish"), challenge),
        st.tuples(st.just("add"), challenge, body),
        st.tuples(st.just("add"), challenge, body),
        st.tuples(st.just("remove"), challenge, body),
        st.tuples(st.just("change"), body, st.integers(1, 50)),
        st.tuples(st.just("split"), body),
        st.tuples(st.just("sure"), body),
        st.tuples(st.just("rates")),
    ),
    min_size=4,
    max_size=14,
)
starting = st.lists(st.sets(body, min_size=2), min_size=CHALLENGES, max_size=CHALLENGES)
LINE = st.tuples(st.sampled_from(["tonnes", "kg"]), st.sampled_from(["EUR", "NOK"]), st.booleans(), st.integers(1, 4))
lines = st.lists(LINE, min_size=BODIES, max_size=BODIES)


class Scenario:
    """A dialogue as it goes on, and what the attacker learns of it. Unknowns are (body, line, what it was)."""

    def __init__(self, drawn: list[tuple[str, str, bool, int]], members: list[set[int]]) -> None:
        self.dialogue: Dialogue = DialogueFactory()
        tonnes = UnitFactory(slug="tonnes", name="tonnes")
        units = {"tonnes": tonnes, "kg": UnitFactory(slug="kg", name="kg", base=tonnes, factor=Decimal("0.001"))}
        categories = [CategoryFactory(slug=slug, name=slug) for slug in ("food", "vans")]
        self.lines: list[DemandLine] = []
        for number, (unit, currency, is_public, quarter) in enumerate(drawn):
            place = MunicipalityFactory(country=COUNTRIES[number])
            need = NeedFactory(dialogue=self.dialogue, municipality=place, demand={}, category=categories[number % 2])
            self.lines.append(
                DemandLineFactory(
                    need=need, unit=units[unit], quantity=Decimal(100 + number), currency=currency, is_public=is_public,
                    value_min=Decimal(1000 + number), value_max=Decimal(2000 + 7 * number),
                    earliest_start=date(2021, 3 * quarter, 1),
                )
            )  # fmt: skip
        self.challenges: list[Challenge] = [
            ChallengeFactory(
                dialogue=self.dialogue, needs=[self.lines[place].need for place in some], category=categories[0]
            )
            for some in members
        ]
        ExchangeRate.objects.create(currency="NOK", per_euro=Decimal("11.5"), on=FIRST, source="ECB")
        self.day, self.rate = FIRST, Decimal("11.5")
        self.figures: dict[str, list[dict]] = defaultdict(list)
        self.sums: list[list] = []
        self.behind: dict[int, list[tuple[int, Any, Decimal]]] = {}
        self.parts: dict[int, list[Decimal]] = defaultdict(list)

    # What happens

    def publish(self, number: int) -> None:
        self.day += timedelta(days=1)
        found = self.challenges[number]
        previous = Statement.objects.filter(challenge=found, state=StatementState.PUBLISHED).first()
        needs = [source.need for source in found.sources.select_related("need__municipality")]
        if not needs:
            return
        statement = StatementFactory(challenge=found, number=previous.number + 1 if previous else 1, clauses=0)
        content = freeze(statement, needs, previous, self.day.date())
        Statement.objects.filter(challenge=found).exclude(pk=statement.pk).update(state=StatementState.SUPERSEDED)
        Statement.objects.filter(pk=statement.pk).update(
            content=content, content_hash=checksum(content), state=StatementState.PUBLISHED, published_at=self.day
        )
        self.behind.pop(number, None)  # the newest stands last
        self.behind[number] = self.used(found)
        self.read(content, self.behind[number])
        demand = publish_demand(Statement.objects.get(pk=statement.pk), self.day)
        self.read(demand.content, self.together())

    def add(self, number: int, place: int) -> None:
        self.challenges[number].needs.add(self.lines[place].need)

    def remove(self, number: int, place: int) -> None:
        self.challenges[number].sources.filter(need=self.lines[place].need).delete()

    def change(self, place: int, by: int) -> None:
        """Of a line that is not split: its owner thinks again."""
        if not SourcePart.objects.filter(line=self.lines[place]).exists():
            self.lines[place].quantity += by
            self.lines[place].save()

    def split(self, place: int) -> None:
        """A third goes to the first of its challenges, the rest to the second."""
        line = self.lines[place]
        sources = list(line.need.uses.filter(is_split=False).order_by("pk"))[:2]
        if len(sources) == 2 and not line.need.uses.filter(is_split=True).exists():
            third = (line.quantity / 3).quantize(Decimal("0.01"))
            for source, part in zip(sources, (third, line.quantity - third), strict=True):
                source.is_split = True
                source.save()
                SourcePart.objects.create(source=source, line=line, quantity=part)

    def sure(self, place: int) -> None:
        self.lines[place].certainty = "decided"
        self.lines[place].save()

    def rates(self) -> None:
        self.rate += Decimal("0.2")
        self.day += timedelta(days=1)
        ExchangeRate.objects.create(currency="NOK", per_euro=self.rate, on=self.day, source="ECB")

    # What the attacker knows of it

    def used(self, found: Challenge) -> list[tuple[int, dict, Decimal]]:
        """Of each line in a challenge: whose, its facts, and how much of it."""
        some = []
        sources = {source.need_id: source for source in found.sources.prefetch_related("parts")}
        for place, line in enumerate(self.lines):
            if source := sources.get(line.need_id):
                parts = [part.quantity for part in source.parts.all()]
                if parts or not source.is_split:
                    some.append((place, self.facts(place), parts[0] if parts else line.quantity))
        return some

    def facts(self, place: int) -> dict[str, Any]:
        line = self.lines[place]
        return {
            "country": COUNTRIES[place], "category": line.need.category.slug, "certainty": line.certainty,
            "whole": line.quantity, "public": line.is_public, "start": line.earliest_start, "line": line,
        }  # fmt: skip

    def together(self) -> list[tuple[int, dict, Decimal]]:
        """What is behind all published challenges, nothing twice."""
        found: dict[int, list] = defaultdict(list)
        for used in self.behind.values():
            for place, facts, quantity in used:
                found[place].append((facts, quantity))
        result = []
        for place, some in found.items():
            newest = some[-1][0]
            if any(quantity == facts["whole"] for facts, quantity in some) or (
                sum(quantity for _facts, quantity in some) >= newest["whole"]
            ):
                result.append((place, newest, newest["whole"]))
            else:
                result += [(place, facts, quantity) for facts, quantity in some]
        return result

    def atoms(self, place: int, facts: dict, quantity: Decimal) -> dict[Any, Fraction]:
        """A third and the rest are the whole: what is split is told by its two parts, whenever it was."""
        parts = self.parts[facts["line"].pk]
        if quantity == facts["whole"] and parts and sum(parts) == facts["whole"]:
            return {(place, str(part), number): Fraction(1) for number, part in enumerate(parts)}
        if quantity in parts:
            return {(place, str(quantity), parts.index(quantity)): Fraction(1)}
        return {(place, str(quantity.normalize())): Fraction(1)}

    def quantities(self, some: list) -> dict:
        row: dict = defaultdict(Fraction)
        for place, facts, quantity in some:
            if not facts["public"]:
                for key, times in self.atoms(place, facts, quantity).items():
                    row[key] += times * Fraction(facts["line"].unit.factor)
        return dict(row)

    def values(self, some: list, end: str) -> dict:
        row: dict = defaultdict(Fraction)
        for place, facts, quantity in some:
            line = facts["line"]
            if not facts["public"]:
                worth = Fraction(self.rate) if line.currency == "NOK" else Fraction(1)
                row[place, getattr(line, end)] += Fraction(quantity) / Fraction(facts["whole"]) / worth
        return dict(row)

    def read(self, content: dict, some: list) -> None:
        """Every number that is shown anew becomes an equation; what is left as it was is known already."""
        private = [one for one in some if not one[1]["public"]]
        for year in (year for unit in content["demand"] for year in unit["years"]):
            if year["quantity"] is not None and not year["as_of"]:
                self.learn(Decimal(year["quantity"]), some)
                for dimension, value, part in parts_of(year):
                    self.learn(Decimal(part), [one for one in some if one[1][dimension] == value])
                if year["bodies"] is not None:
                    self.figures["bodies"].append({(one[0], "counts"): Fraction(1) for one in private})
        for row in content["calendar"]:
            if not row["as_of"]:
                counted = {place for place, facts, _ in some if (facts["start"].month + 2) // 3 == row["quarter"]}
                assert row["bodies"] == len(counted)
                counts = {(one[0], "starts"): Fraction(1) for one in private if one[0] in counted}
                self.figures[f"quarter {row['quarter']}"].append(counts)
        self.read_value(content["value"], some)

    def read_value(self, value: dict | None, some: list) -> None:
        if value and not value["as_of"]:
            apart = [[one for one in some if one[1][of] == name] for of, name, _part in parts_of(value)]
            for scope in [some, *apart]:
                self.figures["value"] += [self.values(scope, "value_min"), self.values(scope, "value_max")]

    def learn(self, shown: Decimal, some: list) -> None:
        assert shown == sum(quantity * facts["line"].unit.factor for _place, facts, quantity in some)
        self.sums.append(some)

    def given_away(self) -> dict[str, set]:
        """With all that is known in the end, also of how lines were split later on."""
        found = {}
        for part in SourcePart.objects.order_by("pk"):
            self.parts[part.line_id].append(part.quantity)
        self.figures["quantity"] = [self.quantities(some) for some in self.sums]
        for group, rows in self.figures.items():
            owner = {key: key[0] for row in rows for key in row}
            if owner and (pairs := given_away(rows, owner)):
                found[group] = pairs
        return found


def parts_of(content: dict) -> list[tuple[str, str, Any]]:
    return [(of, name, part) for of, parts in content["parts"].items() for name, part in parts.items()]


@given(lines, starting, steps)
@settings(max_examples=13, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_published_when_nobody_is_given_away(drawn: list, members: list, then: list) -> None:
    PublishedDemand.objects.all().delete()
    ExchangeRate.objects.all().delete()
    scenario = Scenario(drawn, members)
    for number in range(CHALLENGES):
        scenario.publish(number)
    for name, *arguments in then:
        getattr(scenario, name)(*arguments)
    scenario.publish(0)
    assert scenario.given_away() == {}


def test_the_attacker_would_find_what_is_given_away() -> None:
    """Else she would be no judge: told the sums of four and of three, she finds the fourth."""
    rows = [{(body, "x"): Fraction(1) for body in bodies} for bodies in ([1, 2, 3, 4], [1, 2, 3])]
    assert given_away(rows, {(body, "x"): body for body in range(1, 5)}) == {(1, 4), (2, 4), (3, 4)}
    assert rank(rows) == 2


def test_the_page_and_its_files_say_nothing_that_is_not_in_the_public_content() -> None:
    scenario = Scenario([("tonnes", "EUR", False, 1)] * BODIES, [{0, 1, 2, 3}, {4, 5, 6, 7}, {0, 4}])
    for number in range(CHALLENGES):
        scenario.publish(number)
    content = PublishedDemand.objects.first().content
    client = Client()
    address = f"/en/dialogues/{scenario.dialogue.slug}/demand/"
    assert client.get(address).status_code == 200
    rows = json.loads(client.get(f"{address}json/").content)["figures"]
    [year] = content["demand"][0]["years"]
    shown = [year["quantity"], *(part for parts in year["parts"].values() for part in parts.values())]
    assert sorted(Decimal(row["number"]) for row in rows if row["figure"] == "Demand") == sorted(map(Decimal, shown))
    assert "SE" not in year["parts"]["country"]  # one body
    assert len(year["parts"]["country"]) == 1  # nor Finland, which would be left over with it
