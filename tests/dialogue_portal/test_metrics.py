"""Figures for those who watch the portal: what was asked, what is owed; to nobody without the token."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from core import backlogs
from core.enums import MailState
from core.tasks import heartbeat
from tests.factories import BriefFactory, MailFactory

TOKEN = "a-token-that-only-prometheus-knows"


@pytest.fixture
def figures(settings):
    """What Prometheus reads: the value of each line by its name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[str, float]:
        page = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert (page.status_code, page.headers["Cache-Control"].split(", ")[-1]) == (200, "private")
        return {
            f"{sample.name}{' '.join(['', *sample.labels.values()])}": sample.value
            for family in text_string_to_metric_families(page.content.decode())
            for sample in family.samples
        }

    return read


@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer something-else", TOKEN])
def test_without_the_token_there_is_no_such_page(settings, said: str) -> None:
    assert Client().get("/metrics", headers={"Authorization": said}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers={"Authorization": said}).status_code == 404


@pytest.mark.django_db
def test_answers_are_counted_by_status_and_timed_by_page(figures) -> None:
    before = figures()
    for _time in range(3):
        Client().get("/healthz")
    Client().get("/en/events/registration/somebodys-own-key/")
    after = figures()
    grown = {name: after[name] - before.get(name, 0) for name in after}
    assert grown["portal_request_seconds_count healthz"] == 3
    assert grown["portal_request_seconds_count registration"] == 1
    assert (grown["portal_requests_total 200"], grown["portal_requests_total 404"]) == (4, 1)
    assert not [name for name in after if re.search("somebodys-own-key", name)]


@pytest.mark.django_db
def test_what_is_owed_is_told_with_how_long_it_waits_and_what_failed(figures) -> None:
    cache.clear()
    heartbeat("mail")
    now = timezone.now()
    MailFactory(state=MailState.QUEUED, due_at=now - timedelta(minutes=5))
    MailFactory(state=MailState.QUEUED, due_at=now + timedelta(minutes=5))
    MailFactory(state=MailState.FAILED, due_at=now)
    BriefFactory(queued_at=now - timedelta(seconds=20))
    told = figures()
    assert (told["portal_backlog mails"], told["portal_backlog_failed mails"]) == (1, 1)
    assert told["portal_backlog_seconds mails"] == pytest.approx(300, abs=30)
    assert told["portal_backlog_seconds briefs"] == pytest.approx(20, abs=30)
    assert {name: told[f"portal_queue_alive {name}"] for name in ("mail", "render")} == {"mail": 1, "render": 0}
    assert {
        "board_reports",
        "ledger_files",
        "mailings",
        "request_papers",
        "response_receipts",
        "signature_receipts",
    } <= {name.removeprefix("portal_backlog ") for name in told}


def test_a_database_that_is_away_leaves_the_rest(figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def away():
        raise DatabaseError("away")

    monkeypatch.setattr(backlogs, "measured", away)
    told = figures()
    assert "portal_queue_alive mail" in told
    assert not [name for name in told if name.startswith("portal_backlog")]
