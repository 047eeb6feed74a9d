"""What can be held of the lists of municipalities themselves."""

import csv
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from core.enums import Country

REGISTER = Path(settings.BASE_DIR) / "municipalities" / "register"
CODES = {"NO": r"\d{4}", "SE": r"\d{4}", "DK": r"\d{3}", "FI": r"\d{3}", "AX": r"\d{3}", "IS": r"\d{4}"}
CODES |= {"FO": r"4\d{3}", "GL": r"9\d{2}"}
COLUMNS = ["country", "code", "official_name", "region_code", "region"]
# As the statistics offices count them, by region code
COUNTS = {
    "NO": {
        "03": 1,
        "11": 23,
        "15": 27,
        "18": 41,
        "31": 12,
        "32": 21,
        "33": 18,
        "34": 46,
        "39": 6,
        "40": 17,
        "42": 25,
        "46": 43,
        "50": 38,
        "55": 21,
        "56": 18,
    },
    "SE": {
        "01": 26,
        "03": 8,
        "04": 9,
        "05": 13,
        "06": 13,
        "07": 8,
        "08": 12,
        "09": 1,
        "10": 5,
        "12": 33,
        "13": 6,
        "14": 49,
        "17": 16,
        "18": 12,
        "19": 10,
        "20": 15,
        "21": 10,
        "22": 7,
        "23": 8,
        "24": 15,
        "25": 14,
    },
    "DK": {"081": 11, "082": 19, "083": 22, "084": 29, "085": 17},
    "FI": {
        "01": 26,
        "02": 27,
        "04": 16,
        "05": 11,
        "06": 23,
        "07": 10,
        "08": 6,
        "09": 9,
        "10": 11,
        "11": 19,
        "12": 13,
        "13": 22,
        "14": 18,
        "15": 14,
        "16": 8,
        "17": 30,
        "18": 8,
        "19": 21,
    },
    "AX": {"21": 16},
    "IS": {"1": 7, "2": 4, "3": 8, "4": 8, "5": 4, "6": 11, "7": 4, "8": 15},
    "FO": {"4100": 5, "4200": 7, "4300": 2, "4400": 2, "4500": 5, "4600": 7, "4700": 1},
    "GL": {"": 5},
}


@cache
def rows(country: str) -> list[dict[str, str]]:
    with (REGISTER / f"{country.lower()}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("country", COUNTS)
def test_every_region_has_as_many_municipalities_as_the_offices_count(country: str) -> None:
    assert Counter(row["region_code"] for row in rows(country)) == COUNTS[country]


@pytest.mark.parametrize("country", COUNTS)
def test_codes_are_unique_well_formed_and_in_order(country: str) -> None:
    codes = [row["code"] for row in rows(country)]
    assert codes == sorted(set(codes))
    assert [code for code in codes if not re.fullmatch(CODES[country], code)] == []


@pytest.mark.parametrize("country", COUNTS)
def test_no_name_stands_twice_in_a_region_and_every_region_has_one_name(country: str) -> None:
    names = Counter((row["region_code"], row["official_name"]) for row in rows(country))
    regions = {(row["region_code"], row["region"]) for row in rows(country)}
    assert max(names.values()) == 1
    assert len(regions) == len({code for code, _ in regions}) == len({name for _, name in regions})


@pytest.mark.parametrize("country", COUNTS)
def test_every_row_is_of_its_country_in_plain_text_without_stray_spaces(country: str) -> None:
    for row in rows(country):
        texts = list(row.values())
        assert row["country"] == country
        assert all(row[column] for column in ["code", "official_name"]), row
        assert texts == [unicodedata.normalize("NFC", " ".join(text.split())) for text in texts], row
        assert all(text.isprintable() and "�" not in text for text in texts), row


@pytest.mark.parametrize("country", COUNTS)
def test_a_name_in_another_language_is_another_name_in_a_language_of_the_portal(country: str) -> None:
    languages = [f"name_{code}" for code, _ in settings.LANGUAGES]
    columns = list(rows(country)[0])
    assert columns[:5] == COLUMNS
    assert columns[5:] == [name for name in languages if name in columns]
    for name in columns[5:]:
        assert any(row[name] for row in rows(country))
        assert [row for row in rows(country) if row[name] == row["official_name"]] == []


def test_every_country_of_the_portal_has_its_register() -> None:
    assert set(COUNTS) == set(Country)
