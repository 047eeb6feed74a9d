"""What is at a paper's address until a worker has made it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def being_made(request: HttpRequest, sentence: str) -> HttpResponse:
    """The sentence says what stands already."""
    context = {"sentence": sentence, "again": request.path}
    return render(request, "components/receipt_owed.html", context, status=202)
