"""What is logged can be followed from the proxy to the job, is read by programs, and names nobody."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from core.tasks import heartbeat
from dialogue_portal import views
from dialogue_portal.logs import JsonFormatter, LineFormatter, Numbered, number
from dialogue_portal.middleware import RequestLogMiddleware

NUMBER = "0123456789abcdef" * 2
SECRET = "/nb/events/registration/a-key-that-only-one-person-has/"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict]]:
    """What was logged, as a program reads it."""
    caplog.set_level(logging.INFO)
    numbered = Numbered()
    caplog.handler.addFilter(numbered)
    yield lambda: [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    caplog.handler.removeFilter(numbered)


@pytest.mark.django_db
def test_a_request_leaves_a_line_with_its_number_and_without_its_address(lines) -> None:
    Client().get(SECRET, headers={"X-Request-ID": NUMBER})
    line, *others = lines()
    assert (line["number"], line["message"], line["method"]) == (NUMBER, "request", "GET")
    assert (line["page"], line["status"]) == ("registration", 404)
    assert line["ms"] < 60_000
    assert [other["number"] for other in others] == [NUMBER]  # Django's own, of what was not found
    assert "a-key-that-only-one-person-has" not in json.dumps([*others, line])


def test_a_number_that_the_proxy_cannot_have_written_is_not_taken(lines) -> None:
    Client().get("/healthz", headers={"X-Request-ID": 'x", "status": "200'})
    assert re.fullmatch("[0-9a-f]{32}", lines()[0]["number"])


def test_an_error_page_has_a_number_that_the_log_has_too(lines) -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        try:
            raise ValueError("what went wrong")
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error")
            return views.server_error(request)

    page = RequestLogMiddleware(fails)(RequestFactory().get("/nb/challenges/"))
    [reference] = re.findall(r"<strong>(\w{8})</strong>", page.content.decode())
    error, request = lines()
    assert error["number"][:8] == request["number"][:8] == reference
    assert "ValueError: what went wrong" in error["exception"]
    assert request["status"] == 500


def test_a_job_has_its_own_number_and_leaves_none_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(cache, "set", lambda *_told: seen.append(number.get()))
    job = heartbeat.apply(["mail"])
    assert (seen, number.get()) == ([job.id], "-")


def test_a_line_for_people_says_the_same(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.makeLogRecord({"name": "portal", "levelname": "INFO", "msg": "request", "fields": {"ms": 7}})
    Numbered().filter(record)
    assert LineFormatter().format(record).endswith(" INFO - portal request ms=7")
