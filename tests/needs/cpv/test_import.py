"""The official list is brought in from any of its files: all of it or nothing, and no code is ever deleted."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from needs.models import CpvCode
from needs.registers import loading
from tests.factories import CpvCodeFactory

pytestmark = pytest.mark.django_db
NAMES = {
    "60000000-8": ["Doprava", "Transport", "Transport services", "Kuljetuspalvelut", "Transporttjänster"],
    "60160000-7": ["Pošta", "Posttransport", "Mail transport by road", "Postinkuljetus", "Posttransporter"],
}
COLUMNS = ["CS", "DA", "EN", "FI", "SV"]
STORED = [
    ("60000000", "Transport services", "Transport", "Kuljetuspalvelut", "Transporttjänster"),
    ("60160000", "Mail transport by road", "Posttransport", "Postinkuljetus", "Posttransporter"),
]


def as_xlsx() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Conversion").write_row(0, 0, ["2003", "2008"])
        sheet = book.add_worksheet("CPV codes")
        for number, row in enumerate([["CODE", *COLUMNS], *([code, *names] for code, names in NAMES.items())]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def as_xml() -> bytes:
    def texts(names: list[str]) -> str:
        return "".join(f'<TEXT LANG="{lang}">{name}</TEXT>' for lang, name in zip(COLUMNS, names, strict=True))

    codes = "".join(f'<CPV CODE="{code}">{texts(names)}</CPV>' for code, names in NAMES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?><CPV_CODES>{codes}<CPV CODE="AA01-1"/></CPV_CODES>'.encode()


def as_genericode() -> bytes:
    labels = ["ces_label", "dan_label", "eng_label", "fin_label", "swe_label"]

    def value(key: str, text: str) -> str:
        return f'<Value ColumnRef="{key}"><SimpleValue>{text}</SimpleValue></Value>'

    rows = "".join(
        f"<Row>{value('code', code[:8])}{''.join(map(value, labels, names))}</Row>" for code, names in NAMES.items()
    )
    return (
        f'<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">'
        f"<SimpleCodeList>{rows}</SimpleCodeList></gc:CodeList>"
    ).encode()


def stored() -> list[tuple]:
    return list(CpvCode.objects.order_by("code").values_list("code", "name_en", "name_da", "name_fi", "name_sv"))


def bring(tmp_path: Path, data: bytes, *options: str) -> str:
    path, said = tmp_path / "cpv", StringIO()
    path.write_bytes(data)
    call_command("import_cpv", str(path), *options, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize("write", [as_xlsx, as_xml, as_genericode])
def test_each_kind_of_file_is_read_and_twice_changes_nothing(tmp_path: Path, write) -> None:
    assert "New (2)" in bring(tmp_path, write(), "--dry-run")
    assert stored() == []
    assert "New (2)" in bring(tmp_path, write())
    assert stored() == STORED
    assert bring(tmp_path, write()) == "Codes in the file: 2. Done.\n"


def test_names_are_put_right_and_a_code_that_the_file_lacks_stays(tmp_path: Path) -> None:
    CpvCodeFactory(code="60160000", name_en="Post by road", name_nb="Post på vei")
    CpvCodeFactory(code="98392000", name_en="Relocation services")
    said = bring(tmp_path, as_xml())
    assert "60160000 en: Post by road → Mail transport by road" in said
    assert "Not in the file, kept (1)\n  98392000" in said
    assert CpvCode.objects.get(pk="60160000").name_nb == "Post på vei"


WRONG = {
    "is no CPV code": as_xml().replace(b"60160000-7", b"6016000-7"),
    "is there twice, with different names": as_xml().replace(b"60000000-8", b"60160000-7"),
    "has no English name": as_xml().replace(b"Mail transport by road", b" "),
    "There is no CPV code in it": b"<CPV_CODES/>",
    "The XML is broken": as_xml()[:-8],
    "The file has a document type": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>',
    "There are no columns CODE and EN": b"year;quantity\n2027;5\n",
    "This is neither": b"\xff\xfe\x00\x01",
    "The workbook cannot be read": as_xlsx()[:-100],
    "more than 250 letters": as_xml().replace(b"Transport services", b"T" * 251),
}


@pytest.mark.parametrize("problem", WRONG)
def test_a_wrong_file_changes_nothing(tmp_path: Path, problem: str) -> None:
    CpvCodeFactory(code="60160000", name_en="Post by road")
    before = stored()
    with pytest.raises(CommandError, match=problem):
        bring(tmp_path, WRONG[problem])
    assert stored() == before


def test_the_shipped_codes_come_with_the_registers_and_leave_names_alone() -> None:
    CpvCodeFactory(code="60160000", name_en="As the official list has it")
    assert loading.load().codes == 158
    assert CpvCode.objects.get(pk="60160000").name_en == "As the official list has it"
    assert loading.load().codes == 0
