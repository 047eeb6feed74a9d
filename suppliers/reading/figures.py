"""What numbers, choices and dates come to: as a picture, and as a table with the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.numbers import write_number
from core.pictures import Bar, bars
from core.texts import text_of
from suppliers.models import RequestQuestion
from suppliers.reading.answers import Cell
from suppliers.reading.pictures import Mark, timeline
from suppliers.requests.enums import QuestionKind

MOST_BARS = 20


@dataclass
class Figures:
    """Of one question: how many answers this reader sees, and what they come to.

    `rows` are the figures of the picture: its number in the picture, what it is, how much. `facts` sum them up.
    """

    question: RequestQuestion
    answered: int
    picture: SafeString | str = ""
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)


def figures(question: RequestQuestion, cells: Sequence[Cell]) -> Figures:
    seen = [cell for cell in cells if cell.answer]
    found = Figures(question, len(seen))
    fill: Any = {
        QuestionKind.NUMBER: numbers,
        QuestionKind.CHOICE: choices,
        QuestionKind.SEVERAL: choices,
        QuestionKind.DATE: dates,
    }.get(QuestionKind(question.kind))
    if fill and seen:
        fill(found, seen)
    return found


def title_of(question: RequestQuestion) -> str:
    return _("Answers to question %(number)s") % {"number": question.position}


def written(number: Decimal, question: RequestQuestion) -> str:
    return f"{write_number(number)} {text_of(question, 'unit')}".strip()


def numbers(found: Figures, cells: Sequence[Cell]) -> None:
    """The smallest first, each company's a bar."""
    question = found.question
    said = sorted(
        ((cell.answer.number, cell) for cell in cells if cell.answer and cell.answer.number is not None),
        key=lambda pair: pair[0],
    )
    if not said:
        return
    values = [number for number, _cell in said]
    found.facts = [
        (_("Lowest"), written(values[0], question)),
        (_("In the middle (median)"), written(median(values), question)),
        (_("Highest"), written(values[-1], question)),
    ]
    if question.greatest is None:  # shares and grades have an upper limit, and no sum
        found.facts.append((_("Sum"), written(sum(values, Decimal()), question)))
    found.rows = [
        (str(place), cell.response.company.name, written(number, question))
        for place, (number, cell) in enumerate(said, 1)
    ]
    if len(said) <= MOST_BARS and values[0] >= 0:
        drawn = [Bar(str(place), float(number), write_number(number)) for place, (number, _cell) in enumerate(said, 1)]
        desc = _("A bar for each company, numbered as in the table: %(figures)s.")
        found.picture = drawing(question, desc, found, drawn)


def choices(found: Figures, cells: Sequence[Cell]) -> None:
    """How many chose each option, in the order of the options."""
    lines = found.question.lines
    counts = [sum(place in (cell.answer.chosen if cell.answer else []) for cell in cells) for place in options(lines)]
    found.rows = [
        (str(place), line, str(count)) for place, line, count in zip(options(lines), lines, counts, strict=True)
    ]
    drawn = [Bar(str(place), count, str(count)) for place, count in zip(options(lines), counts, strict=True)]
    desc = _("A bar for each option, numbered as in the table: %(figures)s.")
    found.picture = drawing(found.question, desc, found, drawn)


def options(lines: Sequence[str]) -> range:
    return range(1, len(lines) + 1)


def drawing(question: RequestQuestion, desc: str, found: Figures, drawn: list[Bar]) -> SafeString:
    said = "; ".join(f"{what}: {how_much}" for _place, what, how_much in found.rows)
    return bars(f"question-{question.position}", title_of(question), desc % {"figures": said}, drawn)


def dates(found: Figures, cells: Sequence[Cell]) -> None:
    said = sorted((cell.answer.day, cell.response.company.name) for cell in cells if cell.answer and cell.answer.day)
    if not said:
        return
    found.facts = [
        (_("Earliest"), date_format(said[0][0], "DATE_FORMAT")),
        (_("Latest"), date_format(said[-1][0], "DATE_FORMAT")),
    ]
    found.rows = [(str(place), name, date_format(on, "DATE_FORMAT")) for place, (on, name) in enumerate(said, 1)]
    marks = [Mark(str(place), on) for place, (on, _name) in enumerate(said, 1)]
    desc = _("A timeline with a dot for each company, numbered as in the table: %(figures)s.")
    figures_said = "; ".join(f"{what}: {when}" for _place, what, when in found.rows)
    name = f"question-{found.question.position}"
    found.picture = timeline(name, title_of(found.question), desc % {"figures": figures_said}, marks)
