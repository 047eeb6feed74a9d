"""A need's demand lines on one page: typed as rows, several people at once, stored together or not at all."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.merging import mark, marks, merge
from core.numbers import row_number
from core.permissions import require
from core.workflow import Refused
from needs.intake.line_forms import FIELDS, LineForm, text_of, unit_choices, values_of
from needs.intake.writing import refuse_unless_written
from needs.models import DemandLine, Need
from needs.workflow import locked

EMPTY_ROWS, MOST_LINES = 3, 500
BESIDE = 30_000  # years for lines that change places: a need has a year and unit only once


class LinesForm:
    """All rows of the page. `seen` has the marks of the stored lines as their writer saw them (core/merging.py).

    What is wrong is said once the rows are checked.
    """

    is_checked = False

    def __init__(self, need: Need, data: Any = None) -> None:
        self.need, self.data = need, data
        self.units = unit_choices()
        self.stored = {line.pk: line for line in need.demand_lines.order_by("year", "unit__position", "pk")}
        self.seen = data.get("seen", "") if data is not None else self.marks_now()

    @cached_property
    def rows(self) -> list[LineForm]:
        if self.data is not None:
            return [self.typed(number, self.data) for number in range(self.count())]
        shown = [self.shown(number, line) for number, line in enumerate(self.stored.values())]
        return shown + [self.row(len(shown) + number) for number in range(EMPTY_ROWS)]

    def count(self) -> int:
        return min(row_number(str(self.data.get("rows", ""))) or 0, MOST_LINES + 50)

    def row(self, number: int, **kwargs: Any) -> LineForm:
        made = LineForm(units=self.units, prefix=f"row-{number}", **kwargs)
        made.number = number + 1
        return made

    def typed(self, number: int, data: Any) -> LineForm:
        return self.row(number, data=data)

    def shown(self, number: int, line: DemandLine) -> LineForm:
        return self.row(number, initial={"line": line.pk, **values_of(line)})

    def add_row(self) -> None:
        """One more, empty and with the focus in it; nothing is checked yet."""
        self.rows.append(self.row(len(self.rows)))
        self.rows[-1].fields["year"].widget.attrs["data-focus"] = True

    def marks_now(self) -> str:
        return marks({cell(pk, name): text for pk, line in self.stored.items() for name, text in texts(line).items()})

    @property
    def kept(self) -> list[LineForm]:
        """Rows that are to be lines."""
        return [row for row in self.rows if row.is_kept]

    @property
    def removed(self) -> set[int]:
        """The lines whose rows are ticked, or emptied altogether."""
        gone = [row for row in self.rows if row not in self.kept]
        return {pk for row in gone if (pk := number_of(row)) is not None}

    def is_valid(self) -> bool:
        self.is_checked = True
        for row in self.kept:
            row.is_valid()
        say_twice(self.kept)
        if len(self.kept) > MOST_LINES:
            self.kept[-1].add_error("year", too_many())
        return not self.errors

    @property
    def errors(self) -> list[tuple[LineForm, Any, str]]:
        """Row, cell and sentence, for the summary."""
        return [
            (row, row[name], error)
            for row in self.rows
            if self.is_checked and row.is_bound and row in self.kept
            for name, said in row.errors.items()
            for error in map(str, said)
        ]


def somebody_changed() -> str:
    return _("Somebody else changed this while you wrote. Bring both together here and save; this is then kept.")


def too_many() -> str:
    return _("A need has at most %(most)s lines.") % {"most": MOST_LINES}


def say_twice(rows: list[LineForm]) -> None:
    """Say of each row whose year and unit an earlier one has."""
    first: dict[Any, LineForm] = {}
    for row in rows:
        before = first.setdefault(row.key, row) if row.key else row
        if before is not row:
            row.add_error(
                "year",
                _("Row %(row)s has %(year)s in %(unit)s already. Bring both together in one row.")
                % {"row": before.number, "year": row.cleaned_data["year"], "unit": before.unit_name},
            )


def number_of(row: LineForm) -> int | None:
    return row_number(str(row["line"].value() or ""))


def cell(pk: int, name: str) -> str:
    return f"{pk}-{name}"


def texts(line: DemandLine) -> dict[str, str]:
    return {name: text_of(value) for name, value in values_of(line).items()}


def save(form: LinesForm, by: Any) -> bool:
    """Store the rows of a valid form; False where somebody else's changes contradict: then nothing is stored.

    The form then shows both. Raises Refused where the need is not being written any more.
    """
    require(by, "needs.edit_need", form.need)
    with locked(form.need) as current:
        refuse_unless_written(current)
        form.stored = {line.pk: line for line in current.demand_lines.all()}
        plan = Plan(form)
        if plan.has_conflicts:
            plan.show()
            return False
        replace(current, plan.lines, plan.removed)
    return True


class Plan:
    """What is to be stored: `lines`, each with the number of the stored line that it is, or None; and `removed`."""

    def __init__(self, form: LinesForm) -> None:
        self.form, self.has_conflicts = form, False
        self.seen = dict(pair.split(":", 1) for pair in form.seen.split() if ":" in pair)
        self.texts: dict[int, dict[str, str]] = {}  # of rows that are shown again, by the stored line
        self.lines = [line for row in form.kept if (line := self.bring_together(row)) is not None]
        self.removed = {pk for pk in form.removed & set(form.stored) if self.may_remove(pk)}
        self.refuse_twice()

    def bring_together(self, row: LineForm) -> tuple[int | None, dict[str, Any]] | None:
        pk = number_of(row)
        if pk is None:
            return None, row.values
        mine = {cell(pk, name): text_of(value) for name, value in row.values.items()}
        if pk not in self.form.stored:
            self.without(row, mine)
            return None
        line = self.form.stored[pk]
        theirs = {cell(pk, name): text for name, text in texts(line).items()}
        merged = merge(theirs, mine, self.form.seen)
        for name in FIELDS:
            if cell(pk, name) in merged.conflicts:
                self.conflict(row, name, merged.conflicts[cell(pk, name)])
        self.texts[pk] = {name: merged.values[cell(pk, name)] for name in FIELDS}
        before = values_of(line)
        return pk, {n: row.values[n] if self.texts[pk][n] == mine[cell(pk, n)] else before[n] for n in FIELDS}

    def without(self, row: LineForm, mine: dict[str, str]) -> None:
        """Somebody removed the line: gone if it was left alone here, otherwise asked about."""
        if any(self.seen.get(name) != mark(text) for name, text in mine.items()):
            self.has_conflicts = True
            row.add_error("year", _("Somebody else removed this line while you wrote. Save once more to keep yours."))

    def may_remove(self, pk: int) -> bool:
        """Nobody changed it since it was seen; otherwise it is shown once more."""
        now = {cell(pk, name): mark(text) for name, text in texts(self.form.stored[pk]).items()}
        if all(self.seen.get(name) == found for name, found in now.items()):
            return True
        row = next(row for row in self.form.rows if number_of(row) == pk)
        self.conflict(row, "remove", "")
        return False

    def conflict(self, row: LineForm, name: str, theirs: str) -> None:
        self.has_conflicts = True
        row.conflicts = {**getattr(row, "conflicts", {}), name: self.spoken(row, name, theirs)}  # type: ignore[attr-defined]

    def spoken(self, row: LineForm, name: str, text: str) -> str:
        """A stored value as people read it."""
        choices = dict(getattr(row.fields[name], "choices", ()))
        if name == "is_public":
            return _("yes") if text else _("no")
        return str(choices.get(text, text)) or "–"

    def refuse_twice(self) -> None:
        """A colleague may have added what is in a row here: the line is then shown below."""
        strangers = self.strangers()
        keys = {(line.year, line.unit_id): line for line in strangers.values()}
        for row in self.form.kept:
            if row.is_valid() and row.key in keys:
                self.has_conflicts = True
                row.add_error("year", _("Somebody else added this year and unit while you wrote; it stands below."))

    def strangers(self) -> dict[int, DemandLine]:
        """Stored lines that no row here is about."""
        known = {number_of(row) for row in self.form.rows}
        return {pk: line for pk, line in self.form.stored.items() if pk not in known}

    def show(self) -> None:
        """Put what is stored now beside what was typed, so that saving once more settles it."""
        data = {name: self.form.data.get(name) for name in self.form.data}
        for row in self.form.rows:
            pk = number_of(row)
            if pk is not None and pk not in self.form.stored:
                data[row.add_prefix("line")] = ""
            for name, text in self.texts.get(pk or 0, {}).items():
                data[row.add_prefix(name)] = text
        for row in self.form.rows:
            row.data = data
            for name in getattr(row, "conflicts", {}):
                row.add_error(name, somebody_changed())
        for line in self.strangers().values():
            self.form.rows.append(self.form.shown(len(self.form.rows), line))
        self.form.seen = self.form.marks_now()


def replace(need: Need, lines: list[tuple[int | None, dict[str, Any]]], removed: set[int]) -> None:
    """Store lines under the need's lock. Raises Refused where a challenge uses a part of a removed one."""
    stored = {line.pk: line for line in need.demand_lines.all()}
    try:
        need.demand_lines.filter(pk__in=removed).delete()
    except ProtectedError as error:
        raise Refused(
            _("A challenge uses a part of a line that you remove. Ask its programme manager first.")
        ) from error
    moved = [
        pk for pk, values in lines if pk and (stored[pk].year, stored[pk].unit_id) != (values["year"], values["unit"])
    ]
    for place, line_pk in enumerate(moved):
        DemandLine.objects.filter(pk=line_pk).update(year=BESIDE + place)
    for pk, values in lines:
        line = made(need, values)
        line.pk = pk
        line.save(force_update=pk is not None)
    need.save(update_fields=["changed_at"])


def made(need: Need, values: dict[str, Any]) -> DemandLine:
    return DemandLine(need=need, unit_id=values["unit"], **{name: values[name] for name in FIELDS if name != "unit"})
