"""A real worker and a real mail server: killed in the middle, the queue flushed, and every mail arrives."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.db import transaction

from core.enums import MailState
from core.mail import keep
from core.models import Mail
from tests.core.smtp import MailServer, mail_server
from tests.running import kill, wait_until, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
MANY = 200


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server() as server:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.port}")
        monkeypatch.setenv("MAIL_LEASE_SECONDS", "2")
        yield server


def write_many() -> None:
    with transaction.atomic():
        for number in range(MANY):
            keep(f"{number}@example.org", "nb", f"Emne {number}", "Hei", template="test", is_secret=False, about=None)


def all_are_sent() -> bool:
    return not Mail.objects.exclude(state=MailState.SENT).exists()


def test_a_burst_is_sent_by_one_look_and_a_killed_worker_and_a_flushed_queue_lose_nothing(
    tmp_path: Path, queue: redis.Redis, server: MailServer
) -> None:
    write_many()
    assert queue.llen("mail") == 1
    with worker(tmp_path, queues="mail,periodic") as first:
        wait_until(all_are_sent, tmp_path)
        assert Counter(mail["To"] for mail in server.received) == {f"{number}@example.org": 1 for number in range(MANY)}
        assert set(Mail.objects.values_list("attempts", flat=True)) == {1}
        Mail.objects.all().delete()
        server.received.clear()
        server.slow["DATA"] = 0.2
        write_many()
        wait_until(lambda: len(server.received) > 2, tmp_path)
        wait_until(Mail.objects.filter(state=MailState.SENDING).exists, tmp_path)
        kill(first)
    assert not all_are_sent()
    queue.flushdb()
    server.slow.clear()
    with worker(tmp_path, queues="mail,periodic", beat=True):
        wait_until(all_are_sent, tmp_path)
    times = Counter(mail["Message-ID"] for mail in server.received)
    assert set(times) == set(Mail.objects.values_list("message_id", flat=True))
    assert sorted(times.values())[:-1] == [1] * (MANY - 1)
    assert Mail.objects.filter(attempts__gt=1).count() <= 1
