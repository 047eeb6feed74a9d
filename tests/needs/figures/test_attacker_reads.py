"""The attacker with a browser: everything that a visitor can fetch, read for numbers, held to the same audit.

Each body's quantities and values are made so that any sum of some of them tells of which it is one: a prime times a
power of four. So she reads every number that is anywhere, in a page, a picture, a PDF, a workbook or a feed, and knows
what it adds up. Searches for a number she tries.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from django.test import Client

from needs import workflow
from needs.curation import acts
from needs.models import Brief, Challenge, DemandLine, Need, Statement
from needs.publishing.briefs import render_brief
from tests.crawling import crawl
from tests.factories import (
    CategoryFactory,
    ChallengeFactory,
    ContactFactory,
    DemandLineFactory,
    DialogueFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StaffRoleFactory,
    StatementFactory,
    UnitFactory,
)
from tests.needs.figures.solving import given_away
from tests.published import PUBLISHED_AT, publish

pytestmark = pytest.mark.django_db

COUNTRIES = ["NO", "NO", "NO", "FI", "FI", "SE", "SE", "DK"]
SPLIT = 2  # the body whose demand goes to two challenges; its second part is the power after all the bodies'
OWNERS = [*range(len(COUNTRIES)), SPLIT]
# Primes so large that nothing else is a multiple of one: no year, price, size of a file or part of a key
QUANTITY, LOW, HIGH = 611_951, 611_953, 611_957
LATER = 2030  # a year of which only one body states demand
NUMBER = re.compile(r"(?<![\w.#])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.#])\d+(?:\.\d+)?(?!\w)")
FETCHED = (  # what she must have read, or she read too little
    r"/en/$", r"/en/dialogues/[\w-]+/$", r"/demand/$", r"/demand/csv/$", r"/demand/xlsx/$", r"/demand/json/$",
    r"/outcome/", r"/en/challenges/$", r"/en/challenges/\?as=csv$", r"/en/challenges/\?as=xlsx$",
    r"/en/challenges/\?as=json$", r"/en/challenges/\?.*year=", r"/en/challenges/\?.*country=", r"/v1/$",
    r"/statement\.json$", r"/brief\.pdf$", r"/en/needs/$", r"/en/needs/\?as=json$", r"/en/needs/\d+/$",
)  # fmt: skip


class Dialogue:
    """Eight bodies with a need each, two challenges, and what happens to them."""

    def __init__(self) -> None:
        self.dialogue = DialogueFactory()
        ContactFactory(dialogue=self.dialogue)
        self.manager = StaffRoleFactory(dialogue=self.dialogue).user
        unit, category = UnitFactory(slug="vehicles", name="vehicles"), CategoryFactory(slug="vans", name="Vans")
        self.lines: list[DemandLine] = []
        for place, country in enumerate(COUNTRIES):
            body = MunicipalityFactory(country=country, population=1000 + place)
            need = NeedFactory(dialogue=self.dialogue, municipality=body, demand={}, category=category)
            worth = {"value_min": Decimal(LOW * 4**place), "value_max": Decimal(HIGH * 4**place), "currency": "EUR"}
            quantity = QUANTITY * sum(4**power for power, owner in enumerate(OWNERS) if owner == place)
            line = DemandLineFactory(
                need=need, year=2028, unit=unit, quantity=quantity, earliest_start=date(2028, 1, 1), **worth
            )
            self.lines.append(line)
        DemandLineFactory(need=self.lines[4].need, year=LATER, unit=unit, quantity=QUANTITY)
        for place in (3, 7):  # two public needs, the figures of which are nobody's business
            member = MembershipFactory(municipality=self.lines[place].need.municipality, role="editor").user
            workflow.show(self.lines[place].need, member)
        self.vans, self.bikes, self.alone = (self.challenge(places) for places in ([0, 1, 2, 3], [2, 3, 4, 5, 6], [7]))

    def challenge(self, places: list[int]) -> Challenge:
        return ChallengeFactory(dialogue=self.dialogue, needs=[self.need(place) for place in places])

    def need(self, place: int) -> Need:
        return self.lines[place].need

    def publish(self, challenge: Challenge, day: int, **fields: object) -> None:
        number = challenge.statements.count() + 1
        statement = StatementFactory(challenge=challenge, number=number, title=f"Challenge {challenge.pk}", **fields)
        publish(statement, PUBLISHED_AT + timedelta(days=day), file_of=english)

    def split(self) -> None:
        """A need that both challenges have in full, goes to them in parts."""
        line = self.lines[SPLIT]
        acts.remove(self.bikes, [line.need], self.manager, "Counted twice.")
        part = Decimal(QUANTITY * 4**SPLIT)
        acts.split(line.need, self.vans, self.bikes, {line.pk: part}, self.manager)


def english(brief: Brief) -> bytes:
    """The text of all six says the same figures; one is read."""
    return rendered(brief.statement.pk)


@cache
def rendered(statement: int) -> bytes:
    brief = Brief.objects.filter(statement=statement, language="en").get()
    return render_brief(brief.statement, "en", brief.edition).data


def read_everything(addresses: set[str]) -> Iterator[tuple[Fraction, str]]:
    """Each number, with where it was read."""
    for address, words in crawl(Client(), ["/en/"]):
        addresses.add(address)
        for said in NUMBER.findall(words):
            yield Fraction(said.replace(",", "")), address


def taken_apart(number: Fraction, prime: int) -> dict[tuple[int, int], Fraction]:
    """Which bodies' parts a number adds up, each how often; empty if it is no such sum."""
    times, rest = divmod(number, prime)
    if rest or times >= 4 ** len(OWNERS):
        return {}
    digits = [int(times) // 4**power % 4 for power in range(len(OWNERS))]
    return {(OWNERS[power], power): Fraction(digit) for power, digit in enumerate(digits) if digit}


def test_nothing_that_a_visitor_can_fetch_gives_a_body_away_ever() -> None:
    there, addresses, numbers = Dialogue(), set[str](), dict[Fraction, str]()
    for day, happens in enumerate(
        [
            lambda day: there.publish(there.vans, day),
            lambda day: there.publish(there.bikes, day),
            lambda day: there.publish(there.alone, day),
            lambda day: (there.split(), there.publish(there.vans, day), there.publish(there.bikes, day + 1)),
        ]
    ):
        happens(2 * day)
        numbers |= dict(read_everything(addresses))
    assert [part for part in FETCHED if not any(re.search(part, address) for address in addresses)] == []
    learned = {}
    for prime in (QUANTITY, LOW, HIGH):
        sums = {number: row for number in sorted(numbers) if (row := taken_apart(number, prime))}
        rows, where = list(sums.values()), {int(number): numbers[number] for number in sums}
        learned[prime] = len(rows)
        assert given_away(rows, {key: key[0] for row in rows for key in row}) == set(), where
        assert all(len({body for body, _place in row}) >= 3 for row in rows), where
    assert min(learned.values()) >= 2, learned  # she learned something: sums are shown


def test_no_search_and_no_facet_tells_a_number_or_a_year_that_is_not_shown() -> None:
    there = Dialogue()
    there.publish(there.vans, 0)
    there.publish(there.bikes, 1)
    page = Client().get("/en/challenges/").content.decode()
    assert "year=2028" in page
    for path in ("/en/challenges/", "/en/needs/"):
        assert f"year={LATER}" not in Client().get(path).content.decode()
        assert Client().get(f"{path}?year={LATER}").context["total"] == 0
        for line in (there.lines[place] for place in (SPLIT, 3, 4, 7)):  # of two challenges, of a public need, …
            for asked in (line.quantity, line.value_min, f"{line.quantity:,}"):
                assert Client().get(path, {"q": str(asked)}).context["total"] == 0
    assert "year=2028" not in Client().get("/en/needs/").content.decode()  # no line there may be shown alone
    assert Statement.objects.filter(published_at__isnull=False).count() == 2


def test_she_would_read_what_is_given_away() -> None:
    """Else she would be no judge."""
    one, both = QUANTITY * 4**2, QUANTITY * (4**2 + 4**5 + 2 * 4**8)
    read = {Fraction(said.replace(",", "")) for said in NUMBER.findall(f"<td>{one:,}</td> {both}.00, v{one} #{one}")}
    assert read == {one, both}
    assert taken_apart(Fraction(both), QUANTITY) == {(2, 2): 1, (5, 5): 1, (2, 8): 2}
    rows = [taken_apart(number, QUANTITY) for number in read]
    assert given_away(rows, {key: key[0] for row in rows for key in row})
