"""The list of 50 challenges and a challenge's page against the plainest Django view that lists 50 rows."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import override_settings
from django.urls import path

from bench.data import SLUG, fill_the_list
from bench.harness import Row, milliseconds, quickest
from core.public import public
from dialogue_portal.urls import urlpatterns as portal
from needs.models import Challenge

ROUNDS, ROWS = 100, 50
PLAIN = Engine().from_string(
    "<!doctype html><html lang='en'><head><title>Challenges</title></head><body><table>{% for row in rows %}"
    "<tr><td><a href='/en/challenges/{{ row.slug }}/'>{{ row.slug }}</a></td><td>{{ row.bodies }}</td>"
    "<td>{{ row.countries }}</td><td>{{ row.published_at|date:'j F Y' }}</td></tr>{% endfor %}</table></body></html>"
)


@public
def plain(_request: HttpRequest) -> HttpResponse:
    """One query, 50 rows of the same table, one template, no layout."""
    rows = Challenge.objects.filter(published__isnull=False).order_by("-published_at")[:ROWS]
    return HttpResponse(PLAIN.render(Context({"rows": rows})))


urlpatterns = [path("plain/", plain), *portal]


def measure() -> list[Row]:
    fill_the_list(ROWS)
    with override_settings(ROOT_URLCONF="bench.pages"):
        listing, detail, baseline = quickest(
            ROUNDS, visit("/en/challenges/"), visit(f"/en/challenges/{SLUG}/"), visit("/plain/")
        )
    against = f"a one-query view of {ROWS} rows: {milliseconds(baseline)}"
    return [
        Row(f"list of {ROWS} challenges", milliseconds(listing), against, baseline / listing, "≥ 0.6 (aim 1.0)"),
        Row("a challenge's page", milliseconds(detail), against, baseline / detail),
    ]


def visit(address: str, query: str = "") -> Callable[[], bytes]:
    """A request through the whole of the portal, middleware included, without a network."""
    return partial(get, WSGIHandler(), address, query)


def get(application: WSGIHandler, address: str, query: str) -> bytes:
    environ = {"PATH_INFO": address, "QUERY_STRING": query, "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    said: list[str] = []
    response = application(environ, lambda status, _headers: said.append(status))
    body = b"".join(response)
    response.close()
    if said != ["200 OK"]:
        raise SystemExit(f"{address} answers {said[0]}")
    return body
