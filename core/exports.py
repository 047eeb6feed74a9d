"""Rows as a file to take home: CSV that grows while it is sent, or a workbook for Excel.

Nordic spreadsheets take a semicolon between the columns and a comma in a number, and know UTF-8 by its mark:
so the CSV has all three, and opens right with a double click. A text that a spreadsheet would run as a formula
is defused: in CSV by an apostrophe before it, in a workbook because the cell is said to be text.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from math import isfinite
from tempfile import TemporaryFile
from typing import Any, Literal

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

Kind = Literal["csv", "xlsx"]
KINDS: tuple[Kind, ...] = ("csv", "xlsx")

BYTE_ORDER_MARK = "\ufeff"
ROWS_AT_ONCE = 500
MOST_ROWS, LONGEST_TEXT, WIDEST = 1_048_575, 32_767, 60  # of a worksheet: rows under the heading, a cell, a column
EXACT, FIRST_YEAR = 10**15, 1900  # from here on a spreadsheet rounds whole numbers; before, it knows no day
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones begin formulas too


@dataclass(frozen=True)
class Column:
    """A column's heading, and how a row's value is found: a number, date, time, text, yes or no, or None."""

    label: str | Promise
    value: Callable[[Any], object]


def export(rows: Iterable[Any], columns: Sequence[Column], kind: Kind, name: str) -> HttpResponseBase:
    """The rows as a download named `name` and today's date, in the active language; a queryset is read bit by bit."""
    rows = rows.iterator(chunk_size=ROWS_AT_ONCE) if isinstance(rows, QuerySet) else rows
    response = as_csv(rows, columns) if kind == "csv" else as_workbook(rows, columns)
    filename = f"{slugify(name, allow_unicode=True) or 'export'}-{timezone.localdate().isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def plain(value: object) -> object:
    """A number, date or time as it is; everything else as a text that any file can hold."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float, Decimal, date)) and is_countable(value):
        return value
    text = "" if value is None else str(value)
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_countable(value: Any) -> bool:
    """Whether a spreadsheet reckons with it: its days begin in 1900, and its numbers have an end."""
    if isinstance(value, date):
        return value.year >= FIRST_YEAR
    return (isinstance(value, int) or isfinite(value)) and abs(value) < EXACT


def zone_of(at: datetime) -> str:
    return at.tzname() or ""


# CSV


def as_csv(rows: Iterable[Any], columns: Sequence[Column]) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_parts(rows, columns, translation.get_language()), content_type="text/csv; charset=utf-8"
    )


def csv_parts(rows: Iterable[Any], columns: Sequence[Column], language: str | None) -> Iterator[str]:
    """The file piece by piece. It is sent after the view is done: so the language is set anew for each piece."""
    with translation.override(language):
        yield BYTE_ORDER_MARK + csv_lines([[column.label for column in columns]])
    rest = iter(rows)
    while batch := list(islice(rest, ROWS_AT_ONCE)):
        with translation.override(language):
            lines = csv_lines([column.value(row) for column in columns] for row in batch)
        yield lines


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";").writerows([csv_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def csv_cell(value: object) -> str:
    match plain(value):
        case str(text):
            return f"'{text}" if text.startswith(FORMULA) else text
        case datetime() as at:
            local = timezone.localtime(at)
            return f"{local:%Y-%m-%d %H:%M} {zone_of(local)}"
        case date() as on:
            return on.isoformat()
        case number:
            return format(number, "f" if isinstance(number, Decimal) else "").replace(".", ",")


# Workbook

MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone, and the same rows give the same file


def as_workbook(rows: Iterable[Any], columns: Sequence[Column]) -> FileResponse:
    """Written row by row to a file on the disk, which is gone once it is sent."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": MADE})
        Sheet(workbook, columns).fill(rows)
    file.seek(0)
    return FileResponse(file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class Sheet:
    """One worksheet: a bold heading that stays in sight and narrows the rows, cells of the right type."""

    def __init__(self, workbook: xlsxwriter.Workbook, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.workbook = workbook
        self.sheet = workbook.add_worksheet()
        self.bold = workbook.add_format({"bold": True})
        self.formats: dict[str, Any] = {}
        self.widths = [0] * len(columns)

    def fill(self, rows: Iterable[Any]) -> None:
        last = 0
        self.write(0, [str(column.label) for column in self.columns], self.bold)
        for last, row in enumerate(rows, start=1):
            if last > MOST_ROWS:
                raise ValueError(f"A worksheet holds {MOST_ROWS} rows; export as CSV.")
            self.write(last, [column.value(row) for column in self.columns])
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, last, max(len(self.columns) - 1, 0))
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, min(width + 3, WIDEST))  # room for the arrow that narrows

    def write(self, line: int, values: Iterable[object], style: Any = None) -> None:
        for place, value in enumerate(values):
            shown = self.cell(line, place, plain(value), style)
            self.widths[place] = max(self.widths[place], len(shown))

    def cell(self, line: int, place: int, value: Any, style: Any) -> str:
        """Write one cell; answers roughly what it shows."""
        if isinstance(value, str):
            self.sheet.write_string(line, place, value[:LONGEST_TEXT], style)
        elif isinstance(value, datetime):
            local = timezone.localtime(value)
            self.sheet.write_datetime(line, place, local.replace(tzinfo=None), self.time_format(zone_of(local)))
        elif isinstance(value, date):
            self.sheet.write_datetime(line, place, value, self.format("yyyy-mm-dd"))
        else:
            self.sheet.write_number(line, place, value)
        return str(value)

    def time_format(self, zone: str) -> Any:
        return self.format(f'yyyy-mm-dd hh:mm "{zone}"')

    def format(self, pattern: str) -> Any:
        if pattern not in self.formats:
            self.formats[pattern] = self.workbook.add_format({"num_format": pattern})
        return self.formats[pattern]
