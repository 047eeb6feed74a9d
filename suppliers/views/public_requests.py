"""What everybody reads of requests for information: the list, and each with its questions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from core.public import public
from core.views.files import sent
from suppliers.models import InformationRequest, RequestPaper
from suppliers.requests import papers
from suppliers.requests.enums import RequestState
from suppliers.requests.showing import asked, of_the_request, reopenings


@public
def request_list(request: HttpRequest) -> HttpResponse:
    """Those that take answers first, the soonest deadline on top; then those that are over, and those withdrawn."""
    rows = InformationRequest.objects.public().select_related("dialogue", "withdrawal")
    return render(
        request,
        "suppliers/requests/public_list.html",
        {
            "open": rows.filter(pk__in=InformationRequest.objects.taking_answers()).order_by("closes_at", "pk"),
            "over": rows.filter(pk__in=InformationRequest.objects.over()).order_by("-closes_at", "pk"),
            "withdrawn": rows.filter(state=RequestState.WITHDRAWN).order_by("-withdrawal__at", "pk"),
        },
    )


@public
def request_page(request: HttpRequest, slug: str) -> HttpResponse:
    rows = InformationRequest.objects.public().select_related("dialogue", "withdrawal")
    rfi = get_object_or_404(rows, slug=slug)
    return render(request, "suppliers/requests/request.html", request_context(rfi))


@public
def request_paper(request: HttpRequest, slug: str, edition: int) -> HttpResponseBase:
    """The questions in the language of the address, as that edition has them: always the same bytes."""
    rows = RequestPaper.objects.exclude(file="").filter(request__in=InformationRequest.objects.public())
    paper = get_object_or_404(rows, request__slug=slug, edition=edition, language=get_language())
    name = f"{slug}-v{edition}-{paper.language}.pdf"
    return sent(request, paper.stored, name, cache_control=papers.FOR_EVER)


def request_context(rfi: InformationRequest) -> dict[str, Any]:
    """`rfi`, as `request` is Django's."""
    return {
        "rfi": rfi,
        "questions": asked(rfi),
        "paper": papers.newest(rfi),
        "corrections": of_the_request(rfi),
        "reopened": reopenings(rfi),
    }
