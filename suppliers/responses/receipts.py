"""The receipt of a submitted version: what was answered, its checksum, the time, and who submitted it.

It is owed as a row (`ResponseReceipt`) and made by a worker, as web processes make no PDF; the same row gives the same
bytes.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core import pdf
from core.storage import private_files
from suppliers.models import Response, ResponseReceipt
from suppliers.requests.showing import asked
from suppliers.responses.document import in_words

TEMPLATE = "suppliers/pdf/receipt.html"
STYLESHEET = "css/receipt.css"
MOST_ATTEMPTS = 5


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
    queue(receipt.pk)
    return receipt


def queue(pk: int) -> None:
    send = partial(current_app.send_task, "suppliers.tasks.make_response_receipt", [pk], retry=False)
    transaction.on_commit(send, robust=True)


def settle() -> int:
    """Queue again what was forgotten; how many."""
    now = timezone.now()
    waiting = ResponseReceipt.objects.filter(file="", attempts__lt=MOST_ATTEMPTS)
    forgotten = waiting.filter(queued_at__lt=now - timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS))
    with transaction.atomic():
        found = list(forgotten.select_for_update(skip_locked=True).values_list("pk", flat=True))
        ResponseReceipt.objects.filter(pk__in=found).update(queued_at=now)
        for pk in found:
            queue(pk)
    return len(found)


def make(pk: int) -> bool:
    """Make a receipt that is owed; of two who do, one hands it in."""
    owed = ResponseReceipt.objects.filter(pk=pk, file="")
    if not owed.update(attempts=F("attempts") + 1):
        return False
    related = ("response__request__dialogue", "response__company", "by")
    receipt = ResponseReceipt.objects.select_related(*related).get(pk=pk)
    made = render(receipt)
    place = f"responses/{receipt.response.key}/receipt-{receipt.version}-{made.sha256[:16]}.pdf"
    name = private_files().save(place, ContentFile(made.data))
    handed_in = owed.update(file=name, size=len(made.data), sha256=made.sha256)
    if not handed_in:
        private_files().delete(name)
    return bool(handed_in)


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
        "address": settings.SITE_URL,
    }
