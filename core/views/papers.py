"""What is at a paper's address until a worker has made it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.models import Paper


def being_made(request: HttpRequest, receipt: Paper, sentence: str) -> HttpResponse:
    """The sentence says what stands already, and promises it soon; where that failed something else is said."""
    if receipt.has_failed:
        sentence = _("The receipt could not be made yet and comes later. What it confirms stands already.")
    context = {"sentence": sentence, "again": request.path}
    return render(request, "components/receipt_owed.html", context, status=202)
