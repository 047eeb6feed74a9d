"""Small made-up pieces in the offices' own forms; the names are real."""

from pathlib import Path

import pytest
from django.conf import settings

from core.enums import Country
from core.imports import FileRefused
from municipalities.register.entries import Entry
from municipalities.register.formats import entries_of

REGISTER = Path(settings.BASE_DIR) / "municipalities" / "register"

SSB = """"code";"parentCode";"level";"name";"shortName";"notes"
"1515";"";"1";"Herøy (Møre og Romsdal)";"";""
"1818";"";"1";"Herøy (Nordland)";"";"A note
of two lines"
"5001";"";"1";"Trondheim - Tråante";"";""
"9999";"";"1";"Uoppgitt";"";""
"""
SCB = """Län och kommuner 2026 i kodnummerordning;

Kod;Namn
18;Örebro län
1880;Örebro
01;Stockholms län
180;Stockholm
"""
DST = """SEKVENS;KODE;NIVEAU;TITEL;GENERELLE_NOTER
1;"084";1;Region Hovedstaden;
2;"01";2;Landsdel Byen København;
3;"101";3;København;"A note

over lines."
4;"400";3;Bornholm;
5;"411";3;Christiansø;
6;"085";1;Region Sjælland;
7;"265";3;Roskilde;
"""
STATFI = """"sourceCode";"sourceName";"targetCode";"targetName"
"'853'";"Turku";"'02'";"Varsinais-Suomi"
"'020'";"Akaa";"'06'";"Pirkanmaa"
"'478'";"Maarianhamina - Mariehamn";"'21'";"Ahvenanmaa"
"""
HAGSTOFA = """Sveitarfélög 1. janúar
Númer;Heiti
0000;Reykjavíkurborg
8401;Sveitarfélagið Hornafjörður
"""


def rows(text: str, format_name: str, country: str, encoding: str = "utf-8") -> list[tuple]:
    entries = entries_of(text.encode(encoding), format_name, country)
    return [(entry.line, entry.code, entry.name, entry.region_code, entry.region) for entry in entries]


def problems(text: str, format_name: str, country: str) -> list[str]:
    with pytest.raises(FileRefused) as refusal:
        entries_of(text.encode(), format_name, country)
    return list(refusal.value.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_norway_loses_brackets_and_gains_dashes_and_counties(encoding: str) -> None:
    assert rows(SSB, "ssb", "NO", encoding) == [
        (2, "1515", "Herøy", "15", "Møre og Romsdal"),
        (3, "1818", "Herøy", "18", "Nordland – Nordlánnda"),
        (5, "5001", "Trondheim – Tråante", "50", "Trøndelag – Trööndelage"),
    ]


def test_norway_is_read_with_commas_too() -> None:
    text = '"code","parentCode","level","name"\n"4601","","1","Bergen"\n'
    assert rows(text, "ssb", "NO") == [(2, "4601", "Bergen", "46", "Vestland")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_sweden_has_titles_above_and_counties_between_and_may_have_lost_a_zero(encoding: str) -> None:
    assert rows(SCB, "scb", "SE", encoding) == [
        (5, "1880", "Örebro", "18", "Örebro län"),
        (7, "0180", "Stockholm", "01", "Stockholms län"),
    ]


def test_denmark_has_regions_above_its_municipalities_and_christianso_is_none() -> None:
    assert rows(DST, "dst", "DK") == [
        (4, "101", "København", "084", "Region Hovedstaden"),
        (7, "400", "Bornholm", "084", "Region Hovedstaden"),
        (10, "265", "Roskilde", "085", "Region Sjælland"),
    ]


def test_finland_and_aland_share_a_file() -> None:
    assert rows(STATFI, "statfi", "FI") == [
        (2, "853", "Turku", "02", "Varsinais-Suomi"),
        (3, "020", "Akaa", "06", "Pirkanmaa"),
    ]
    assert rows(STATFI, "statfi", "AX") == [(4, "478", "Mariehamn", "21", "Åland")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_iceland_tells_the_region_by_the_first_digit(encoding: str) -> None:
    assert rows(HAGSTOFA, "hagstofa", "IS", encoding) == [
        (3, "0000", "Reykjavíkurborg", "1", "Höfuðborgarsvæðið"),
        (4, "8401", "Sveitarfélagið Hornafjörður", "8", "Suðurland"),
    ]


@pytest.mark.parametrize("country", Country.values)
def test_our_own_lists_can_be_read(country: str) -> None:
    data = (REGISTER / f"{country.lower()}.csv").read_bytes()
    assert len(entries_of(data, "csv", country)) == data.count(b"\n") - 1


def test_our_own_form_has_names_in_other_languages() -> None:
    text = "country,code,official_name,region_code,region,name_sv\nFI,853,Turku / Åbo,02,Varsinais-Suomi,Åbo\n"
    assert entries_of(text.encode(), "csv", "FI") == [
        Entry(2, "853", "Turku / Åbo", "02", "Varsinais-Suomi", {"sv": "Åbo"})
    ]


HEADING = "country,code,official_name\n"
WRONG = {
    "of another country by its column": (
        f"{HEADING}SE,1880,Örebro\n",
        "csv",
        "NO",
        ["Line 2: the country is 'SE', not NO."],
    ),
    "of another country by its format": (SCB, "scb", "NO", ["Files of the format scb are of SE, not NO."]),
    "of another country by its names": (
        '"code";"level";"name"\n"0180";"1";"Stockholm"\n',
        "ssb",
        "NO",
        ["0 of 1 names are municipalities of NO. This looks like the file of another country."],
    ),
    "of another format": (
        SCB,
        "ssb",
        "NO",
        ["No line has the columns that a file of this format has: code, name, level."],
    ),
    "empty": ("", "ssb", "NO", ["No line has the columns that a file of this format has: code, name, level."]),
    "without a municipality": (HEADING, "csv", "NO", ["The file has no municipality in it."]),
    "with codes that are none": (
        f"{HEADING}NO,301,Oslo\nNO,46O1,Bergen\n",
        "csv",
        "NO",
        [
            "Line 2: '301' is no code of NO, which has 4 digits.",
            "Line 3: '46O1' is no code of NO, which has 4 digits.",
        ],
    ),
    "with a name and a code twice": (
        f"{HEADING}NO,4601,Bergen\nNO,4601,Bergen\n",
        "csv",
        "NO",
        [
            "Line 3: the code 4601 stands in line 2 already.",
            "Line 3: Bergen stands in line 2 already, in the same region.",
        ],
    ),
    "without a name": (f"{HEADING}NO,4601,\n", "csv", "NO", ["Line 2: the name is missing."]),
    "with a row too long": (f"{HEADING}NO,4601,Bergen,x\n", "csv", "NO", ["Line 2: 4 cells, the heading has 3."]),
    "with a column of its own": (
        "country,code,official_name,mayor\nNO,4601,Bergen,x\n",
        "csv",
        "NO",
        ["The heading has a column that is not known: mayor."],
    ),
    "with a mark that turns the writing round": (
        f"{HEADING}NO,4601,Ber\u202egen\n",
        "csv",
        "NO",
        ["Line 2: 'Ber\\u202egen' has signs that are no text; is the encoding right?"],
    ),
    "with a name of ten thousand letters": (
        f"{HEADING}NO,4601,{'b' * 10_000}\n",
        "csv",
        "NO",
        ["Line 2: a name has 10000 letters, more than 200."],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_is_refused_that_is(case: str) -> None:
    text, format_name, country, expected = WRONG[case]
    assert problems(text, format_name, country) == expected


def test_quotation_marks_that_do_not_pair_are_told_with_their_line() -> None:
    assert problems(f'{HEADING}NO,4601,Bergen\nNO,0301,"Oslo\n', "csv", "NO") == [
        "Line 3: this is no CSV, are the quotation marks in pairs? (unexpected end of data)."
    ]


def test_a_file_in_broken_utf_8_is_not_taken_for_windows_1252() -> None:
    with pytest.raises(FileRefused, match="Line 4: the file is not in UTF-8, or it is broken here"):
        entries_of(SCB.encode().replace(b"18;", b"18\xe5;", 1), "scb", "SE")


def test_our_own_form_is_in_utf_8() -> None:
    with pytest.raises(FileRefused, match="Line 3: the file is not in UTF-8"):
        entries_of(f"{HEADING}NO,4601,Bergen\nNO,1804,Bodø\n".encode("cp1252"), "csv", "NO")
