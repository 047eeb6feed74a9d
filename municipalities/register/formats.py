"""The files that the statistics offices publish, and our own. README.md tells what is known of each."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.imports import FileRefused
from core.languages import CODES
from municipalities.register.entries import DIGITS, Entry, checked
from municipalities.register.known import of_this_country, own, region_of
from municipalities.register.tables import Row, Shape, read

CHRISTIANSO = "411"  # in Denmark's classification, and no municipality


def ours(rows: list[Row], country: str) -> list[Entry]:
    strangers = [row for row in rows if row["country"] != country]
    if strangers:
        raise FileRefused(
            *(f"Line {row.line}: the country is {row['country']!r}, not {country}." for row in strangers[:10])
        )
    return [Entry(row.line, row["code"], row["name"], row["region_code"], row["region"], names(row)) for row in rows]


def names(row: Row) -> dict[str, str]:
    return {code: row[f"name_{code}"] for code in CODES if row[f"name_{code}"]}


def ssb(rows: list[Row], country: str) -> list[Entry]:
    """Klass: names of several languages with a hyphen between, a county in brackets where two are called the same."""
    return [
        entry(row, country, re.sub(r" \([^)]*\)$", "", row["name"]).replace(" - ", " – "))
        for row in rows
        if row["code"] != "9999"  # not stated
    ]


def scb(rows: list[Row], country: str) -> list[Entry]:
    """Counties, two digits, above their municipalities."""
    return [entry(row, country, row["name"]) for row in rows if len(row["code"]) > 2]


def dst(rows: list[Row], country: str) -> list[Entry]:
    """Regions on level 1, their parts on 2, municipalities on 3."""
    entries, region = [], ("", "")
    for row in rows:
        if row["level"] == "1":
            region = (row["code"].zfill(3), row["name"])
        elif row["level"] == "3" and row["code"] != CHRISTIANSO:
            entries.append(entry(row, country, row["name"], *region))
    return entries


def statfi(rows: list[Row], country: str) -> list[Entry]:
    """Mainland and Åland in one file; codes in apostrophes, or with KU or MK before them."""
    entries = []
    for row in rows:
        code = digits(row["code"]).zfill(DIGITS[country])
        if (code in own("AX")) == (country == "AX"):
            name = row["name"].split(" - ")[-1] if country == "AX" else row["name"]
            entries.append(entry(row, country, name, digits(row["region_code"]), row["region"]))
    return entries


def hagstofa(rows: list[Row], country: str) -> list[Entry]:
    return [entry(row, country, row["name"]) for row in rows]


def entry(row: Row, country: str, name: str, region_code: str = "", region: str = "") -> Entry:
    """Zeros that a spreadsheet took from the beginning of a code are given back."""
    code = digits(row["code"]).zfill(DIGITS[country])
    own_region_code, own_region = region_of(country, code)
    return Entry(
        row.line, code, name, region_code or own_region_code, own_region if country == "AX" else region or own_region
    )


def digits(code: str) -> str:
    return re.sub(r"^(KU|MK)", "", code.strip("'"))


@dataclass(frozen=True)
class Format:
    """`read` makes entries of the rows of a file in this shape."""

    countries: frozenset[str]
    shape: Shape
    read: Callable[[list[Row], str], list[Entry]]


OWN_COLUMNS: Mapping[str, list[str]] = {
    "country": ["country"],
    "code": ["code"],
    "name": ["official_name"],
    "region_code": ["region_code"],
    "region": ["region"],
    **{f"name_{code}": [f"name_{code}"] for code in CODES},
}
FORMATS = {
    "csv": Format(
        frozenset(DIGITS), Shape(OWN_COLUMNS, ("country", "code", "name"), delimiters=",", strict=True), ours
    ),
    "ssb": Format(
        frozenset({"NO"}),
        Shape({"code": ["code"], "name": ["name"], "level": ["level"]}, ("code", "name", "level"), encoding="cp1252"),
        ssb,
    ),
    "scb": Format(
        frozenset({"SE"}), Shape({"code": ["kod", "code"], "name": ["namn", "kommun"]}, encoding="cp1252"), scb
    ),
    "dst": Format(
        frozenset({"DK"}),
        Shape({"code": ["kode"], "level": ["niveau"], "name": ["titel"]}, ("code", "level", "name"), encoding="cp1252"),
        dst,
    ),
    "statfi": Format(
        frozenset({"FI", "AX"}),
        Shape(
            {
                "code": ["sourcecode", "code", "koodi"],
                "name": ["sourcename", "name", "nimi", "nimike"],
                "region_code": ["targetcode"],
                "region": ["targetname"],
            },
            encoding="cp1252",
        ),
        statfi,
    ),
    "hagstofa": Format(
        frozenset({"IS"}),
        Shape(
            {"code": ["númer", "nr", "sveitarfélagsnúmer"], "name": ["heiti", "nafn", "sveitarfélag"]},
            encoding="cp1252",
        ),
        hagstofa,
    ),
}


def entries_of(data: bytes, format_name: str, country: str) -> list[Entry]:
    """What a register file says. Refused as a whole when anything in it is wrong."""
    chosen = FORMATS[format_name]
    if country not in chosen.countries:
        raise FileRefused(
            f"Files of the format {format_name} are of {', '.join(sorted(chosen.countries))}, not {country}."
        )
    return of_this_country(checked(chosen.read(read(data, chosen.shape), country), country), country)
