"""Demand out of a spreadsheet: shown as it will be with each bad cell named, and stored once that is confirmed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.merging import mark
from core.permissions import require
from core.workflow import Refused
from needs.intake import headings
from needs.intake.line_forms import FIELDS, LineForm, label, text_of, unit_choices, values_of
from needs.intake.lines import MOST_LINES, replace, say_twice, too_many
from needs.intake.sheet_files import Rows, Unreadable
from needs.intake.writing import refuse_unless_written
from needs.models import DemandLine, Need
from needs.workflow import locked

REPLACE, ADD = "replace", "add"
NEEDED = ("year", "quantity", "unit")
MENDED_AT_ONCE = 20  # rows with something wrong that are opened for mending, beside those that were mended
A_DAY = 24 * 60 * 60


@dataclass
class Table:
    """The rows by field, and sentences on columns that were left out."""

    rows: list[tuple[int, dict[str, str]]]
    notes: list[str] = field(default_factory=list)


def table_of(rows: Rows) -> Table:
    """Columns in any order under a heading, or without one in the order of the template. Raises Unreadable."""
    known = headings.headings()
    first = [headings.fold(cell) for cell in rows[0][1]] if rows else []
    if sum(word in known for word in first) < 2:
        notes = (
            [] if all(len(cells) <= len(FIELDS) for _, cells in rows) else [_("Columns after the tenth are left out.")]
        )
        return Table([(number, dict(zip(FIELDS, cells, strict=False))) for number, cells in rows], notes)
    fields = [known.get(word, "") for word in first]
    check_columns(fields)
    strange = [cell for cell, name in zip(rows[0][1], fields, strict=True) if cell and not name]
    notes = [_("The column “%(name)s” is not one of demand and is left out.") % {"name": cell} for cell in strange]
    found = [
        (number, {name: text for name, text in zip(fields, cells, strict=False) if name}) for number, cells in rows[1:]
    ]
    return Table(found, notes)


def check_columns(fields: list[str]) -> None:
    twice = next((name for name in fields if name and fields.count(name) > 1), None)
    if twice:
        raise Unreadable(_("There are two columns for “%(name)s”. Leave one out.") % {"name": label(twice)})
    lacking = next((name for name in NEEDED if name not in fields), None)
    if lacking:
        raise Unreadable(_("There is no column “%(name)s”.") % {"name": label(lacking)})


class Preview:
    """What a table would make of a need's demand. `typed` has cells that were mended, by their names on the page."""

    def __init__(self, need: Need, table: Table, mode: str, typed: Any = None) -> None:
        self.need, self.mode, self.notes, self.typed = need, mode, table.notes, typed or {}
        self.units, self.unit_names = unit_choices(), headings.unit_names()
        self.certainty_names = headings.certainty_names()
        self.stored = list(need.demand_lines.select_related("unit").order_by("year", "unit__position"))
        self.rows = [self.row(number, cells) for number, cells in table.rows]
        for row in self.rows:
            row.is_valid()
        self.check_all()

    def row(self, number: int, cells: dict[str, str]) -> LineForm:
        prefix = f"cell-{number}"
        is_mended = f"{prefix}-year" in self.typed
        data = self.typed if is_mended else {f"{prefix}-{name}": self.cell(name, text) for name, text in cells.items()}
        row = LineForm(units=self.units, prefix=prefix, data=data)
        row.number = number
        if not is_mended and row.errors is not None and headings.yes_or_no(cells.get("is_public", "")) is None:
            row.add_error("is_public", _("“%(text)s” is neither yes nor no.") % {"text": cells["is_public"]})
        return row

    def cell(self, name: str, text: str) -> str:
        """A cell as the form wants it; what is not understood goes there as it is, and is said to be wrong."""
        match name:
            case "unit":
                return self.unit_names.get(headings.fold(text) or text, text)
            case "certainty":
                return self.certainty_names.get(headings.fold(text), text)
            case "currency":
                return text.upper()
            case "is_public":
                return "on" if headings.yes_or_no(text) else ""
        return text

    def check_all(self) -> None:
        """What rows are wrong only beside each other, or beside what is stored."""
        say_twice(self.kept)
        there = {(line.year, line.unit_id) for line in self.stored}
        for row in self.kept:
            if self.mode == ADD and row.is_valid() and row.key in there:
                row.add_error(
                    "year", _("The need has this year and unit already. Leave the row out, or replace all lines.")
                )
        if self.kept and len(self.kept) + (len(self.stored) if self.mode == ADD else 0) > MOST_LINES:
            self.kept[-1].add_error("year", too_many())

    @cached_property
    def kept(self) -> list[LineForm]:
        """Rows that are to be lines; the others stay on the page as long as something is to be mended."""
        return [row for row in self.rows if row.is_kept]

    @property
    def shown(self) -> list[LineForm]:
        return self.kept if self.is_ready else self.rows

    @property
    def errors(self) -> list[tuple[LineForm, Any, str]]:
        return [
            (row, row[name], error)
            for row in self.kept
            for name, said in row.errors.items()
            for error in map(str, said)
        ]

    @cached_property
    def opened(self) -> set[int]:
        """The numbers of the rows that are opened for mending: those that were, and the next ones."""
        wrong = [row for row in self.rows if row.errors and not self.is_mended(row)]
        return {row.number for row in (*filter(self.is_mended, self.rows), *wrong[:MENDED_AT_ONCE])}

    def is_mended(self, row: LineForm) -> bool:
        return f"{row.prefix}-year" in self.typed

    @property
    def is_ready(self) -> bool:
        return bool(self.kept) and not self.errors

    @property
    def is_done_by_hand(self) -> bool:
        """Ready, but not by what was pasted alone."""
        return self.is_ready and any(map(self.is_mended, self.rows))

    @property
    def going(self) -> list[DemandLine]:
        """Stored lines that go when all are replaced."""
        coming = {row.key for row in self.kept if row.is_valid()}
        return [line for line in self.stored if (line.year, line.unit_id) not in coming] if self.mode == REPLACE else []

    @property
    def text(self) -> str:
        """All of it as somebody could have pasted it, with what was mended."""
        units = dict(self.units)
        lines = []
        for row in self.kept:
            values = row.values
            shown = {
                "unit": units.get(str(values["unit"]), ""),
                "is_public": _("yes") if values["is_public"] else _("no"),
            }
            lines.append("\t".join(text_of((values | shown)[name]) for name in FIELDS))
        return "\n".join(lines)

    @property
    def token(self) -> str:
        """All of it, signed: what is confirmed is what was shown."""
        rows = [[packed(row.values[name]) for name in FIELDS] for row in self.kept]
        plan = {"need": self.need.pk, "mode": self.mode, "rows": rows, "before": standing(self.stored)}
        return signing.dumps(plan, salt="demand-sheet", compress=True)


def packed(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value


def unpacked(values: list[Any]) -> dict[str, Any]:
    line = dict(zip(FIELDS, values, strict=True))
    for name in ("quantity", "value_min", "value_max"):
        line[name] = None if line[name] is None else Decimal(line[name])
    for name in ("contract_ends", "earliest_start"):
        line[name] = None if line[name] is None else date.fromisoformat(line[name])
    return line


def standing(lines: list[DemandLine]) -> str:
    """The mark of a need's lines as they stand."""
    return mark(sorted((line.pk, *(packed(value) or "" for value in values_of(line).values())) for line in lines))


def confirm(need: Need, token: str, by: Any) -> int:
    """Store what was shown; how many lines that is. Raises Refused where it cannot be, and says why."""
    require(by, "needs.edit_need", need)
    plan = opened(token)
    if plan["need"] != need.pk:
        raise Refused(_("This preview is of another need."))
    rows = [unpacked(values) for values in plan["rows"]]
    with locked(need) as current:
        refuse_unless_written(current)
        stored = list(current.demand_lines.order_by("year", "unit__position"))
        if standing(stored) != plan["before"]:
            raise Refused(
                _("Somebody changed the demand after this preview was made. Look at it once more; your rows are kept.")
            )
        by_key = {(line.year, line.unit_id): line.pk for line in stored}
        lines = [(by_key.get((row["year"], row["unit"])), row) for row in rows]
        kept = {pk for pk, _row in lines}
        replace(current, lines, set(by_key.values()) - kept if plan["mode"] == REPLACE else set())
    return len(rows)


def opened(token: str) -> dict[str, Any]:
    try:
        return signing.loads(token, salt="demand-sheet", max_age=A_DAY)
    except signing.BadSignature as error:
        raise Refused(_("The preview is too old, or not from here. Make it once more.")) from error
