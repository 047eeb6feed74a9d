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
from core.models import Mail
from core.outbox import send_due
from core.tasks import heartbeat
from dialogue_portal.machine.services import free_port
from needs.enums import BriefState
from needs.models import Brief, Edition
from needs.publishing import owed, releasing
from suppliers.models import RequestPaper
from suppliers.requests import opening, papers
from tests.factories import BriefFactory, MailFactory
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.requests import RequestQuestionFactory

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
    MailFactory(state=MailState.QUEUED)
    MailFactory(state=MailState.FAILED)
    Mail.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    MailFactory(state=MailState.QUEUED, error="452 mailbox full", attempts=7)
    Mail.objects.filter(attempts=7).update(created_at=timezone.now() - timedelta(hours=9))
    BriefFactory()
    told = figures()
    assert (told["portal_backlog mails"], told["portal_backlog_failed mails"]) == (2, 1)
    assert told["portal_backlog_seconds mails"] == pytest.approx(300, abs=30)
    assert (told["portal_backlog briefs"], told["portal_backlog_failed briefs"]) == (1, 0)
    assert {name: told[f"portal_queue_alive {name}"] for name in ("mail", "render")} == {"mail": 1, "render": 0}
    assert {
        "board_reports",
        "ledger_files",
        "mailings",
        "request_papers",
        "response_receipts",
        "signature_receipts",
    } <= {name.removeprefix("portal_backlog ") for name in told}


@pytest.mark.django_db
def test_mails_that_are_put_off_for_everybody_raise_the_alarm_and_one_full_mailbox_does_not(figures) -> None:
    now = timezone.now()

    def put_off(to: str, minutes: int) -> None:
        mail = MailFactory(to=to, state=MailState.QUEUED, error="452 4.2.2 full", attempts=3)
        Mail.objects.filter(pk=mail.pk).update(created_at=now - timedelta(minutes=minutes))

    put_off("full@example.org", 60)
    put_off("full@example.org", 50)
    assert figures()["portal_backlog_seconds mails"] == 0
    put_off("other@example.org", 40)
    assert figures()["portal_backlog_seconds mails"] == pytest.approx(3600, abs=60)
    MailFactory(state=MailState.SENT, sent_at=now - timedelta(minutes=30))
    assert figures()["portal_backlog_seconds mails"] == 0
    put_off("third@example.org", 20)
    assert figures()["portal_backlog_seconds mails"] == 0
    put_off("fourth@example.org", 10)
    assert figures()["portal_backlog_seconds mails"] == pytest.approx(1200, abs=60)


@pytest.mark.django_db
def test_a_brief_that_is_tried_again_by_hand_is_owed_since_then(figures) -> None:
    brief = BriefFactory(state=BriefState.FAILED)
    Edition.objects.update(made_at=timezone.now() - timedelta(hours=9))
    Brief.objects.update(owed_at=timezone.now() - timedelta(hours=9))
    releasing.retry(brief, StaffRoleFactory(dialogue=brief.statement.challenge.dialogue).user)
    told = figures()
    assert told["portal_backlog briefs"] == 1
    assert told["portal_backlog_seconds briefs"] < 60


@pytest.mark.django_db
def test_what_is_tried_again_and_again_is_owed_since_the_first_day(figures, settings) -> None:
    long_ago = timezone.now() - timedelta(minutes=20)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    MailFactory.create_batch(2)
    Mail.objects.update(created_at=long_ago)
    send_due()
    BriefFactory()
    Brief.objects.update(owed_at=long_ago, queued_at=long_ago)
    assert owed.settle() == 1
    request = RequestQuestionFactory(position=1).request
    opening.open_now(request, StaffRoleFactory(dialogue=request.dialogue).user)
    RequestPaper.objects.update(owed_at=long_ago, queued_at=long_ago)
    assert papers.settle() == 6
    told = figures()
    waiting = {"mails": 2, "briefs": 1, "request_papers": 6}
    assert {name: told[f"portal_backlog {name}"] for name in waiting} == waiting
    for name in waiting:
        assert told[f"portal_backlog_seconds {name}"] == pytest.approx(1200, abs=60), name


def test_a_database_that_is_away_leaves_the_rest(figures, monkeypatch: pytest.MonkeyPatch) -> None:
    def away():
        raise DatabaseError("away")

    monkeypatch.setattr(backlogs, "measured", away)
    told = figures()
    assert "portal_queue_alive mail" in told
    assert not [name for name in told if name.startswith("portal_backlog")]
