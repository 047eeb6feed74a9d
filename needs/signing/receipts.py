"""The receipt of a signature: the text that was signed, its checksum, the time, the reservations, the mandate, and who.

It is owed as a row (`Receipt`) and made by a worker, as web processes make no PDF; the same row gives the same bytes.
"""

import logging
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
from needs.models import Receipt, Signature
from needs.statements.document import Document

TEMPLATE = "needs/pdf/receipt.html"
STYLESHEET = "css/receipt.css"
MOST_ATTEMPTS = 5
logger = logging.getLogger(__name__)


def owe_receipt(signature: Signature) -> None:
    """The worker is told on commit; if the queue is away, `settle` finds it."""
    queue(Receipt.objects.create(signature=signature).pk)


def queue(pk: int) -> None:
    send = partial(current_app.send_task, "needs.tasks.make_receipt", [pk], retry=False)
    transaction.on_commit(send, robust=True)


def settle() -> int:
    """Queue again what was forgotten; how many."""
    now = timezone.now()
    waiting = Receipt.objects.filter(file="", attempts__lt=MOST_ATTEMPTS)
    forgotten = waiting.filter(queued_at__lt=now - timedelta(seconds=settings.BRIEF_PATIENCE_SECONDS))
    with transaction.atomic():
        found = list(forgotten.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Receipt.objects.filter(pk__in=found).update(queued_at=now)
        for pk in found:
            queue(pk)
    return len(found)


def make(pk: int) -> bool:
    """Make a receipt that is owed; of two who do, one hands it in."""
    owed = Receipt.objects.filter(pk=pk, file="")
    if not owed.update(attempts=F("attempts") + 1):
        return False
    signature = Signature.objects.select_related("statement__challenge__dialogue", "municipality", "signed_by").get(
        receipt=pk
    )
    made = render(signature)
    name = private_files().save(f"receipts/{signature.pk}-{made.sha256[:16]}.pdf", ContentFile(made.data))
    handed_in = owed.update(file=name, size=len(made.data), sha256=made.sha256)
    if not handed_in:
        private_files().delete(name)
    return bool(handed_in)


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
