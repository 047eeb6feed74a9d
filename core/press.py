"""The printing press behind core/pdf.py: WeasyPrint with its fonts and stylesheets kept between jobs."""

import atexit
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from weasyprint import CSS, HTML, anchors
from weasyprint.formatting_structure.boxes import InlineBox
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from core.pdf import Pdf, RenderFailed

SCHEME = "portal:"
FONTS = "css/fonts.css"
SVG = "{http://www.w3.org/2000/svg}"
LOG = logging.getLogger("weasyprint")
for chatty in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(chatty).setLevel(logging.WARNING)
one_at_a_time = Lock()  # neither Pango's font map nor the log is made for two jobs at once


class OwnFiles(URLFetcher):
    """Reads static files and pictures that the document itself holds; asks nobody else for anything."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(SCHEME):
            path = static_file(url.removeprefix(SCHEME))
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": guess_type(path)[0] or ""})
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"refused to fetch {url[:200]}")


def static_file(name: str) -> Path:
    """Where a static file is: in its source folder, or else among the collected ones."""
    try:
        found = finders.find(name) or safe_join(settings.STATIC_ROOT, name)
    except SuspiciousFileOperation:
        found = ""
    if not found or not Path(found).is_file():
        raise FatalURLFetchingError(f"no static file {name}")
    return Path(found)


OWN_FILES = OwnFiles()


@cache
def fonts() -> FontConfiguration:
    return FontConfiguration()


atexit.register(fonts.cache_clear)  # Pango's library crashes if its fonts outlive the interpreter


@cache
def parsed(stylesheet: str) -> CSS:
    return CSS(url=SCHEME + stylesheet, url_fetcher=OWN_FILES, font_config=fonts())


def render(html: str, *, stylesheet: str, language: str) -> Pdf:
    with one_at_a_time, complaints() as complained:
        try:
            pdf = make(HTML(string=with_subscripts(tight(html)), url_fetcher=OWN_FILES), stylesheet, language)
        except FatalURLFetchingError as refusal:
            parsed.cache_clear()
            raise RenderFailed(str(refusal)) from refusal
        if complained:
            parsed.cache_clear()
            raise RenderFailed("; ".join(dict.fromkeys(complained)))
    return pdf


def make(html: HTML, stylesheet: str, language: str) -> Pdf:
    check(html.etree_element, language)
    document = html.render(stylesheets=[parsed(FONTS), parsed(stylesheet)], font_config=fonts(), pdf_variant="pdf/ua-1")
    return Pdf(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=True), len(document.pages))


def check(root: Element, language: str) -> None:
    """What WeasyPrint does not miss but a reader would."""
    if root.get("lang") != language:
        raise RenderFailed(f'The document\'s lang is "{root.get("lang", "")}" and not "{language}"')
    if not (root.findtext("head/title") or "").strip():
        raise RenderFailed("The document has no title")
    if any(not (picture.findtext(f"{SVG}title") or "").strip() for picture in root.iter(f"{SVG}svg")):
        raise RenderFailed("A drawing has no title: its alternative text")


@contextmanager
def complaints() -> Iterator[list[str]]:
    """What WeasyPrint warns of meanwhile. It has no other way to say that an alternative text is missing."""
    said: list[str] = []
    handler = Listener(said)
    LOG.addHandler(handler)
    try:
        yield said
    finally:
        LOG.removeHandler(handler)


class Listener(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage()[:500])


# A blank at a paragraph's end makes WeasyPrint break its last line a word too early where it just fits.
LAST_BLANKS = re.compile(r"\s+(</(?:p|li|t[dh]|h[1-6]|caption|figcaption)>)")


def tight(html: str) -> str:
    return LAST_BLANKS.sub(r"\1", html)


# The web's Inter has no subscript digits (CO₂); set as small lowered digits they are the same to a reader.
SUBSCRIPTS = re.compile("[₀-₉]+")
PLAIN_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
UNTOUCHED = re.compile(r"(<(?:svg|title|style)\b.*?</(?:svg|title|style)>|<[^>]*>)", re.DOTALL)


def with_subscripts(html: str) -> str:
    if not SUBSCRIPTS.search(html):
        return html
    parts = UNTOUCHED.split(html)
    parts[::2] = [SUBSCRIPTS.sub(lowered, text) for text in parts[::2]]
    return "".join(parts)


def lowered(digits: re.Match[str]) -> str:
    return f"<sub>{digits[0].translate(PLAIN_DIGITS)}</sub>"


# WeasyPrint's tags do not say which language a part is in; a screen reader needs it to speak that part.
plain_tags = tags._build_box_tree


def tags_with_language(box: Any, *arguments: Any) -> Iterator[pydyf.Dictionary]:
    element = getattr(box, "_box", box).element
    language = element is not None and element.tag != "html" and element.get("lang")
    for tag in plain_tags(box, *arguments):
        if language:
            tag["Lang"] = pydyf.String(language)
        yield tag


tags._build_box_tree = tags_with_language


# WeasyPrint makes a link of every box inside one too: "[**now**](…)" would be two, the inner one in no tag for links.
all_links = anchors.gather_anchors


def links_once(
    box: Any, found: Any, links: Any, bookmarks: Any, forms: Any, matrix: Any = None, form: Any = None, link: Any = None
) -> None:
    inside = isinstance(box, InlineBox) and not box.link
    all_links(box, found, links, bookmarks, forms, matrix, form, None if inside else link)


anchors.gather_anchors = links_once
