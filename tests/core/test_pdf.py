import re
import subprocess
import sys
from io import BytesIO

import page
import pytest
from pypdf import PdfReader

from core import pdf
from core.pdf import Pdf, RenderFailed

LETTERS = "Kárášjohka đ ŋ š ŧ ž, Þórshöfn ð æ ö, Ærøskøbing, Åland, Sisimiut â ê î ô û ĸ"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A box</title><rect width="9" height="9"/></svg>'


def document(body: str, *, lang: str = "nb", title: str = "Utslippsfri levering") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>{title}</title></head><body>{body}</body></html>'


def render(body: str, **kwargs: str) -> Pdf:
    return pdf.render(document(body, **kwargs), stylesheet="css/brief.css", language="nb")


def read(made: Pdf) -> PdfReader:
    return PdfReader(BytesIO(made.data))


def text(made: Pdf) -> str:
    return " ".join(" ".join(sheet.extract_text().split()) for sheet in read(made).pages)


def fonts(made: Pdf) -> set[str]:
    """The names of the embedded fonts, without the six letters that say that only a part of each is there."""
    resources = [sheet["/Resources"]["/Font"].values() for sheet in read(made).pages]
    return {re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) for page_fonts in resources for font in page_fonts}


def languages_of_parts(made: Pdf) -> list[str]:
    """The languages that the structure tree names, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            found.extend([str(node["/Lang"])] if "/Lang" in node else [])
            walk(node.get("/K", []))

    walk(read(made).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_a_document_becomes_a_pdf_that_conforms_to_pdf_ua_1() -> None:
    made = render(f"<h1>Behov</h1><p>{LETTERS}</p><ul><li>En</li></ul><figure>{SVG}</figure>")
    report = page.validate_pdf_bytes(made.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert (made.pages, len(made.sha256)) == (1, 64)


def test_a_link_with_markup_in_it_is_one_link() -> None:
    made = render('<h1>Behov</h1><p>Les <a href="https://example.org/">svarene <strong>her</strong></a>.</p>')
    report = page.validate_pdf_bytes(made.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert [len(sheet["/Annots"]) for sheet in read(made).pages] == [1]


def test_it_says_its_title_and_language_and_has_its_headings_as_outline() -> None:
    reader = read(render("<h1>Behov</h1><h2>Varebiler</h2><h2>Lastebiler</h2>"))
    assert reader.metadata.title == "Utslippsfri levering"
    assert reader.trailer["/Root"]["/Lang"] == "nb"
    assert [entry.title for entry in reader.outline] == ["Varebiler", "Lastebiler"]


def test_every_nordic_letter_comes_back_from_its_text_and_is_set_in_inter() -> None:
    made = render(f"<p>{LETTERS}</p><ul><li>Punkt</li></ul><ol><li>Tall</li></ol><p><strong>{LETTERS}</strong></p>")
    assert text(made) == f"{LETTERS} • Punkt • Tall {LETTERS}"
    assert fonts(made) == {"Inter", "Inter-Bold", "Inter-Ext", "Inter-Ext-Bold"}


def test_subscript_digits_are_lowered_digits_of_the_same_font() -> None:
    made = render("<p>CO₂ og N₂O</p>")
    assert text(made) == "CO2 og N2O"
    assert fonts(made) == {"Inter"}


def test_a_part_in_another_language_says_so() -> None:
    made = render('<p>Turku <span lang="fi">Päästötön</span></p><div lang="is"><p>Losunarlaus</p></div>')
    assert languages_of_parts(made) == ["fi", "is"]


def test_the_same_html_gives_the_same_bytes_in_this_process_and_in_another() -> None:
    body = f"<h1>Behov</h1><p>{LETTERS}</p>{SVG}"
    made = render(body)
    drawn = f"pdf.render({document(body)!r}, stylesheet='css/brief.css', language='nb')"
    program = f"from core import pdf; print({drawn}.sha256)"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {made.sha256, render(body).sha256, other.stdout.strip()} == {made.sha256}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<img src="portal:img/mark.svg">', 'Image "portal:img/mark.svg" has no required alt description'),
        ('<svg viewBox="0 0 9 9"></svg>', "A drawing has no title: its alternative text"),
        ('<img alt="" src="data:image/png,x">', "Failed to load image at 'data:image/png,x': "),
        ("<p style='colour: red'>x</p>", "Ignored `colour: red` at 1:1, unknown property."),
        ('<a href="#nowhere">x</a>', "No anchor #nowhere for internal URI reference"),
    ],
)
def test_what_a_reader_would_miss_fails_the_render_and_says_why(body: str, reason: str) -> None:
    with pytest.raises(RenderFailed) as failed:
        render(f"<p>x</p>{body}")
    assert str(failed.value) == reason


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><title>x</title><p>x", 'The document\'s lang is "" and not "nb"'),
        ('<html lang="fi"><title>x</title><p>x', 'The document\'s lang is "fi" and not "nb"'),
        ('<html lang="nb"><p>x', "The document has no title"),
        ('<html lang="nb"><title> </title><p>x', "The document has no title"),
    ],
)
def test_a_document_without_title_or_in_another_language_is_refused(html: str, reason: str) -> None:
    with pytest.raises(RenderFailed) as failed:
        pdf.render(html, stylesheet="css/brief.css", language="nb")
    assert str(failed.value) == reason


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('<img alt="x" src="{}">', "http://127.0.0.1:9/x.png"),
        ('<img alt="x" src="{}">', "https://example.org/x.png"),
        ('<img alt="x" src="{}">', "file:///etc/passwd"),
        ('<link rel="stylesheet" href="{}">', "https://example.org/x.css"),
        ('<link rel="attachment" href="{}">', "file:///etc/passwd"),
        ("<style>@font-face {{ font-family: X; src: url({}) }}</style>", "https://example.org/x.woff2"),
        ("<style>@import url({});</style>", "ftp://example.org/x.css"),
        ('<p style="background-image: url({})">x</p>', "https://example.org/x.png"),
        ('<p style="background-image: url({})">x</p>', "data:text/html,x"),
    ],
)
def test_no_address_but_the_portals_own_files_is_ever_fetched(body: str, refused: str) -> None:
    with pytest.raises(RenderFailed) as failed:
        render(body.format(refused))
    assert str(failed.value) == f"refused to fetch {refused}"


@pytest.mark.parametrize("address", ["https://example.org/x.png", "file:///etc/passwd"])
def test_nor_is_one_from_inside_a_drawing(address: str) -> None:
    image = f'<image href="{address}" width="9" height="9"/>'
    with pytest.raises(RenderFailed):
        render(SVG.replace("<rect", f"{image}<rect"))


@pytest.mark.parametrize("name", ["../manage.py", "/etc/passwd", "css/no-such.css", "css"])
def test_only_files_that_are_static_files_are_read(name: str) -> None:
    with pytest.raises(RenderFailed) as failed:
        render(f'<img alt="x" src="portal:{name}">')
    assert str(failed.value) == f"no static file {name}"


def test_a_failed_render_does_not_spoil_the_next() -> None:
    with pytest.raises(RenderFailed):
        render('<img src="portal:img/mark.svg">')
    assert text(render("<p>Etterpå</p>")) == "Etterpå"


def test_a_last_line_that_just_fits_is_not_broken_after_its_first_word() -> None:
    said = (
        "Tallene er anslag. Verken innkjøpere eller leverandører er bundet av denne leverandørinformasjonen til å kjøpe"
    )
    last = "eller tilby noe, og kostnader ved å delta blir ikke dekket."
    made = render(f'<div style="width: 84mm"><p style="font-size: 9pt">\n  {said} {last}\n</p></div>')
    assert read(made).pages[0].extract_text().splitlines()[-1] == last
