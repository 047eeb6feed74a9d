from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SaysItsRelease:
    """By which a test tells the releases apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["X-Release"] = "next"
        return response
