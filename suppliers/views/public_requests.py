"""What everybody reads of requests for information: the list, and each with its questions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.public import public
from core.texts import Text
from suppliers.models import InformationRequest
from suppliers.requests.showing import asked, of_the_request


@public
def request_list(request: HttpRequest) -> HttpResponse:
    """Those that take answers first, the soonest deadline on top; then those that are over."""
    rows = InformationRequest.objects.public().select_related("dialogue")
    return render(
        request,
        "suppliers/requests/public_list.html",
        {
            "open": rows.filter(pk__in=InformationRequest.objects.taking_answers()).order_by("closes_at", "pk"),
            "over": rows.filter(pk__in=InformationRequest.objects.over()).order_by("-closes_at", "pk"),
        },
    )


@public
def request_page(request: HttpRequest, slug: str) -> HttpResponse:
    rfi = get_object_or_404(InformationRequest.objects.public().select_related("dialogue"), slug=slug)
    return render(request, "suppliers/requests/request.html", request_context(rfi))


def request_context(rfi: InformationRequest) -> dict[str, Any]:
    """`rfi`, as `request` is Django's."""
    reopened = rfi.trail.filter(action="reopen")
    return {
        "rfi": rfi,
        "questions": asked(rfi),
        "corrections": of_the_request(rfi),
        "reopened": [(step.at, Text(step.reason, step.language or "en")) for step in reopened],
    }
