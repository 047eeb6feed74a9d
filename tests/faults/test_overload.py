"""More requests than the portal can serve: those that it cannot are told so at once, and it goes on with the others."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from dialogue_portal.busy import BusyMiddleware
from tests.faults.asking import ask
from tests.reading import text_of
from tests.running import web

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
AT_ONCE, WAITING = 2, 3
CAPACITY = AT_ONCE + WAITING
LIMITS = {"REQUESTS_AT_ONCE": AT_ONCE, "REQUESTS_WAITING": WAITING, "REQUESTS_PATIENCE_SECONDS": 300}


def test_ten_times_what_it_can_serve_gets_a_page_at_once_and_the_rest_is_served(tmp_path: Path) -> None:
    limits = {name: str(number) for name, number in LIMITS.items()}
    with web(tmp_path, **limits) as (port, _server), ThreadPoolExecutor(10 * CAPACITY) as visitors:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE needs_challenge IN ACCESS EXCLUSIVE MODE")  # nobody gets further meanwhile
            asked = [visitors.submit(ask, port, "/nb/challenges/") for _ in range(10 * CAPACITY)]
            refused = [answer.result() for answer in islice(as_completed(asked), 9 * CAPACITY)]
            assert ask(port, "/healthz").status == 200
        assert Counter(answer.result().status for answer in asked) == {200: CAPACITY, 503: 9 * CAPACITY}
        assert ask(port, "/nb/challenges/").status == 200
    assert {answer.status for answer in refused} == {503}
    first = refused[0]
    assert first.headers["Retry-After"] == "30"
    assert "script-src 'self'" in first.headers["Content-Security-Policy"]
    assert '<html lang="nb"' in first.html
    assert "503" in text_of(first.html)


def test_who_waits_for_too_long_is_told_so(settings) -> None:
    settings.REQUESTS_AT_ONCE, settings.REQUESTS_PATIENCE_SECONDS = 1, 0.1
    begun, may_end = Event(), Event()

    def work(_request: HttpRequest) -> HttpResponse:
        begun.set()
        may_end.wait(60)
        return HttpResponse()

    portal, request = BusyMiddleware(work), RequestFactory().get("/en/challenges/")
    with ThreadPoolExecutor(1) as visitors:
        first = visitors.submit(portal, request)
        begun.wait(60)
        refused = portal(request)
        may_end.set()
        assert (first.result().status_code, refused.status_code) == (200, 503)
