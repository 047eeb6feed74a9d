"""What came of a dialogue: needs, challenges, signatures, notices and awards, by country and by year.

All of it is public by itself: acts, and the needs that their owners made public. A sum with other needs in it would
tell of single bodies as it changes, for whoever reads it from day to day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q

from core.enums import Country
from core.pictures import Bar, bars
from dialogues.models import Dialogue
from needs.enums import StatementState
from needs.models import Challenge, Intent, Need, Signature, Statement

KINDS = ("needs", "challenges", "signatures", "notices", "awards")
Place = tuple[str, int]  # country, year


@dataclass(frozen=True)
class Row:
    """What there is of each kind in a country and year; either is empty where it is a sum."""

    country: str
    year: int | None
    needs: int
    challenges: int
    signatures: int
    notices: int
    awards: int

    @property
    def figures(self) -> list[int]:
        return [getattr(self, kind) for kind in KINDS]

    @property
    def country_name(self) -> str:
        return str(Country(self.country).label) if self.country else ""


@dataclass(frozen=True)
class Outcome:
    """`by_country` counts a challenge in each of its countries, `total` counts it once."""

    rows: list[Row]
    by_country: list[Row]
    by_year: list[Row]
    total: Row


def outcome_of(dialogue: Dialogue) -> Outcome:
    places = {
        "needs": Counter(public_needs(dialogue)),
        "signatures": Counter(signed(dialogue)),
        "notices": Counter(noticed(dialogue, "notice_on")),
        "awards": Counter(noticed(dialogue, "awarded_on")),
    }
    challenges = published(dialogue)
    places["challenges"] = Counter(place for found in challenges for place in found)
    once = Counter(year for found in challenges for year in {year for _country, year in found})
    every = sorted({place for found in places.values() for place in found})
    rows = [Row(country, year, **{kind: places[kind][country, year] for kind in KINDS}) for country, year in every]
    years = sorted({year for _country, year in every})
    return Outcome(
        rows,
        [summed(rows, country=country) for country in sorted({row.country for row in rows})],
        [summed(rows, year=year, challenges=once[year]) for year in years],
        summed(rows, challenges=len(challenges)),
    )


def summed(rows: Iterable[Row], country: str = "", year: int | None = None, **known: int) -> Row:
    wanted = [row for row in rows if row.country == (country or row.country) and row.year == (year or row.year)]
    figures = {kind: sum(getattr(row, kind) for row in wanted) for kind in KINDS}
    return Row(country, year, **{**figures, **known})


# Where and when


def public_needs(dialogue: Dialogue) -> list[Place]:
    """By the year in which they were accepted."""
    needs = Need.objects.public().filter(dialogue=dialogue)
    steps = needs.annotate(accepted_at=Min("trail__at", filter=Q(trail__action="accept")))
    found = steps.values_list("municipality__country", "accepted_at", "created_at")
    return [(country, (at or made).year) for country, at, made in found]


def published(dialogue: Dialogue) -> list[set[Place]]:
    """Of each public challenge its countries, with the year of its first publication."""
    first = Statement.objects.filter(state__in=StatementState.public(), challenge__dialogue=dialogue)
    years = dict(first.order_by().values_list("challenge").annotate(first=Min("published_at")))
    countries = Challenge.objects.filter(pk__in=years).values_list("pk", "countries")
    return [{(country, years[pk].year) for country in codes.split()} for pk, codes in countries]


def signed(dialogue: Dialogue) -> list[Place]:
    """Bodies that signed a challenge's statement, once for each challenge, by the day on which they first did."""
    held = Signature.objects.held_to()
    found = (
        held.filter(statement__challenge__dialogue=dialogue, statement__state__in=StatementState.public())
        .order_by()
        .values_list("statement__challenge", "municipality__country", "municipality")
        .annotate(first=Min("signed_at"))
    )
    return [(country, first.year) for _challenge, country, _body, first in found]


def noticed(dialogue: Dialogue, day: str) -> list[Place]:
    """Notices (`notice_on`) or awards (`awarded_on`) of public challenges."""
    known: dict[str, Any] = {f"{day}__isnull": False}
    intents = Intent.objects.filter(challenge__dialogue=dialogue, challenge__published__isnull=False, **known)
    return [(country, on.year) for country, on in intents.values_list("municipality__country", day)]


def picture(name: str, title: str, rows: list[Row], kind: str) -> Any:
    """Bars of one kind by year."""
    found = [Bar(str(row.year), getattr(row, kind), str(getattr(row, kind))) for row in rows]
    return bars(f"outcome-{name}", title, "; ".join(f"{bar.label}: {bar.text}" for bar in found), found, width=360)
