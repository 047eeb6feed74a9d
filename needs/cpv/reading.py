"""Codes and names out of the official list's file: its spreadsheet, its XML, or genericode; or the portal's own CSV."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, load_workbook

from core.imports import FileRefused
from core.languages import CODES
from needs.cpv.codes import read_code

OF_COLUMN = {"EN": "en", "SV": "sv", "DA": "da", "FI": "fi", "NO": "nb", "NB": "nb", "IS": "is"}
OF_LABEL = {
    "name": "en",
    "eng_label": "en",
    "swe_label": "sv",
    "dan_label": "da",
    "fin_label": "fi",
    "nor_label": "nb",
    "nob_label": "nb",
    "isl_label": "is",
}
LONGEST_NAME = 250
SUPPLEMENT = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # the official file's second list: codes such as AA01-1
Found = Iterator[tuple[str, dict[str, str]]]


@dataclass
class Entries:
    """Names by language by code, and what is wrong with the file."""

    names: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, written: str, names: dict[str, str]) -> None:
        if written[:1] in SUPPLEMENT:
            return
        code = read_code(written)
        names = {language: " ".join(name.split()) for language, name in names.items() if name.strip()}
        if code is None:
            self.problems.append(f"{written!r} is no CPV code.")
        elif code in self.names and self.names[code] != names:
            self.problems.append(f"{code} is there twice, with different names.")
        elif "en" not in names:
            self.problems.append(f"{code} has no English name.")
        elif any(len(name) > LONGEST_NAME for name in names.values()):
            self.problems.append(f"{code} has a name of more than {LONGEST_NAME} letters.")
        else:
            self.names[code] = names


def read(data: bytes) -> dict[str, dict[str, str]]:
    """Names by language by code. Raises FileRefused when anything in the file is wrong."""
    entries = Entries()
    for written, names in found_in(data):
        entries.add(written.strip(), names)
    if not entries.names and not entries.problems:
        entries.problems.append("There is no CPV code in it.")
    if entries.problems:
        raise FileRefused(*entries.problems)
    return entries.names


def found_in(data: bytes) -> Found:
    if data.startswith(b"PK"):
        return in_table(sheet_rows(data))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return in_xml(parsed(data))
    try:
        return in_table(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError as error:
        raise FileRefused("This is neither a workbook (XLSX) nor XML, genericode or CSV in UTF-8.") from error


def sheet_rows(data: bytes) -> Iterable[list[Any]]:
    """Of the sheet that has a column of codes: the official workbook has a sheet of conversions too."""
    try:
        book = load_workbook(BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, ValueError) as error:
        raise FileRefused("The workbook cannot be read.") from error
    return next((rows for rows in sheets if rows and heading(rows[0])), [])


def heading(row: list[Any]) -> list[str]:
    """The columns' languages, with "code" among them; empty where it is no heading."""
    names = [str(cell).strip() for cell in row]
    columns = [
        "code" if name.upper() == "CODE" else OF_COLUMN.get(name.removeprefix("name_").upper(), "") for name in names
    ]
    return columns if {"code", "en"} <= set(columns) else []


def in_table(rows: Iterable[list[Any]]) -> Found:
    rest = iter(rows)
    columns = heading(next(rest, []))
    if not columns:
        raise FileRefused("There are no columns CODE and EN in the first line.")
    for row in rest:
        cells = dict(zip(columns, map(str, row), strict=False))
        if cells.get("code", "").strip():
            yield cells["code"], {name: cells[name] for name in CODES if name in cells}


def parsed(data: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FileRefused("The file has a document type, which no official list has.")
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - no document type, so no entities of its own
    except ElementTree.ParseError as error:
        raise FileRefused(f"The XML is broken: {error}.") from error


def in_xml(root: ElementTree.Element) -> Found:
    """`<CPV CODE="…"><TEXT LANG="EN">…`, or genericode's rows of values."""
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if "CODE" in element.attrib:
            texts = {
                OF_COLUMN.get(text.get("LANG", "").upper(), ""): text.text or ""
                for text in element.iter()
                if text.get("LANG")
            }
            yield element.attrib["CODE"], {name: text for name, text in texts.items() if name}
        elif tag == "Row":
            values = {value.get("ColumnRef", ""): "".join(value.itertext()) for value in element}
            names = {OF_LABEL[key.lower()]: text for key, text in values.items() if key.lower() in OF_LABEL}
            yield values.get("code", ""), names
