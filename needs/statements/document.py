"""A frozen statement as one reader sees it: its content in one language, ready for page and brief."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.enums import Country
from core.sorting import collation_key
from core.texts import Text
from dialogues.enums import Precision
from needs.enums import ClauseKind, StatementState
from needs.figures.demand import Quarter, YearDemand
from needs.figures.reading import PublicFigures, UnitDemand, pick
from needs.models import Statement
from needs.statements import comparing


@dataclass(frozen=True)
class Clause:
    number: int
    key: str
    kind: ClauseKind
    text: Text
    target_year: int | None
    target_share: int | None
    target_scope: Text


@dataclass(frozen=True)
class Section:
    """The clauses of one kind."""

    kind: ClauseKind
    clauses: list[Clause]


@dataclass(frozen=True)
class Body:
    name: str
    country: Country
    kind: str


@dataclass(frozen=True)
class Milestone:
    title: Text
    on: date | None
    precision: Precision


@dataclass(frozen=True)
class Contact:
    role: Text
    organisation: str
    email: str


class Document:
    """What `statement.content` says in `language`. Raises ValueError for a statement that is not frozen."""

    def __init__(self, statement: Statement, language: str) -> None:
        if statement.content is None:
            raise ValueError("Only a frozen statement is a document")
        self.statement = statement
        self.language = language
        self.content: dict[str, Any] = statement.content

    @property
    def is_draft(self) -> bool:
        """A preview of what is not on its way to the public yet."""
        return self.statement.state not in (StatementState.RELEASING, *StatementState.public())

    def pick(self, texts: dict[str, str]) -> Text:
        """The text in the reader's language, or else in the first language that has it."""
        return pick(texts, self.language)

    @cached_property
    def title(self) -> Text:
        return self.pick(self.content["title"])

    @cached_property
    def summary(self) -> Text:
        return self.pick(self.content["summary"])

    @cached_property
    def invitation(self) -> Text:
        return self.pick(self.content["invitation"])

    @property
    def category(self) -> Text:
        return self.pick(self.content["category"])

    @property
    def dialogue_title(self) -> Text:
        return self.pick(self.content["dialogue"]["title"])

    @property
    def number(self) -> int:
        return self.content["number"]

    @property
    def checksum(self) -> str:
        return self.statement.content_hash

    @property
    def illustrative(self) -> bool:
        return self.content["illustrative"]

    @property
    def inhabitants(self) -> int | None:
        return self.content["inhabitants"]

    @cached_property
    def clauses(self) -> list[Clause]:
        return [self.clause(row) for row in self.content["clauses"]]

    def clause(self, row: dict[str, Any]) -> Clause:
        return Clause(
            row["number"],
            comparing.key_of(row),
            ClauseKind(row["kind"]),
            self.pick(row["text"]),
            row["target_year"],
            row["target_share"],
            self.pick(row.get("target_scope", {})),
        )

    @cached_property
    def sections(self) -> list[Section]:
        """The clauses by kind, in the kinds' order, without the kinds that have none."""
        by_kind = {kind: [clause for clause in self.clauses if clause.kind == kind] for kind in ClauseKind}
        return [Section(kind, clauses) for kind, clauses in by_kind.items() if clauses]

    @cached_property
    def targets(self) -> list[Clause]:
        """The targets by year, the soonest first."""
        return sorted(
            (clause for clause in self.clauses if clause.target_year), key=lambda clause: clause.target_year or 0
        )

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies whose needs these are, by country and name as the reader's language sorts."""
        bodies = [
            Body(row["name"].get(self.language) or row["official_name"], Country(row["country"]), row["kind"])
            for row in self.content["bodies"]
        ]
        key = collation_key(self.language)
        return sorted(bodies, key=lambda body: (key(str(body.country.label)), key(body.name)))

    @cached_property
    def countries(self) -> list[Country]:
        return list(dict.fromkeys(body.country for body in self.bodies))

    @cached_property
    def figures(self) -> PublicFigures:
        return PublicFigures(self.content, self.language)

    @property
    def demand(self) -> list[UnitDemand]:
        return self.figures.demand

    @cached_property
    def main_demand(self) -> UnitDemand | None:
        """For a row, a headline: the years on end of one unit, all to be shown, that most bodies stand behind."""
        runs = [run for row in self.demand for run in shown_runs(row)]
        return max(runs, key=lambda run: sum(year.bodies or 0 for year in run.years), default=None)

    @cached_property
    def main_unit(self) -> UnitDemand | None:
        """The unit of the main demand, in all of its years."""
        return next((row for row in self.demand if self.main_demand and row.unit == self.main_demand.unit), None)

    @property
    def demand_in_a_line(self) -> str:
        """ "12,400 deliveries, 2021–2024" in the reader's language; empty where nothing is to be shown."""
        row = self.main_demand
        return f"{number_format(row.total.normalize())} {row.counted}, {self.main_years}" if row and row.total else ""

    @property
    def main_years(self) -> str:
        """ "2021–2024": those of the main demand, and whether its unit has others of which nothing is shown."""
        if self.main_demand is None or self.main_unit is None:
            return ""
        first, last = self.main_demand.years[0].year, self.main_demand.years[-1].year
        years = str(first) if first == last else f"{first}–{last}"
        hides_more = any(year.quantity is None for year in self.main_unit.years)
        return _("%(years)s; further years not shown") % {"years": years} if hides_more else years

    @property
    def calendar(self) -> list[Quarter]:
        return self.figures.calendar

    @property
    def first_call_off(self) -> Quarter | None:
        return self.calendar[0] if self.calendar else None

    @property
    def milestones(self) -> list[Milestone]:
        return [
            Milestone(self.pick(row["title"]), row["on"] and date.fromisoformat(row["on"]), Precision(row["precision"]))
            for row in self.content["dialogue"]["milestones"]
        ]

    @property
    def contacts(self) -> list[Contact]:
        return [
            Contact(self.pick(row["role"]), row["organisation"], row["email"])
            for row in self.content["dialogue"]["contacts"]
        ]

    @property
    def changes(self) -> dict[str, Any] | None:
        """What `comparing.summary` found when this was frozen; None for a first version."""
        return self.content["changes"]


def shown_runs(row: UnitDemand) -> list[UnitDemand]:
    """A unit's demand cut at every year that is missing or not to be shown; each part has a total of its own."""
    runs: list[list[YearDemand]] = []
    for year in row.years:
        if year.quantity is not None and year.as_of is None:
            if runs and runs[-1][-1].year == year.year - 1:
                runs[-1].append(year)
            else:
                runs.append([year])
    return [
        UnitDemand(row.unit, row.counted, run, sum((year.quantity or Decimal() for year in run), Decimal()))
        for run in runs
    ]
