"""The questions of an open request as a PDF: owed with each change of it, made by a worker, then always the same.

What was owed and not made goes with the change that owes the next edition, so that no edition shows what came later.
"""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from core import pdf
from core.languages import CODES
from core.papers import Papers
from core.queue import tell
from suppliers.models import InformationRequest, RequestPaper
from suppliers.requests.showing import asked

TASK = "suppliers.tasks.make_request_paper"
TEMPLATE = "suppliers/pdf/questions.html"
STYLESHEET = "css/receipt.css"
FOR_EVER = f"public, max-age={365 * 24 * 3600}, immutable"


def owe(request: InformationRequest) -> None:
    """The next edition in every language, in the transaction of the change."""
    RequestPaper.objects.filter(request=request, file="").delete()
    before = RequestPaper.objects.filter(request=request).aggregate(last=Max("edition"))["last"] or 0
    rows = [RequestPaper(request=request, edition=before + 1, language=code) for code in CODES]
    for row in RequestPaper.objects.bulk_create(rows):
        tell(TASK, row.pk)


def made(pk: int) -> tuple[pdf.Pdf, str]:
    """Raises core.pdf.RenderFailed."""
    paper = RequestPaper.objects.select_related("request__dialogue", "request__withdrawal").get(pk=pk)
    with translation.override(paper.language):
        html = render_to_string(TEMPLATE, context(paper))
    place = f"requests/{paper.request.slug}-{paper.edition}-{paper.language}"
    return pdf.render(html, stylesheet=STYLESHEET, language=paper.language), place


PAPERS = Papers(RequestPaper, TASK, made)
settle, make = PAPERS.settle, PAPERS.make


def context(paper: RequestPaper) -> dict[str, Any]:
    rfi = paper.request
    address = settings.SITE_URL + reverse("request", args=[rfi.slug])
    questions = asked(rfi)
    subjects = {row.about for row in questions if row.about}
    about_all = subjects.pop() if len(subjects) == 1 else ""
    return {"paper": paper, "rfi": rfi, "questions": questions, "about_all": about_all, "address": address}


def newest(request: InformationRequest) -> RequestPaper | None:
    """The request as it is now, in the reader's language; None until that is made."""
    papers = RequestPaper.objects.filter(request=request, language=get_language())
    last = papers.order_by("-edition").first()
    return last if last and last.file else None
