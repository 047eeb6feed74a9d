"""Mails that are owed go out, whatever the mail server and the workers do."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail import get_connection
from django.utils import timezone

from core.attempts import MOST_ATTEMPTS
from core.enums import MailPriority, MailState
from core.models import Mail
from core.outbox import hand_in, letter, put_off, send_all, send_due, take, try_again
from core.workflow import WrongState
from tests.core.smtp import MailServer, mail_server
from tests.factories import MailFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 10
        yield server


def wait(minutes: float) -> None:
    """So much time goes by."""
    for mail in Mail.objects.filter(state__in=MailState.owed()):
        Mail.objects.filter(pk=mail.pk).update(due_at=mail.due_at - minutes * MINUTE)


def minutes_left(mail: Mail) -> int:
    return round((mail.due_at - timezone.now()) / MINUTE)


def test_a_mail_goes_out_with_its_text_its_html_and_its_headers(server: MailServer) -> None:
    mail = MailFactory(
        subject="Åse møtes", text="Hei Åse\n\n- én", headers={"List-Unsubscribe": "<http://testserver/x/>"}
    )
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error, mail.text) == (MailState.SENT, 1, "", "Hei Åse\n\n- én")
    [message] = server.received
    wanted = ["To", "From", "Subject", "Message-ID", "Auto-Submitted", "Content-Language", "List-Unsubscribe"]
    assert [message[name] for name in wanted] == [
        "kari@example.org",
        "dialogue@example.org",
        "Åse møtes",
        mail.message_id,
        "auto-generated",
        "nb",
        "<http://testserver/x/>",
    ]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain.get_content().replace("\r\n", "\n").strip() == "Hei Åse\n\n- én"
    assert '<html lang="nb">' in html.get_content()
    assert "<p>Hei Åse</p>" in html.get_content()


def test_many_mails_go_over_one_line(server: MailServer) -> None:
    MailFactory.create_batch(5)
    send_due()
    assert (len(server.received), server.conversations) == (5, 1)


def sent(mails: list[Mail]) -> bool:
    with closing(get_connection()) as line:
        return send_all(mails, line, time.monotonic() + 60)


def test_mails_to_many_are_taken_together_and_go_back_where_the_server_is_slow_or_gone(
    settings, server: MailServer
) -> None:
    bulk = MailFactory.create_batch(3, priority=MailPriority.BULK)
    single = MailFactory()
    assert [take(), take()] == [[single], bulk]
    wait(2)
    settings.MAIL_LEASE_SECONDS, server.slow["DATA"] = 2, 0.5
    took = take()
    assert sent(took)
    assert len(server.received) == 1
    states = list(Mail.objects.order_by("pk").values_list("state", "attempts"))
    assert states == [("sending", 1), ("sending", 1), ("sending", 1), ("sent", 2)]
    assert sent(take())
    assert list(Mail.objects.order_by("pk").values_list("state", "attempts"))[:3] == [
        ("sent", 2),
        ("queued", 1),
        ("queued", 1),
    ]
    settings.EMAIL_PORT = 1
    assert not sent(take())
    rows = Mail.objects.order_by("pk")[1:3]
    assert [(row.state, row.attempts, minutes_left(row)) for row in rows] == [("queued", 2, 2), ("queued", 1, 1)]


@pytest.mark.fault
def test_a_server_that_is_away_lets_all_mails_wait_and_counts_one_try(settings, server: MailServer) -> None:
    settings.EMAIL_PORT = 1
    first, second = MailFactory(), MailFactory()
    send_due()
    first.refresh_from_db(), second.refresh_from_db()
    assert [(mail.state, mail.attempts, minutes_left(mail)) for mail in (first, second)] == [
        (MailState.QUEUED, 1, 1),
        (MailState.QUEUED, 0, 1),
    ]
    assert first.error.startswith("ConnectionRefusedError")
    settings.EMAIL_PORT = server.port
    wait(1)
    send_due()
    assert set(Mail.objects.values_list("state", "error")) == {(MailState.SENT, "")}


@pytest.mark.fault
@pytest.mark.parametrize(
    ("verb", "says"),
    [("EHLO", "421 too busy"), ("MAIL", "451 later"), ("RCPT", "450 greylisted"), ("DATA", "452 disk is full")],
)
def test_not_now_is_tried_again_after_longer_and_longer_pauses(server: MailServer, verb: str, says: str) -> None:
    server.says |= {verb: says, "HELO": says}
    mail = MailFactory()
    for attempts, pause in [(1, 1), (2, 2), (3, 4), (4, 8)]:
        send_due()
        mail.refresh_from_db()
        assert (mail.state, mail.attempts, minutes_left(mail)) == (MailState.QUEUED, attempts, pause)
        assert says in mail.error
        assert mail.error.startswith(says) is (verb == "RCPT")
        send_due()
        wait(pause)
    assert Mail.objects.get().attempts == 4
    del server.says[verb]
    send_due()
    assert Mail.objects.get().state == MailState.SENT


@pytest.mark.fault
@pytest.mark.parametrize(("verb", "says"), [("RCPT", "550 no such person"), ("DATA", "554 we do not want it")])
def test_a_refusal_for_good_fails_at_once_with_its_reason_and_holds_up_nobody(
    server: MailServer, verb: str, says: str
) -> None:
    server.says[verb] = says
    mail = MailFactory()
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.FAILED, 1, says)
    del server.says[verb]
    other = MailFactory()
    send_due()
    other.refresh_from_db()
    assert other.state == MailState.SENT


def test_after_a_refusal_the_others_go_on_at_once(server: MailServer) -> None:
    refused, taken = MailFactory(to="øde\n@example.org"), MailFactory()
    send_due()
    refused.refresh_from_db(), taken.refresh_from_db()
    assert (refused.state, taken.state) == (MailState.FAILED, MailState.SENT)
    assert refused.error.startswith(("BadHeaderError", "ValueError"))


@pytest.mark.fault
def test_a_server_that_is_too_slow_is_left_and_asked_again(settings, server: MailServer) -> None:
    settings.EMAIL_TIMEOUT, server.slow["RCPT"] = 0.3, 1
    mail = MailFactory()
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, minutes_left(mail)) == (MailState.QUEUED, 1, 1)
    assert "timed out" in mail.error.lower()
    server.slow.clear()
    settings.EMAIL_TIMEOUT = 10
    wait(1)
    send_due()
    assert Mail.objects.get().state == MailState.SENT


@pytest.mark.fault
def test_a_line_that_breaks_after_the_text_sends_the_same_message_again(server: MailServer) -> None:
    server.breaks = 1
    mail = MailFactory()
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 1)
    wait(1)
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.SENT, 2, "")
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    assert first["Date"] == second["Date"]


def test_after_the_last_try_it_is_failed_and_staff_can_try_anew(server: MailServer) -> None:
    server.says["RCPT"] = "450 not now"
    mail = MailFactory(attempts=MOST_ATTEMPTS - 1)
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.FAILED, MOST_ATTEMPTS, "450 not now")
    del server.says["RCPT"]
    try_again(mail)
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.SENT, 1, "")
    with pytest.raises(WrongState, match="cannot be sent again"):
        try_again(mail)


def test_a_worker_that_lost_its_lease_changes_nothing(settings) -> None:
    MailFactory()
    [slow] = take()
    assert take() == []
    wait(2)
    [quick] = take()
    hand_in(quick)
    put_off(slow, "too late to say")
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.error) == (MailState.SENT, 2, "")


def test_a_mail_that_kills_its_worker_each_time_fails_and_says_so() -> None:
    mail = MailFactory()
    for _attempt in range(MOST_ATTEMPTS):
        assert take()
        wait(2)
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, "The worker died 12 times while it sent this mail.")
    assert not django_mail.outbox


@pytest.mark.parametrize(("says", "state"), [("250 OK", MailState.SENT), ("550 nobody", MailState.FAILED)])
def test_a_secret_text_is_gone_as_soon_as_it_is_done(server: MailServer, says: str, state: str) -> None:
    server.says["RCPT"] = says
    mail = MailFactory(is_secret=True, text="http://testserver/key", headers={"X-Key": "key"})
    send_due()
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.headers) == (state, "", {})
    with pytest.raises(WrongState):
        try_again(mail)


def test_a_secret_text_stays_while_it_is_tried_and_in_the_demo(settings, server: MailServer) -> None:
    server.says["RCPT"] = "450 not now"
    mail = MailFactory(is_secret=True)
    send_due()
    mail.refresh_from_db()
    assert mail.text
    del server.says["RCPT"]
    settings.DEMO = True
    wait(1)
    send_due()
    mail.refresh_from_db()
    assert (mail.state, bool(mail.text)) == (MailState.SENT, True)


def test_the_same_mail_makes_the_same_message_each_time() -> None:
    mail = MailFactory(subject="Møte")
    first, second = letter(mail).message(), letter(Mail.objects.get()).message()
    assert {name: first[name] for name in first if name != "Content-Type"} == {
        name: second[name] for name in second if name != "Content-Type"
    }


@pytest.mark.parametrize("backend", ["console", "dummy", "locmem"])
def test_any_way_of_sending_will_do(settings, backend: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    MailFactory.create_batch(2)
    send_due()
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}


def test_the_log_says_that_the_server_is_away_and_nothing_of_what_mails_say(
    settings, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_PORT = 1
    MailFactory(text="secret words")
    with caplog.at_level(logging.INFO):
        send_due()
    assert "The mail server cannot be used" in caplog.text
    assert "secret words" not in caplog.text
