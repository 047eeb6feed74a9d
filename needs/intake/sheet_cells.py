"""Where the cells of a sheet stand, before a workbook is read: its reader lays out all places up to the last one.

The reader finds its sheet wherever the workbook says that it is, takes a part's bytes as they come, and counts on where
a cell does not name its place. So every part with a sheet in it is read here, strictly, and counted in the same way.
"""

import re
from xml.parsers import expat

from xlsxwriter.utility import xl_rowcol_to_cell

LAST_ROW, LAST_COLUMN = 10_000, 702  # 702: column ZZ
MOST_CELLS = MOST_ELEMENTS = 1_000_000
MARK = b"sheetData"  # the reader looks for no cell before it has read this
ROW = re.compile("[0-9]{1,20}")
PLACE = re.compile("([A-Za-z]{1,20})([0-9]{1,20})")


class NoSheet(Exception):
    """What is not the XML of a sheet, in UTF-8."""


class TooFar(Exception):
    """Cells so far apart, or so many, are no table that somebody wrote."""


class Formula(Exception):
    """The argument names the cell."""


def follow_cells(part: bytes) -> None:
    """Raises NoSheet, TooFar or Formula. A part without a sheet in it says nothing."""
    if MARK not in part:
        return
    cells, parser = Cells(), expat.ParserCreate("utf-8", " ")  # a space between an element's namespace and its name
    parser.StartElementHandler, parser.EndElementHandler = cells.begin, cells.end
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise NoSheet from error


def refuse(*_said: object) -> None:
    raise NoSheet


class Cells:
    """Where the reader is, in rows and columns from 0 on, and how far it has come. It is never counted back up."""

    def __init__(self) -> None:
        self.row = self.column = self.lowest = self.rightmost = self.elements = 0
        self.in_row = False
        self.cell: tuple[int, int] | None = None

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TooFar
        match name.rpartition(" ")[2]:
            case "row":
                self.begin_row(attributes.get("r"))
            case "c":
                self.begin_cell(attributes.get("r"))
            case "f" if self.cell:
                raise Formula(xl_rowcol_to_cell(*self.cell))

    def begin_row(self, place: str | None) -> None:
        if self.in_row or self.cell:
            raise NoSheet
        self.in_row = True
        if place is not None:
            self.row = max(self.row, int(told(ROW, place)[0]) - 1)
        self.reach(self.row, self.column)

    def begin_cell(self, place: str | None) -> None:
        if self.cell:
            raise NoSheet
        row = self.row
        if place is not None:
            found = told(PLACE, place)
            row, self.column = int(found[2]) - 1, column_of(found[1])
        self.cell = (row, self.column)
        self.reach(row, self.column)

    def reach(self, row: int, column: int) -> None:
        self.lowest, self.rightmost = max(self.lowest, row), max(self.rightmost, column)
        cells = (self.lowest + 1) * (self.rightmost + 1)
        if self.lowest >= LAST_ROW or self.rightmost >= LAST_COLUMN or cells > MOST_CELLS:
            raise TooFar

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self.row, self.column, self.in_row = self.row + 1, 0, False
            case "c":
                self.column, self.cell = self.column + 1, None


def told(pattern: re.Pattern[str], place: str) -> re.Match[str]:
    if found := pattern.fullmatch(place):
        return found
    raise NoSheet


def column_of(letters: str) -> int:
    """From 0 on."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
