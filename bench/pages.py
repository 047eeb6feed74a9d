"""The list of 50 challenges and a challenge's page against the plainest Django view that lists 50 rows."""

import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import override_settings
from django.urls import path

from bench.data import SLUG, fill_the_list
from bench.harness import Clock, Row, milliseconds, quickest
from core.public import public
from dialogue_portal.urls import urlpatterns as portal
from needs.models import Challenge

ROUNDS, ROWS = 100, 50
PAGES = {
    f"list of {ROWS} challenges": ("/en/challenges/",),
    "a challenge's page": (f"/en/challenges/{SLUG}/",),
    "a search among the challenges": ("/en/challenges/", "q=deliveries"),
}
GOALS = dict(zip(PAGES, ("≥ 1.0", "≥ 0.4", ""), strict=True))
# Where the machine is busy only the latter means much; it leaves out the time of the database
CLOCKS = {"": time.perf_counter, " (the web process's own processor time)": time.process_time}
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
        pages = {what: visit(*asked) for what, asked in PAGES.items()}
        first = {what: asked(page) for what, page in pages.items()}
        counted = {what: f"{what}, {first[what]} queries, then {asked(page)}" for what, page in pages.items()}
        return [row for way, clock in CLOCKS.items() for row in rows(pages, counted, way, clock)]


def rows(pages: dict[str, Callable[[], bytes]], counted: dict[str, str], way: str, clock: Clock) -> list[Row]:
    *taken, baseline = quickest(ROUNDS, *pages.values(), visit("/plain/"), clock=clock)
    against = f"a one-query view of {ROWS} rows: {milliseconds(baseline)}"
    return [
        Row(counted[what] + way, milliseconds(seconds), against, baseline / seconds, GOALS[what])
        for what, seconds in zip(pages, taken, strict=True)
    ]


def asked(job: Callable[[], object]) -> int:
    """How many queries it takes."""
    seen: list[None] = []

    def count(execute: Callable[..., object], *query: object) -> object:
        seen.append(None)
        return execute(*query)

    with connection.execute_wrapper(count):
        job()
    return len(seen)


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
