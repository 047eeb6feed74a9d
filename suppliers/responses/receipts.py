"""The receipt of a submitted version: what was answered, its checksum and the time.

It is owed as a row, see core/papers.py. Who submitted it stands on the page and not in the file, which outlives an
erasure as it is.
"""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core import pdf
from core.papers import Papers
from core.queue import tell
from suppliers.models import Response, ResponseReceipt
from suppliers.requests.showing import asked
from suppliers.responses.document import in_words

TASK = "suppliers.tasks.make_response_receipt"
TEMPLATE = "suppliers/pdf/receipt.html"
STYLESHEET = "css/receipt.css"


def owe(response: Response, content: dict[str, Any], content_hash: str, by: Any, language: str) -> ResponseReceipt:
    """The worker is told on commit; if the queue is away, `settle` finds it."""
    at: Any = response.submitted_at
    receipt = ResponseReceipt.objects.create(
        response=response,
        version=response.versions,
        content=content,
        content_hash=content_hash,
        language=language,
        by=by,
        at=at,
    )
    tell(TASK, receipt.pk)
    return receipt


def made(pk: int) -> tuple[pdf.Pdf, str]:
    related = ("response__request__dialogue", "response__company")
    receipt = ResponseReceipt.objects.select_related(*related).get(pk=pk)
    return render(receipt), f"responses/{receipt.response.key}/receipt-{receipt.version}"


PAPERS = Papers(ResponseReceipt, TASK, made)
settle, make = PAPERS.settle, PAPERS.make


def render(receipt: ResponseReceipt) -> pdf.Pdf:
    """In the language of the page on which it was submitted. Raises core.pdf.RenderFailed."""
    with translation.override(receipt.language):
        html = render_to_string(TEMPLATE, context(receipt))
    return pdf.render(html, stylesheet=STYLESHEET, language=receipt.language)


def context(receipt: ResponseReceipt) -> dict[str, Any]:
    """Made of the version's own answers, which never change."""
    response = receipt.response
    found = response.answers.filter(version=receipt.version).prefetch_related("files")
    answers = {answer.question_id: answer for answer in found}
    rows = [(row, answers.get(row.question.pk)) for row in asked(response.request)]
    return {
        "receipt": receipt,
        "rfi": response.request,
        "company": receipt.content["company"],
        "response": response,
        "points": [(row, answer, in_words(answer, row)) for row, answer in rows],
        "address": settings.SITE_URL + reverse("request", args=[response.request.slug]),
    }
