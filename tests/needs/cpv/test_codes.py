"""What the digits of a CPV code say; and the part of the register that comes with the portal."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from needs.cpv.codes import above, depth, read_code
from needs.cpv.reading import read


@pytest.mark.parametrize("written", ["", "6016", "601600001", "60160000-", "00000000", "AA01-1", "6016000x"])
def test_what_is_no_code_is_none(written: str) -> None:
    assert read_code(written) is None


def test_a_check_digit_is_dropped() -> None:
    assert [read_code(text) for text in ("60160000-7", " 60160000 - 7", "60160000")] == ["60160000"] * 3


def test_a_code_stands_under_its_division_group_class_and_category() -> None:
    assert above("64121200") == ["64000000", "64100000", "64120000", "64121000"]
    assert (above("60000000"), depth("60000000"), depth("30000000"), depth("64121200")) == ([], 2, 2, 6)


def test_the_shipped_codes_are_read_by_the_import_and_each_division_is_among_them() -> None:
    path = Path(settings.BASE_DIR) / "needs/cpv/transport.csv"
    entries = read(path.read_bytes())
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)] == sorted(entries)
    assert {"34000000", "60000000", "63000000", "64000000", "50000000", "90000000", "98000000"} <= set(entries)
    assert {tuple(sorted(names)) for names in entries.values()} == {("da", "en", "fi", "is", "nb", "sv")}
