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
# The columns of the official workbook, in its order, and each language's name in the official genericode
OFFICIAL = {
    "BG": "bul", "CS": "ces", "DA": "dan", "DE": "deu", "EL": "ell", "EN": "eng", "ES": "spa", "ET": "est",
    "FI": "fin", "FR": "fra", "GA": "gle", "HR": "hrv", "HU": "hun", "IT": "ita", "LT": "lit", "LV": "lav",
    "MT": "mlt", "NL": "nld", "PL": "pol", "PT": "por", "RO": "ron", "SK": "slk", "SL": "slv", "SV": "swe",
}  # fmt: skip
NAMES = {
    "60000000-8": {"EN": "Transport services", "DA": "Transport", "FI": "Kuljetuspalvelut", "SV": "Transporttjänster"},
    "60160000-7": {
        "EN": "Mail transport by road",
        "DA": "Posttransport",
        "FI": "Postinkuljetus",
        "SV": "Posttransporter",
    },
}
STORED = [
    ("60000000", "Transport services", "Transport", "Kuljetuspalvelut", "Transporttjänster"),
    ("60160000", "Mail transport by road", "Posttransport", "Postinkuljetus", "Posttransporter"),
]


def name(code: str, language: str) -> str:
    return NAMES[code].get(language, f"Име {language}")


def as_xlsx() -> bytes:
    """As cpv_2008_ver_2013.xlsx: codes with their check digits, a column for each language, and other sheets."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("CPV 2003 - CPV 2008").write_row(0, 0, ["CPV 2003", "CPV 2008"])
        sheet = book.add_worksheet("CPV codes")
        rows = [[code, *(name(code, language) for language in OFFICIAL)] for code in NAMES]
        for number, row in enumerate([["CODE", *OFFICIAL], *rows]):
            sheet.write_row(number, 0, row)
        book.add_worksheet("Supplementary codes").write_row(0, 0, ["CODE", *OFFICIAL])
    return file.getvalue()


def as_xml() -> bytes:
    """As cpv_2008.xml, which has the supplementary vocabulary behind the codes."""

    def texts(code: str) -> str:
        return "".join(f'\t<TEXT LANG="{language}">{name(code, language)}</TEXT>\n' for language in OFFICIAL)

    codes = "".join(f'<CPV CODE="{code}">\n{texts(code)}</CPV>\n' for code in NAMES)
    more = '<CPV CODE="AA01-1"><TEXT LANG="EN">Metal</TEXT></CPV>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<CPV_CODE>\n{codes}{more}</CPV_CODE>'.encode()


def as_genericode() -> bytes:
    """As cpv.gc of the Publications Office: codes without check digits, the English name twice."""

    def column(key: str, language: str) -> str:
        data = f'<ShortName>{key}</ShortName><Data Lang="{language}" Type="string"/>'
        return f'<Column Id="{key}" Use="optional">{data}</Column>'

    def value(key: str, text: str) -> str:
        return f'<Value ColumnRef="{key}">\n<SimpleValue>{text}</SimpleValue>\n</Value>'

    def row(code: str) -> str:
        named = [value(f"{label}_label", name(code, language)) for language, label in OFFICIAL.items()]
        return f"<Row>{value('code', code[:8])}{value('Name', name(code, 'EN'))}{''.join(named)}</Row>"

    columns = "".join(column(f"{label}_label", label) for label in OFFICIAL.values())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!--File generated from metadata database-->\n'
        '<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">'
        "<Identification><ShortName>Cpv</ShortName><LongName>cpv</LongName>"
        '<LongName Identifier="listId">http://data.europa.eu/cpv/Cpv2008/Code</LongName><Version>20240612-0</Version>'
        "<CanonicalUri/><CanonicalVersionUri/></Identification>"
        f"<ColumnSet>{column('code', 'eng')}{column('Name', 'eng')}{columns}</ColumnSet>"
        f"<SimpleCodeList>{''.join(map(row, NAMES))}</SimpleCodeList></gc:CodeList>"
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
    "has no English name\\.": as_genericode().replace(b"Transport services", b""),
    "has no English name": as_xml().replace(b"Mail transport by road", b" "),
    "There is no CPV code in it": b"<CPV_CODE/>",
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
    assert loading.load().codes == 704
    assert CpvCode.objects.get(pk="60160000").name_en == "As the official list has it"
    assert loading.load().codes == 0
