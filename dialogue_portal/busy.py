"""More requests than a process can work at: a few wait for their turn, all others are told at once to try again.

Without it each request would wait behind all that came before it, and be answered when nobody waits any more. The web
server must have more threads than requests that are worked at or wait, so that one is left to say no.
"""

from collections.abc import Callable
from functools import cache
from threading import Semaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

RETRY_SECONDS = "30"
NEVER_BUSY = {"/healthz", "/readyz", "/metrics"}  # asked by machines, just when it is


class BusyMiddleware:
    """Lets REQUESTS_AT_ONCE through, and lets REQUESTS_WAITING more wait for REQUESTS_PATIENCE_SECONDS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.places = Semaphore(settings.REQUESTS_AT_ONCE + settings.REQUESTS_WAITING)
        self.turns = Semaphore(settings.REQUESTS_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in NEVER_BUSY:
            return self.get_response(request)
        if not self.places.acquire(blocking=False):
            return busy(request)
        try:
            return self.in_turn(request)
        finally:
            self.places.release()

    def in_turn(self, request: HttpRequest) -> HttpResponse:
        if not self.turns.acquire(timeout=settings.REQUESTS_PATIENCE_SECONDS):
            return busy(request)
        try:
            return self.get_response(request)
        finally:
            self.turns.release()


def busy(request: HttpRequest) -> HttpResponse:
    """That the portal cannot answer now, in the language of the address or else of the browser."""
    return closed(translation.get_language_from_request(request, check_path=True))


def closed(language: str) -> HttpResponse:
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    response = HttpResponse(page(language), status=503, headers=headers)
    response._has_been_logged = True  # type: ignore[attr-defined]  # the request's own line says it, and once is enough
    return response


@cache
def page(language: str) -> str:
    """Drawn once: it is sent when there is no time, and when nothing else can be asked."""
    with translation.override(language):
        return render_to_string("errors/503.html")
