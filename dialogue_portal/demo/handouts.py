"""The files of the demo's events, made by what the portal has: sheets as PDF/UA, and a code to be scanned as PNG."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.html import format_html, format_html_join

from core import pdf, uploads
from events.models import Event

STYLESHEET = "css/receipt.css"


def made(event: Event, entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each language with its file, named and told by its content as one that was uploaded."""
    for language, name in entry["files"].items():
        data = code_of(event) if name.endswith(".png") else sheet(event, entry, language)
        file: Any = ContentFile(data, name)
        file.kind = uploads.kind_of(file, name)
        yield language, file


def code_of(event: Event) -> bytes:
    with translation.override("en"), BytesIO() as output:
        segno.make(settings.SITE_URL + event.get_absolute_url(), error="m").save(output, kind="png", scale=8)
        return output.getvalue()


def sheet(event: Event, entry: dict[str, Any], language: str) -> bytes:
    """The material's title, then its paragraphs in the language."""
    with translation.override(language):
        html = format_html(
            '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>'
            '<body><header><div><p class="overline">{}</p><h1>{}</h1></div></header>{}</body></html>',
            language,
            entry["title"][language],
            event.title,
            entry["title"][language],
            format_html_join("", "<p>{}</p>", ((line,) for line in entry["text"][language].strip().splitlines())),
        )
    return pdf.render(html, stylesheet=STYLESHEET, language=language).data
