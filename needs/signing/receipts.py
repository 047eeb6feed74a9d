"""The receipt of a signature: the text that was signed, its checksum, the time, the reservations and the mandate.

It is owed as a row, see core/papers.py. Who signed for the body stands on the page and not in the file, which outlives
an erasure as it is.
"""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import pdf
from core.papers import Papers
from core.queue import tell
from needs.models import Receipt, Signature
from needs.statements.document import Document

TASK = "needs.tasks.make_receipt"
TEMPLATE = "needs/pdf/receipt.html"
STYLESHEET = "css/receipt.css"


def owe_receipt(signature: Signature) -> None:
    """The worker is told on commit; if the queue is away, `settle` finds it."""
    tell(TASK, Receipt.objects.create(signature=signature).pk)


def made(pk: int) -> tuple[pdf.Pdf, str]:
    related = ("statement__challenge__dialogue", "municipality")
    signature = Signature.objects.select_related(*related).get(receipt=pk)
    return render(signature), f"receipts/{signature.pk}"


PAPERS = Papers(Receipt, TASK, made)
settle, make = PAPERS.settle, PAPERS.make


def render(signature: Signature) -> pdf.Pdf:
    """In the language in which the body spoke. Raises core.pdf.RenderFailed."""
    language = signature.language or settings.LANGUAGE_CODE
    with translation.override(language):
        html = render_to_string(TEMPLATE, context(signature, language))
    return pdf.render(html, stylesheet=STYLESHEET, language=language)


def context(signature: Signature, language: str) -> dict[str, Any]:
    document = Document(signature.statement, language)
    held = {str(row.clause_key): row for row in signature.reservations.all()}
    return {
        "signature": signature,
        "statement": signature.statement,
        "document": document,
        "body": signature.municipality.official_name,
        "points": [(clause, held.get(clause.key)) for clause in document.clauses],
        "held": list(held.values()),
        "address": settings.SITE_URL,
    }
