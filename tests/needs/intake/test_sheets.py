"""Demand out of a spreadsheet: read in six languages, shown with each bad cell named, stored as it was shown."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from core.enums import Currency
from needs.enums import Certainty, NeedState
from needs.intake.line_forms import values_of
from needs.intake.sheet_files import Unreadable, as_text, read_file, read_text
from needs.intake.sheets import Preview, confirm, table_of
from needs.models import DemandLine, Need, Unit
from needs.registers import loading
from tests.factories import DemandLineFactory, NeedFactory, UserFactory
from tests.needs.roles import person, signed_in

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "nb", "sv", "da", "fi", "is"]


def make_once() -> Need:
    loading.load()
    return NeedFactory(state=NeedState.DRAFT, demand={})


@pytest.fixture
def need(made: Need) -> Need:
    return made


@pytest.fixture
def client(need: Need) -> Client:
    return signed_in(person("editor", need))


def address(need: Need) -> str:
    return reverse("workspace-need-demand-sheet", args=[need.pk])


def workbook(*rows: list[Any]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def said(preview: Preview) -> list[str]:
    return [f"Row {row.number}, {cell.label}: {error}" for row, cell, error in preview.errors]


def confirmed(answer: Any) -> dict[str, str]:
    """What the preview's form sends."""
    preview = answer.context["preview"]
    return {"plan": preview.token, "text": preview.text, "mode": preview.mode, "key": str(uuid4())}


def stored(need: Need) -> list[str]:
    lines = need.demand_lines.select_related("unit").order_by("year", "unit__position")
    return [f"{line.year} {line.quantity.normalize():f} {line.unit.slug} {line.certainty}" for line in lines]


HEADED = {
    "en": "Year;Quantity;Unit;Certainty;Current contract ends;May be shown for us alone\n"
    "2027;1,200.5;vehicles;Planned;2026-12-31;yes",
    "nb": "År;Mengde;Enhet;Sikkerhet;Avtalen utløper;Kan vises for oss alene\n"
    "2027;1 200,5;kjøretøy;Planlagt;31.12.2026;ja",
    "sv": "År;Mängd;Enhet;Säkerhet;Avtalet löper ut;Får visas för oss ensamma\n"
    "2027;1 200,5;Fordon;planerat;2026-12-31;ja",
    "da": "År;Mængde;Enhed;Sikkerhed;Kontrakten udløber;Må vises for os alene\n"
    "2027;1.200,5;køretøjer;planlagt;31-12-2026;ja",
    "fi": "Vuosi;Määrä;Yksikkö;Varmuus;Sopimus päättyy;Saa näyttää yksin\n"
    "2027;1 200,5;ajoneuvoa;suunniteltu;31.12.2026;kyllä",
    "is": "Ár;Magn;Eining;Vissa;Samningi lýkur;Má birta\n2027;1.200,5;ökutæki;áætlað;31.12.2026;já",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_names_numbers_and_dates_are_read_in_every_language(need: Need, language: str) -> None:
    with translation.override(language):
        preview = Preview(need, table_of(read_text(HEADED[language])), "replace")
        assert said(preview) == []
        line = preview.rows[0].values
    assert (line["year"], line["quantity"], line["certainty"]) == (2027, Decimal("1200.5"), "planned")
    assert (Unit.objects.get(pk=line["unit"]).slug, line["contract_ends"], line["is_public"]) == (
        "vehicles",
        date(2026, 12, 31),
        True,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_file_is_read_whatever_wrote_it(encoding: str, delimiter: str) -> None:
    text = HEADED["nb"].replace(";", delimiter)
    assert read_file(text.encode(encoding)) == read_text(text)
    assert read_text(text)[1] == (2, ["2027", "1 200,5", "kjøretøy", "Planlagt", "31.12.2026", "ja"])


def test_a_workbook_is_read_as_it_looks_and_pasted_rows_need_no_heading(need: Need) -> None:
    book = workbook(
        ["Year", "Quantity", "Unit", "Earliest start"], [2027, 12.5, "kg", date(2027, 3, 1)], [], [2028, 3, "m³", None]
    )
    preview = Preview(need, table_of(read_file(book)), "replace")
    assert [
        (row.number, row.values["quantity"], row.unit_name, row.values["earliest_start"]) for row in preview.rows
    ] == [
        (2, Decimal("12.5"), "kilograms", date(2027, 3, 1)),
        (4, Decimal(3), "cubic metres", None),
    ]
    pasted = Preview(need, table_of(read_text("2027\t5\ttonnes\n\n2028\t6\ttonn\tbesluttet\n")), "replace")
    assert [(row.number, row.unit_name, row.values["certainty"]) for row in pasted.rows] == [
        (1, "tonnes", "indicative"),
        (3, "tonnes", "decided"),
    ]


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return file.getvalue()


def formulas() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_formula("B4", "=SUM(B1:B3)")
    return file.getvalue()


def endless() -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(1_000_000, 0, "far away")
    return file.getvalue()


def places(*rows: str, at: str = "xl/worksheets/sheet1.xml", before: bytes = b"", encoding: str = "utf-8") -> bytes:
    """A workbook whose first sheet has these rows, written by hand."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationships><Relationship Id="r" Type="{kind}/{{}}" Target="/{{}}"/></Relationships>'
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("_rels/.rels", link.format("officeDocument", "xl/workbook.xml"))
        packed.writestr("xl/_rels/workbook.xml.rels", link.format("worksheet", at))
        book = f'<workbook xmlns:r="{kind}"><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>'
        packed.writestr("xl/workbook.xml", book)
        sheet = f'<x:worksheet xmlns:x="s"><x:sheetData>{"".join(rows)}</x:sheetData></x:worksheet>'
        packed.writestr(at, before + sheet.encode(encoding))
    return file.getvalue()


BAD = {
    "The file is empty.": lambda: b"",
    "This is a PDF": lambda: b"%PDF-1.7 named .xlsx",
    "This is no workbook": lambda: zipped(word__document_xml=b"<w/>"),
    "This workbook has macros.": lambda: zipped(xl__workbook_xml=b"<w/>", xl__vbaProject_bin=b"x"),
    "The workbook unpacks to far more": lambda: zipped(xl__workbook_xml=b"<w/>", xl__big_xml=b"0" * 40_000_000),
    "The workbook is damaged.": lambda: workbook(["Year"])[:-200],
    "Cell B4 is a formula.": formulas,
    "The sheet is far larger": endless,
    "This is a workbook of an old kind": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 512,
    "The file is larger than 2 MB.": lambda: b"2027;5;tonnes\n" * 200_000,
    "These are more than 500 rows.": lambda: b"2027;5;tonnes\n" * 502,
    "This is neither a workbook": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00",
    "There is no column “Unit”.": lambda: b"Year;Quantity\n2027;5",
    "There are two columns for “Year”.": lambda: "Year;År;Quantity;Unit\n".encode(),
}


@pytest.mark.parametrize("sentence", BAD)
def test_what_is_no_table_of_demand_is_refused_with_the_reason(need: Need, client: Client, sentence: str) -> None:
    file = SimpleUploadedFile("demand.xlsx", BAD[sentence]())
    with pytest.raises(Unreadable, match=sentence):
        table_of(read_file(BAD[sentence]()))
    answer = client.post(address(need), {"file": file, "mode": "replace"})
    assert answer.context["form"].errors.get_json_data()["file"][0]["message"].startswith(sentence) or not file.size
    assert stored(need) == []


FIRST = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
FAR = {
    "in small letters": places(FIRST, "<x:row><x:c r = 'xfd1048576'><x:v>1</x:v></x:c></x:row>"),
    "with noughts before it": places(FIRST, '<x:row><x:c r="A000000000001048576"><x:v>1</x:v></x:c></x:row>'),
    "behind a sign that ends nothing": places(FIRST, '<x:row><x:c t=">" r="XFD1048576"><x:v>1</x:v></x:c></x:row>'),
    "elsewhere": places(FIRST.replace("A1", "XFD1048576"), at="xl/s/sheet1.xml"),
    "under another ending": places(FIRST.replace("A1", "XFD1048576"), at="xl/s/sheet1.png"),
    "counted to the right": places("<x:row>", "<x:c/>" * 16_000, "<x:c><x:v>1</x:v></x:c></x:row>"),
    "counted down": places("<x:row/>" * 100_000, "<x:row><x:c><x:v>1</x:v></x:c></x:row>"),
    "far in both": places('<x:row><x:c r="ZZ1"/><x:c r="A9999"/></x:row>'),
    "without end": places("<x:y/>" * 1_000_001),
}


@pytest.mark.parametrize("how", FAR)
def test_a_sheet_with_a_cell_far_away_is_refused_however_the_cell_is_told_and_wherever_the_sheet_lies(how: str) -> None:
    with pytest.raises(Unreadable, match="The sheet is far larger"):
        read_file(FAR[how])


NO_SHEET = {
    "signs before the XML": places(FIRST, before=b"\x89PNG\r\n"),
    "a place that is none": places(FIRST.replace("A1", "A")),
    "a row in a cell": places('<x:row><x:c><x:row r="1"/></x:c></x:row>'),
    "a cell in a cell": places("<x:row><x:c><x:c/></x:c></x:row>"),
    "cells in an instruction": places('<x:row><?x ><c r="XFD1048576"/>?></x:row>'),
    "a document type": places(FIRST, before=b"<!DOCTYPE x>"),
    "another encoding": places("<!-- å -->", FIRST, encoding="latin-1"),
}


@pytest.mark.parametrize("what", NO_SHEET)
def test_a_sheet_that_another_reader_would_read_otherwise_is_refused(what: str) -> None:
    with pytest.raises(Unreadable, match="The workbook is damaged"):
        read_file(NO_SHEET[what])


def test_a_sheet_in_an_encoding_of_two_bytes_is_read_by_nobody() -> None:
    assert read_file(places(FIRST.replace("A1", "XFD1048576"), encoding="utf-16")) == []


def test_a_formula_is_found_wherever_its_cell_is() -> None:
    file = places(FIRST, '<x:row ><x:c/><x:c\tt="n" ><x:v/><x:f>A1</x:f></x:c></x:row>', at="xl/s/sheet1.xml")
    with pytest.raises(Unreadable, match="Cell B2 is a formula"):
        read_file(file)


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    file, sheet = bytearray(places(FIRST, " " * 5000)), b"xl/worksheets/sheet1.xml"
    listed = file.rindex(sheet) - 46
    file[listed + 24 : listed + 28] = (300).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="The workbook is damaged"):
        read_file(bytes(file))


def test_a_workbook_that_is_another_kind_beside_is_none() -> None:
    for other in ("content_xml", "xl__workbook_bin"):
        with pytest.raises(Unreadable, match="This is no workbook"):
            read_file(zipped(xl__workbook_xml=b"<w/>", **{other: b"<o/>"}))


@pytest.mark.parametrize(("number", "shown_as"), [(-1e300, "dd.mm.yyyy"), (1e300, "[hh]:mm:ss")])
def test_a_day_or_a_time_that_the_reader_fails_on_is_damage(number: float, shown_as: str) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_number(0, 0, number, book.add_format({"num_format": shown_as}))
    with pytest.raises(Unreadable, match="The workbook is damaged"):
        read_file(file.getvalue())


def test_a_sheet_that_is_written_by_hand_is_read() -> None:
    rows = [FIRST, "<x:row/>", '<x:row><x:c/><x:c><x:v>2</x:v></x:c><x:c r="d3"><x:v>3</x:v></x:c></x:row>']
    assert read_file(places(*rows, at="xl/s/sheet1.xml")) == [(1, ["1", "", "", ""]), (3, ["", "2", "", "3"])]


def test_each_bad_cell_is_named_mended_in_place_and_stored_once_confirmed(need: Need, client: Client) -> None:
    DemandLineFactory(need=need, year=2025, unit=Unit.objects.get(slug="parcels"))
    text = "Year\tQuantity\tUnit\tColour\n2027\t5\ttonnes\tred\n2028\t12,3x\ttonnes\tblue\n2029\t1\tbarrels\t"
    answer = client.post(address(need), {"text": text, "mode": "replace"})
    preview = answer.context["preview"]
    units = ", ".join(unit.name for unit in Unit.objects.all())
    assert said(preview) == [
        "Row 3, Quantity: “12,3x” is not a number.",
        f"Row 4, Unit: “barrels” is not among: {units}.",
    ]
    assert preview.notes == ["The column “Colour” is not one of demand and is left out."]
    assert (preview.opened, 'name="plan"' in answer.content.decode()) == ({3, 4}, False)
    tonnes = str(Unit.objects.get(slug="tonnes").pk)
    mended = {"cell-3-year": "2028", "cell-3-quantity": "12,3", "cell-3-unit": tonnes}
    mended |= {"cell-4-year": "2029", "cell-4-quantity": "1", "cell-4-unit": tonnes}
    answer = client.post(address(need), {"text": text, "mode": "replace", **mended})
    preview = answer.context["preview"]
    assert (said(preview), [line.year for line in preview.going], stored(need)) == (
        [],
        [2025],
        ["2025 100 parcels indicative"],
    )
    assert answer.context["form"]["text"].value() == preview.text  # with what was mended, for further changes
    sent = confirmed(answer)
    for _ in range(2):
        assert client.post(address(need), sent).url == reverse("workspace-need-demand", args=[need.pk])
    assert stored(need) == ["2027 5 tonnes indicative", "2028 12.3 tonnes indicative", "2029 1 tonnes indicative"]


@pytest.mark.parametrize(
    "gone", [{"cell-3-year": ""}, {"cell-3-year": "Total", "cell-3-quantity": "5", "cell-3-remove": "on"}]
)
def test_a_row_that_is_emptied_or_removed_is_no_line(need: Need, client: Client, gone: dict[str, str]) -> None:
    text = "Year\tQuantity\tUnit\n2027\t5\ttonnes\nTotal\t5\t\n2029x\t1\ttonnes"
    tonnes = str(Unit.objects.get(slug="tonnes").pk)
    cells = {**gone, "cell-4-year": "2029x", "cell-4-quantity": "1", "cell-4-unit": tonnes}
    answer = client.post(address(need), {"text": text, "mode": "replace", **cells})
    preview = answer.context["preview"]
    assert said(preview) == ["Row 4, Year: “2029x” is not a year from 2000 to 2100."]
    assert [row.number for row in preview.shown] == [2, 3, 4]  # row 3 may still be filled again
    answer = client.post(address(need), {"text": text, "mode": "replace", **cells, "cell-4-year": "2029"})
    assert [row.number for row in answer.context["preview"].shown] == [2, 4]
    client.post(address(need), confirmed(answer))
    assert stored(need) == ["2027 5 tonnes indicative", "2029 1 tonnes indicative"]


def test_when_the_first_bad_rows_are_mended_the_next_ones_are_opened(need: Need, client: Client) -> None:
    years = range(2001, 2026)
    text, tonnes = "\n".join(f"{year}\t1x\ttonnes" for year in years), str(Unit.objects.get(slug="tonnes").pk)
    sent: dict[str, str] = {"text": text, "mode": "replace"}
    assert client.post(address(need), sent).context["preview"].opened == set(range(1, 21))
    for number, year in enumerate(years[:20], 1):
        sent |= {f"cell-{number}-year": str(year), f"cell-{number}-quantity": "1", f"cell-{number}-unit": tonnes}
    assert client.post(address(need), sent).context["preview"].opened == set(range(1, 26))


def test_rows_that_are_all_removed_are_nothing_to_store(need: Need, client: Client) -> None:
    answer = client.post(address(need), {"text": "Total\t5\t", "mode": "replace", "cell-1-year": ""})
    assert "There is no row under the headings." in answer.content.decode()
    assert answer.context["preview"].is_ready is False


def test_a_text_that_is_changed_counts_and_not_the_cells_that_were_made_of_it(need: Need, client: Client) -> None:
    text = "Total\t5\ttonnes\n2028\t6\ttonnes\n2029\t7x\ttonnes"
    answer = client.post(address(need), {"text": text, "mode": "replace"})
    seen, tonnes = answer.context["seen"], str(Unit.objects.get(slug="tonnes").pk)
    cells = {"cell-1-year": "Total", "cell-1-quantity": "5", "cell-1-unit": tonnes}
    sent = {"mode": "replace", "seen": seen, **cells}
    again = client.post(address(need), {"text": text.replace("\n", "\r\n"), **sent, "cell-1-year": "2027"})
    assert said(again.context["preview"]) == ["Row 3, Quantity: “7x” is not a number."]
    answer = client.post(address(need), {"text": "2028\t6\ttonnes\r\n2029\t7\ttonnes", **sent})
    client.post(address(need), confirmed(answer))
    assert stored(need) == ["2028 6 tonnes indicative", "2029 7 tonnes indicative"]


def test_added_rows_leave_what_is_there_and_may_not_repeat_it(need: Need, client: Client) -> None:
    kept = DemandLineFactory(need=need, year=2027, quantity=9, unit=Unit.objects.get(slug="tonnes"))
    answer = client.post(address(need), {"text": "2027\t5\ttonnes\n2028\t6\ttonnes", "mode": "add"})
    assert said(answer.context["preview"]) == [
        "Row 1, Year: The need has this year and unit already. Leave the row out, or replace all lines."
    ]
    answer = client.post(address(need), {"text": "2028\t6\ttonnes", "mode": "add"})
    client.post(address(need), confirmed(answer))
    assert stored(need) == ["2027 9 tonnes indicative", "2028 6 tonnes indicative"]
    assert DemandLine.objects.filter(pk=kept.pk).exists()


def test_a_preview_that_no_longer_holds_is_shown_anew_with_its_rows(need: Need, client: Client) -> None:
    answer = client.post(address(need), {"text": "2028\t6\ttonnes\n2028\t7\tparcels", "mode": "replace"})
    sent = confirmed(answer)
    DemandLineFactory(need=need, year=2030, unit=Unit.objects.get(slug="parcels"))
    answer = client.post(address(need), sent)
    assert answer.context["refusal"].startswith("Somebody changed the demand after this preview was made.")
    assert [line.year for line in answer.context["preview"].going] == [2030]
    other = NeedFactory(state=NeedState.DRAFT, municipality=need.municipality, demand={})
    foreign = client.post(address(other), confirmed(answer))
    forged = client.post(address(need), confirmed(answer) | {"plan": sent["plan"][:-3] + "abc"})
    keyless = client.post(address(need), confirmed(answer) | {"key": "x"})
    assert [shown.context["refusal"] for shown in (foreign, forged, keyless)] == [
        "This preview is of another need.",
        "The preview is too old, or not from here. Make it once more.",
        "",
    ]
    assert {shown.context["preview"].text for shown in (foreign, forged, keyless)} == {sent["text"]}
    assert stored(need) == ["2030 100 parcels indicative"]
    client.post(address(need), confirmed(forged))
    assert stored(need) == ["2028 6 tonnes indicative", "2028 7 parcels indicative"]


def test_rows_sent_without_a_session_are_there_again_after_the_sign_in(need: Need) -> None:
    text = "2027\t5\ttonnes\n2028\t6x\ttonnes"
    editor, client = person("editor", need), Client()
    tonnes = str(Unit.objects.get(slug="tonnes").pk)
    mended = {"cell-2-year": "2028", "cell-2-quantity": "6", "cell-2-unit": tonnes}
    client.post(address(need), {"text": text, "mode": "add", **mended})
    client.force_login(editor)
    answer = client.get(address(need))
    assert (answer.context["is_kept"], answer.context["preview"].is_ready) == (True, True)
    client.logout()
    client.post(address(need), confirmed(answer))
    client.force_login(editor)
    answer = client.get(address(need))
    assert (answer.context["preview"].mode, said(answer.context["preview"]), stored(need)) == ("add", [], [])
    assert "preview" not in client.get(address(need) + "?anew").context
    client.post(address(need), confirmed(answer))
    assert stored(need) == ["2027 5 tonnes indicative", "2028 6 tonnes indicative"]
    assert client.get(address(need)).context["is_kept"] is False


LINE = some.fixed_dictionaries(
    {
        "quantity": some.decimals(min_value=0, max_value=10**11, places=2),
        "certainty": some.sampled_from(Certainty.values),
        "contract_ends": some.none() | some.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "earliest_start": some.none() | some.dates(date(2000, 1, 1), date(2100, 12, 31)),
        "value_min": some.decimals(min_value=0, max_value=10**6, places=2),
        "value_max": some.decimals(min_value=10**6, max_value=10**11, places=2),
        "currency": some.sampled_from(Currency.values),
        "is_public": some.booleans(),
    }
)


@given(
    lines=some.dictionaries(some.tuples(some.integers(2000, 2100), some.integers(0, 10)), LINE, min_size=1, max_size=4),
    kind=some.sampled_from(["csv", "xlsx"]),
    language=some.sampled_from(LANGUAGES),
)
@settings(max_examples=17, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_template_that_is_filled_in_comes_back_as_it_was(
    need: Need, client: Client, lines, kind: str, language: str
) -> None:
    need.demand_lines.all().delete()
    units = list(Unit.objects.all())
    for (year, unit), values in lines.items():
        DemandLine.objects.create(need=need, year=year, unit=units[unit], **values)
    before = [values_of(line) for line in need.demand_lines.order_by("year", "unit__position")]
    file = client.get(f"/{language}/workspace/needs/{need.pk}/demand/template.{kind}")
    with translation.override(language):
        rows = read_file(b"".join(file.streaming_content))
        preview = Preview(need, table_of(read_text(as_text(rows))), "replace")
        assert said(preview) == []
        need.demand_lines.all().delete()
        need.refresh_from_db()
        preview = Preview(need, table_of(rows), "replace")
        confirm(need, preview.token, UserFactory(is_superuser=True))
    after = list(need.demand_lines.order_by("year", "unit__position"))
    assert [values_of(line) for line in after] == before
