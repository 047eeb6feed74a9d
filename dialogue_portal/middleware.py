"""Around every request: its number in the log, how it went, and what no browser sends."""

import logging
import secrets
import time
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from dialogue_portal import metrics
from dialogue_portal.logs import number, page_of

logger = logging.getLogger(__name__)


class RequestLogMiddleware:
    """Gives each request its number, the proxy's if it sent one; logs and counts how it went and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number.set(given(request) or secrets.token_hex(16))
        response = self.get_response(request)
        page, took = page_of(request), time.perf_counter() - began
        line = {"method": request.method, "page": page, "status": response.status_code, "ms": round(took * 1000)}
        logger.info("request", extra={"fields": line})
        metrics.answered(page, response.status_code, took)
        return response


def given(request: HttpRequest) -> str:
    """The number that the proxy wrote; anything else than 32 hexadecimal digits is not taken into the log."""
    told = request.headers.get("X-Request-ID", "")
    return told if len(told) == 32 and all(digit in "0123456789abcdef" for digit in told) else ""


class NulMiddleware:
    """A NUL, wherever in a request it stands, is answered with 400 where the database is given it, which takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, DataError) and "NUL (0x00)" in str(exception):
            raise BadRequest("NUL") from exception
