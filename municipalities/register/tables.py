"""Rows with their line numbers out of the bytes of a CSV file."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from core.imports import FileRefused
from municipalities.register.entries import tidy

# Offices put titles and notes above the heading
LINES_ABOVE_THE_HEADING = 15
# å, ä, ö, æ, ø and their like; in Windows-1252 no word has these two signs beside each other
LETTER_IN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]")


@dataclass(frozen=True)
class Row:
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Shape:
    """How a file is written. `columns` has our name of a column and what files call it, in small letters.

    UTF-8 is always understood, with or without a mark at the beginning; `encoding` is what else the office uses.
    """

    columns: Mapping[str, Sequence[str]]
    needed: Sequence[str] = ("code", "name")
    delimiters: str = ";,\t"
    encoding: str = "utf-8"
    strict: bool = False  # other columns are refused


def read(data: bytes, shape: Shape) -> list[Row]:
    text = decoded(data, shape.encoding)
    for delimiter in shape.delimiters:
        for place, (_line, heading) in enumerate(islice(cells(text, delimiter, strict=False), LINES_ABOVE_THE_HEADING)):
            columns = recognised(heading, shape)
            if set(shape.needed) <= set(columns):
                return rows(list(cells(text, delimiter))[place + 1 :], columns)
    wanted = ", ".join(" or ".join(shape.columns[name]) for name in shape.needed)
    raise FileRefused(f"No line has the columns that a file of this format has: {wanted}.")


def decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding == "utf-8" or LETTER_IN_UTF_8.search(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise FileRefused(f"Line {line}: the file is not in UTF-8, or it is broken here.") from error
        return data.decode(encoding, errors="replace")


def cells(text: str, delimiter: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Every line with its number; one that quotes several lines has the number of its first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, [tidy(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(f"Line {line}: this is no CSV, are the quotation marks in pairs? ({error}).") from error


def recognised(heading: list[str], shape: Shape) -> list[str]:
    """Our names of the columns; those of the file where we have none."""
    ours = {theirs: name for name, all_of_theirs in shape.columns.items() for theirs in all_of_theirs}
    columns = [ours.get(cell.casefold(), "") for cell in heading]
    if shape.strict and set(shape.needed) <= set(columns) and "" in columns:
        raise FileRefused(
            f"The heading has a column that is not known: {heading[columns.index('')] or 'without a name'}."
        )
    return columns


def rows(lines: list[tuple[int, list[str]]], columns: list[str]) -> list[Row]:
    uneven = [(line, row) for line, row in lines if len(row) != len(columns)]
    if uneven:
        raise FileRefused(*(f"Line {line}: {len(row)} cells, the heading has {len(columns)}." for line, row in uneven))
    return [Row(line, {name: cell for name, cell in zip(columns, row, strict=True) if name}) for line, row in lines]
