"""A spreadsheet's rows, out of a file or out of what was pasted. Nothing in it is run, and nothing of it is kept."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, load_workbook

from core.archives import DAMAGED, TooMuch, open_archive, unpacked
from core.numbers import write_number
from needs.intake.sheet_cells import Formula, NoSheet, TooFar, follow_cells

MOST_BYTES, MOST_ROWS, WIDEST = 2 * 1024 * 1024, 500, 60
MOST_UNPACKED, MOST_PARTS = 30 * 1024 * 1024, 500
OTHER_BOOKS = {"content.xml", "xl/workbook.bin"}  # what else the reader would take a workbook for
Rows = list[tuple[int, list[str]]]  # each with its number as the reader counts, from 1 on; empty ones are left out


class Unreadable(Exception):
    """The sentence says what the file is or lacks, and what to do."""


def read_file(data: bytes) -> Rows:
    """Rows of a CSV file or of a workbook's first sheet, told by what it is and not by its name. Raises Unreadable."""
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 2 MB. Leave out what does not belong to the demand."))
    if data.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF, whatever its name says. Choose a spreadsheet: XLSX or CSV."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is a workbook of an old kind, or one with a password. Save it as XLSX without one."))
    return read_workbook(data) if data.startswith(b"PK") else read_text(decoded(data))


# Text


def decoded(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(_("This is neither a workbook (XLSX) nor a table in text (CSV)."))


def read_text(text: str) -> Rows:
    """What was pasted, or a CSV file: cells apart by tabs, or else by semicolons or commas."""
    lines = text.strip("\r\n").splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = "\t" if "\t" in first else max(";,", key=first.count)
    try:
        rows = list(csv.reader(StringIO(text.strip("\r\n"), newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise Unreadable(_("The table cannot be read. Save it as CSV once more, or paste its cells.")) from error
    return numbered(rows)


def numbered(rows: Iterable[list[Any]]) -> Rows:
    found = [(number, [shown(cell) for cell in row[:WIDEST]]) for number, row in enumerate(rows, start=1)]
    found = [(number, cells) for number, cells in found if any(cells)]
    if len(found) > MOST_ROWS + 1:
        raise Unreadable(_("These are more than %(most)s rows.") % {"most": MOST_ROWS})
    return found


def as_text(rows: Rows) -> str:
    """The rows as they could have been pasted, each in its line."""
    lines: list[list[str]] = [[] for _number in range(max((number for number, _cells in rows), default=0))]
    for number, cells in rows:
        lines[number - 1] = cells
    pasted = StringIO()
    csv.writer(pasted, delimiter="\t", lineterminator="\n").writerows(lines)
    return pasted.getvalue()


def shown(cell: Any) -> str:
    """A cell as somebody would type it."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, int | float):
        return write_number(Decimal(repr(round(cell, 9))))
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell).replace("\x00", "").strip()[:200]


# Workbooks


def read_workbook(data: bytes) -> Rows:
    try:
        look_into(data)
        sheet = load_workbook(BytesIO(data)).get_sheet_by_index(0)
        return numbered(sheet.to_python(skip_empty_area=False))
    except (*DAMAGED, NoSheet, CalamineError, ValueError, IndexError, ArithmeticError) as error:
        raise damaged() from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of the reader, in Rust; it has no module to be imported from
            raise damaged() from error
        raise


def damaged() -> Unreadable:
    return Unreadable(_("The workbook is damaged. Save it once more as XLSX, or as CSV."))


def look_into(data: bytes) -> None:
    """What a workbook holds, before it is read: a small file may unpack to a huge one, or to a sheet without end."""
    try:
        with open_archive(BytesIO(data), MOST_PARTS, MOST_UNPACKED) as packed:
            refuse_names({name.lower() for name in packed.namelist()})
            for part in packed.infolist():
                follow_cells(unpacked(packed, part))
    except TooMuch as error:
        sentence = _("The workbook unpacks to far more than a table of demand. Copy its rows to a new one.")
        raise Unreadable(sentence) from error
    except TooFar as error:
        sentence = _("The sheet is far larger than a table of demand. Copy its rows to a new one.")
        raise Unreadable(sentence) from error
    except Formula as found:
        sentence = _(
            "Cell %(cell)s is a formula. Copy the cells and insert them as values, then save; or paste them here."
        )
        raise Unreadable(sentence % {"cell": found}) from found


def refuse_names(names: set[str]) -> None:
    if "xl/workbook.xml" not in names or names & OTHER_BOOKS:
        raise Unreadable(_("This is no workbook, whatever its name says. Choose a spreadsheet: XLSX or CSV."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("This workbook has macros. Save it as an XLSX workbook without them."))
