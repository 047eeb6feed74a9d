"""What is logged can be followed from the proxy to the job, is read by programs, and names nobody."""

import json
import logging
import re
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused

import pytest
from celery import shared_task
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from requests import HTTPError, Response

from accounts.sign_in import ProviderAdapter
from core.errors import told
from core.stored import Missing
from core.tasks import heartbeat
from dialogue_portal import views
from dialogue_portal.logs import JsonFormatter, LineFormatter, Numbered, number
from dialogue_portal.middleware import RequestLogMiddleware
from tests.factories import UserFactory

NUMBER = "0123456789abcdef" * 2
ADDRESS = "aino@example.org"
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
    assert "test_logs.py" in error["exception"]
    assert error["exception"].endswith("\nValueError")  # its words may be somebody's
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


def same_address_twice() -> None:
    """As PostgreSQL refuses it: "DETAIL: Key (email)=(aino@example.org) already exists."."""
    UserFactory(email=ADDRESS)
    with transaction.atomic():
        UserFactory(email=ADDRESS)


@pytest.mark.django_db
@pytest.mark.parametrize("formatter", [JsonFormatter(), LineFormatter()])
def test_a_row_that_the_database_refuses_is_told_by_its_constraint_and_names_nobody(
    formatter: logging.Formatter, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(IntegrityError, match=ADDRESS) as refusal:
        same_address_twice()
    try:
        raise ValueError(f"{ADDRESS} cannot be invited") from refusal.value
    except ValueError as error:
        logging.getLogger("portal").exception("Somebody could not be invited: %s", error)
    [record] = caplog.records
    record.exc_text = None  # that of the tests' own handler
    Numbered().filter(record)
    line = formatter.format(record)
    assert ADDRESS not in line
    known = "23505, table accounts_user, constraint accounts_user_email_key"
    for part in (
        f"UniqueViolation: {known}",
        f"IntegrityError: {known}",
        "in same_address_twice",
        "invited: ValueError",
    ):
        assert part in line


@shared_task
def refused() -> None:
    same_address_twice()


@pytest.mark.django_db
def test_a_job_that_fails_names_nobody(lines) -> None:
    refused.apply()
    [line] = lines()
    assert ADDRESS not in json.dumps(line)
    assert line["message"].endswith(
        "raised unexpected: IntegrityError: 23505, table accounts_user, constraint accounts_user_email_key"
    )


@pytest.mark.django_db
def test_what_fails_after_a_transaction_names_nobody(django_capture_on_commit_callbacks, lines) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        transaction.on_commit(same_address_twice, robust=True)
    [line] = lines()
    assert ADDRESS not in json.dumps(line)
    assert "Error calling same_address_twice in on_commit() (IntegrityError: 23505," in line["message"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError(ADDRESS), "KeyError"),
        (Missing("briefs/vans.pdf: it is not there"), "Missing: briefs/vans.pdf: it is not there"),
        (SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")}), "SMTPRecipientsRefused"),
        (FileNotFoundError(2, "No such file or directory", ADDRESS), "FileNotFoundError: No such file or directory"),
        (
            OperationalError("connection failed: Connection refused\n"),
            "OperationalError: connection failed: Connection refused",
        ),
    ],
)
def test_of_an_error_only_what_machines_say_of_themselves_is_told(error: Exception, words: str) -> None:
    assert told(error) == words


def test_what_a_provider_says_of_a_person_is_not_told(lines) -> None:
    response = Response()
    response.status_code = 400
    refusal = HTTPError(f"400 for url: https://id.example/?login={ADDRESS}", response=response)
    failure = ValueError(ADDRESS)
    failure.__cause__ = refusal
    ProviderAdapter().on_authentication_error(RequestFactory().get("/"), "Example ID", "unknown", failure)
    assert [line["message"] for line in lines()] == [
        "Sign-in through Example ID failed: ValueError after HTTPError: 400"
    ]
