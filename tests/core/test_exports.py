"""Rows as files: what a spreadsheet gets to see."""

import csv
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.test.client import closing_iterator_wrapper
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from core.exports import FORMULA, KINDS, Column, Kind, export

XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def column(label: str = "Value") -> Column:
    return Column(label, lambda row: row)


def content(response: Any) -> bytes:
    """All that is sent; closed as the test client does it, which keeps the connection to the database."""
    return b"".join(closing_iterator_wrapper(response, response.close))


def body(rows: Any, columns: list[Column] | None = None, kind: Kind = "csv") -> bytes:
    return content(export(rows, columns or [column()], kind, "list"))


def cells(*values: object) -> list[str]:
    """What the lines of a CSV say after the heading, each of one column."""
    return [line[0] for line in csv.reader(StringIO(body(values).decode("utf-8-sig")), delimiter=";")][1:]


def part(name: str, *values: object) -> ElementTree.Element:
    with ZipFile(BytesIO(body(values, kind="xlsx"))) as workbook:
        return ElementTree.fromstring(workbook.read(name))  # noqa: S314 - ours


def sheet(*values: object) -> ElementTree.Element:
    return part("xl/worksheets/sheet1.xml", *values)


def sheet_cell(value: object) -> tuple[str, str]:
    """The type and the content of the cell under the heading."""
    cell = sheet(value).findall(f".//{XML}c")[1]
    return cell.get("t", "number"), "".join(cell.itertext())


# CSV


def test_a_nordic_excel_opens_it_right_by_its_mark_and_its_semicolons() -> None:
    columns = [Column("Kommune", lambda row: row[0]), Column("Innbyggere", lambda row: row[1])]
    assert body([("Ålesund", 58509), ("Åbo; Turku", 1.5)], columns) == (
        b"\xef\xbb\xbfKommune;Innbyggere\r\n\xc3\x85lesund;58509\r\n" + '"Åbo; Turku";1,5\r\n'.encode()
    )


def test_numbers_dates_and_times_are_written_as_a_spreadsheet_reads_them() -> None:
    at = datetime(2026, 3, 26, 9, 5, tzinfo=UTC)
    values = [12, -3, Decimal("1234567.50"), Decimal("1E+3"), date(2026, 3, 26), at, True, False, None]
    assert cells(*values) == [
        *("12", "-3", "1234567,50", "1000", "2026-03-26", "2026-03-26 09:05 UTC", "yes", "no", "")
    ]


@pytest.mark.parametrize("text", ["=1+1", "+47 12", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "\x00=1"])
def test_a_text_that_would_run_as_a_formula_is_defused(text: str) -> None:
    (cell,) = cells(text)
    assert cell.startswith("'")
    kind, content = sheet_cell(text)
    assert (kind, content.strip()) == ("inlineStr", text.replace("\x00", "").strip())


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert cells("A\x00B\x1b\ud800C\uffff", "two\r\nlines") == ["ABC", "two\nlines"]
    assert sheet_cell("A\x00B\x1b\ud800C\uffff") == ("inlineStr", "ABC")


@given(st.lists(st.text(st.characters()), max_size=5))
def test_whatever_people_wrote_no_cell_begins_a_formula(values: list[str]) -> None:
    written = cells(*values)
    assert len(written) <= len(values)  # csv.reader skips empty lines
    assert not any(cell.startswith(FORMULA) for cell in written)


def test_it_speaks_the_language_in_which_it_was_asked_for_though_it_is_sent_later() -> None:
    with translation.override("nb"):
        response = export([True], [Column(_("Country"), lambda row: row)], "csv", "list")
    assert b"".join(response).decode("utf-8-sig").splitlines()[0] == "Land"


def most_memory(rows: int) -> int:
    """Bytes that a list of so many rows takes at a time while it is sent."""
    tracemalloc.start()
    lines = sum(part.count(b"\n") for part in export(iter(range(rows)), [column()] * 8, "csv", "list"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines == rows + 1
    return most


def test_many_rows_pass_through_as_small_a_memory_as_few() -> None:
    few, many = most_memory(1_000), most_memory(20_000)
    assert many < 2 * few


# Workbook


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, ("number", "12")),
        (Decimal("1.50"), ("number", "1.50")),
        (date(2026, 3, 26), ("number", "46107")),
        (datetime(2026, 3, 26, 12, 0, tzinfo=UTC), ("number", "46107.5")),
        (True, ("inlineStr", "yes")),
        (float("nan"), ("inlineStr", "nan")),
        (Decimal("Infinity"), ("inlineStr", "Infinity")),
        (10**20, ("inlineStr", "1" + 20 * "0")),
        (date(1814, 5, 17), ("inlineStr", "1814-05-17")),
        ("0301", ("inlineStr", "0301")),
        ("https://example.org", ("inlineStr", "https://example.org")),
        ("x" * 40_000, ("inlineStr", "x" * 32_767)),
    ],
)
def test_each_cell_has_its_type(value: object, expected: tuple[str, str]) -> None:
    assert sheet_cell(value) == expected


def test_the_heading_is_bold_stays_in_sight_and_narrows() -> None:
    found = sheet("a", "b")
    pane, filter_ = found.find(f".//{XML}pane"), found.find(f"{XML}autoFilter")
    assert pane is not None
    assert filter_ is not None
    assert (pane.get("state"), pane.get("ySplit"), filter_.get("ref")) == ("frozen", "1", "A1:A3")
    assert [cell.get("s", "0") for cell in found.findall(f".//{XML}c")] == ["1", "0", "0"]
    assert part("xl/styles.xml", "a").findall(f"{XML}fonts/{XML}font")[1].find(f"{XML}b") is not None


def test_a_workbook_without_rows_has_its_heading() -> None:
    assert "".join(sheet().itertext()) == "Value"


# Both


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_has_a_safe_name_with_the_day_and_is_kept_by_nobody(kind: Kind) -> None:
    response = export([], [column()], kind, '../Bodies "of" Örebro\r\n')
    name = f"bodies-of-%C3%B6rebro-{timezone.localdate().isoformat()}.{kind}"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response["Cache-Control"] == "private, no-store"
    content(response)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_without_a_letter_is_export(kind: Kind) -> None:
    response = export([], [column()], kind, "///")
    assert f'filename="export-{timezone.localdate().isoformat()}.{kind}"' in response["Content-Disposition"]
    content(response)


def test_the_same_rows_give_the_same_workbook_whenever_it_is_made() -> None:
    assert "2020-01-01T00:00:00Z" in ElementTree.tostring(part("docProps/core.xml", "Oslo"), encoding="unicode")
