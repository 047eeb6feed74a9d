"""What a register would change in the portal. Nothing is written here."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.imports import FileRefused
from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.register.entries import Entry, parts
from municipalities.register.figures import Figures

# More than this many, and more than this share, are not closed without being asked to
FEW = 5
SHARE = 0.1
HEADINGS = [
    "New",
    "Renamed",
    "Another code",
    "Another region",
    "Names in other languages",
    "Open again",
    "Merged",
    "Closed",
    "Inhabitants",
    "Coordinates",
]


@dataclass
class Plan:
    """`lines` say what changes, by heading; the bodies carry the new values and are not saved.

    `mergers` has the old body and the code it goes into, which may be that of a new one.
    """

    new: list[Municipality] = field(default_factory=list)
    changed: dict[int, Municipality] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    mergers: list[tuple[Municipality, str]] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def say(self, heading: str, line: str) -> None:
        self.lines.setdefault(heading, []).append(line)

    def change(self, body: Municipality, **values: Any) -> bool:
        """Sets what differs; whether anything did."""
        differing = {name: value for name, value in values.items() if getattr(body, name) != value}
        for name, value in differing.items():
            setattr(body, name, value)
        if differing and body.pk:
            self.changed[body.pk] = body
            self.fields |= set(differing)
        return bool(differing)


class Comparison:
    """A country's municipalities in the portal beside those of a register."""

    def __init__(self, bodies: list[Municipality], entries: list[Entry], figures: Figures) -> None:
        self.entries = entries
        self.figures = figures
        self.codes = {entry.code for entry in entries}
        self.by_code = {body.code: body for body in bodies if body.code}
        self.gone = [body for body in bodies if body.code not in self.codes and not body.closed_on]
        self.open = sum(not body.closed_on for body in bodies)
        self.plan = Plan()

    def run(self, country: str, on: date, *, close_many: bool) -> Plan:
        self.find_those_with_another_code()
        for entry in self.entries:
            self.take(entry, country)
        self.close(on, close_many=close_many)
        self.add_figures()
        return self.plan

    def find_those_with_another_code(self) -> None:
        """A body whose code has gone and whose name stands under a new one has only got another code.

        So has one that the list of mergers leads to a new code alone. Names that occur twice tell nothing.
        """
        fresh = [entry for entry in self.entries if entry.code not in self.by_code]
        named_once = {name for name, count in Counter(entry.name for entry in fresh).items() if count == 1}
        by_name = {entry.name: entry for entry in fresh if entry.name in named_once}
        by_code = {entry.code: entry for entry in fresh}
        gone_names = Counter(body.official_name for body in self.gone)
        for body in list(self.gone):
            entry = by_name.get(body.official_name) if gone_names[body.official_name] == 1 else None
            entry = entry or by_code.get(self.sole_successor(body.code))
            if entry and entry.code not in self.by_code:
                if body.code:
                    self.plan.say("Another code", f"{body.code} → {entry.code} {entry.name}")
                self.plan.change(body, code=entry.code)
                self.by_code[entry.code] = body
                self.gone.remove(body)

    def sole_successor(self, code: str) -> str:
        successors = self.figures.mergers.get(code, [])
        if len(successors) != 1 or sum(successors[0] in new for new in self.figures.mergers.values()) != 1:
            return ""
        return successors[0]

    def take(self, entry: Entry, country: str) -> None:
        body = self.by_code.get(entry.code)
        if body is None:
            body = Municipality(kind=Kind.MUNICIPALITY, country=country, code=entry.code, official_name=entry.name)
            self.by_code[entry.code] = body
            self.plan.new.append(body)
            self.plan.say("New", f"{entry.code} {entry.name}")
        self.rename(body, entry)
        if body.closed_on:
            self.plan.change(body, closed_on=None, merged_into=None)
            self.plan.say("Open again", f"{entry.code} {entry.name}")
        if entry.region_code and (body.region_code, body.region) != (entry.region_code, entry.region):
            self.move(body, entry)

    def rename(self, body: Municipality, entry: Entry) -> None:
        """A list in one language names only a part of an official name in two; that is no new name."""
        if not parts(entry.name) <= parts(body.official_name):
            self.plan.say("Renamed", f"{entry.code} {body.official_name} → {entry.name}")
            self.plan.change(body, official_name=entry.name)
        names = {f"name_{code}": name for code, name in entry.names.items()}
        if self.plan.change(body, **names) and body.pk:
            self.plan.say("Names in other languages", f"{entry.code} {entry.name}: {', '.join(entry.names.values())}")

    def move(self, body: Municipality, entry: Entry) -> None:
        if body.pk:
            self.plan.say("Another region", f"{entry.code} {entry.name}: {body.region or 'none'} → {entry.region}")
        self.plan.change(body, region_code=entry.region_code, region=entry.region)

    def close(self, on: date, *, close_many: bool) -> None:
        gone = [body for body in self.gone if body.code]
        merged = [body for body in gone if self.successors(body)]
        closed = [body for body in gone if body not in merged]
        if not close_many and len(closed) > max(FEW, SHARE * self.open):
            raise FileRefused(
                f"{len(closed)} of {self.open} municipalities are not in the file and would be closed. "
                "If that is meant, add --close-many."
            )
        for body in merged:
            self.merge(body, on)
        for body in closed:
            self.plan.change(body, closed_on=on)
            self.plan.say("Closed", f"{body.code} {body.official_name}, on {on:%Y-%m-%d}")

    def successors(self, body: Municipality) -> list[str]:
        return [code for code in self.figures.mergers.get(body.code, []) if code in self.codes]

    def merge(self, body: Municipality, on: date) -> None:
        """One that was divided among several is closed, and goes into none of them."""
        successors = self.successors(body)
        self.plan.change(body, closed_on=on)
        if len(successors) > 1:
            self.plan.say(
                "Closed", f"{body.code} {body.official_name}, on {on:%Y-%m-%d}, divided: {', '.join(successors)}"
            )
            return
        self.plan.mergers.append((body, successors[0]))
        into = self.by_code[successors[0]]
        line = f"{body.code} {body.official_name} into {into.code} {into.official_name}, on {on:%Y-%m-%d}"
        self.plan.say("Merged", line)

    def add_figures(self) -> None:
        self.refuse_unknown()
        for code, count in self.figures.inhabitants.items():
            if self.plan.change(self.by_code[code], population=count):
                self.plan.say("Inhabitants", f"{code} {self.by_code[code].official_name}: {count}")
        for code, (latitude, longitude) in self.figures.coordinates.items():
            if self.plan.change(self.by_code[code], latitude=latitude, longitude=longitude):
                self.plan.say("Coordinates", f"{code} {self.by_code[code].official_name}: {latitude}, {longitude}")

    def refuse_unknown(self) -> None:
        unknown = sorted((self.figures.inhabitants.keys() | self.figures.coordinates.keys()) - self.codes)
        if unknown:
            raise FileRefused(
                f"Inhabitants or coordinates of codes that the register does not have: {', '.join(unknown)}."
            )
