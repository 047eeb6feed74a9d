"""The record for the procurement file: everything that the market was told, as a PDF that needs nothing beside it."""

from typing import IO

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core import pdf
from dialogues.models import Dialogue, LedgerEntry

TEMPLATE = "dialogues/pdf/record.html"
STYLESHEET = "css/receipt.css"


def make(dialogue: Dialogue, entries: list[LedgerEntry], language: str, output: IO[bytes]) -> list[str]:
    """Write the PDF/UA; nothing is missing in it. Raises core.pdf.RenderFailed."""
    with translation.override(language):
        address = settings.SITE_URL + reverse("ledger", args=[dialogue.slug])
        html = render_to_string(
            TEMPLATE, {"dialogue": dialogue, "entries": entries, "last": entries[-1], "address": address}
        )
    output.write(pdf.render(html, stylesheet=STYLESHEET, language=language).data)
    return []
