"""PostgreSQL restarts under load, once as if its power failed, and is away for a while: all comes through, once.

It is away for longer than anything waits for it: a request for a connection, a brief's lease and the patience with the
queue, and the pool that tries to connect. So a minute or an hour is the same to the portal.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from threading import Event
from uuid import uuid4

import psycopg
import pytest
import redis
from django.conf import settings as django_settings
from django.urls import reverse

from dialogue_portal.machine.postgres import binaries_of_the_package, postgres
from dialogue_portal.machine.processes import Running
from needs.publishing.releasing import release
from tests.factories import MembershipFactory
from tests.faults.asking import PACE, WRITERS, Answer, ask, people, signed_in
from tests.needs.scenes import Scene, ready_to_release
from tests.reading import text_of
from tests.running import database_url, wait_until, web, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
AT_LEAST = 5
LEASE = 5
AWAY = 17  # seconds; whoever tries again after 1, 2, 4 … looks for it next in the 28th at the earliest
AT_ONCE = 8  # seconds from when it is back


class Server:
    """A PostgreSQL of this test's own, with what stands in the test's database, that can be started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stack = ExitStack()
        self.start()
        dump = subprocess.run([self.program("pg_dump"), "--no-owner", database_url()], capture_output=True, check=True)
        subprocess.run([self.program("psql"), "-q", self.url], input=dump.stdout, check=True, stdout=subprocess.DEVNULL)

    def program(self, name: str) -> Path:
        return binaries_of_the_package() / name

    def start(self) -> None:
        self.process: Running
        self.process, self.url = self.stack.enter_context(postgres(self.folder, self.folder, keep_data=True))

    def stop(self, *, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT lets clients go; SIGQUIT is a failure of power, after which the log is read."""
        os.kill(self.process.process.pid, how)
        self.stack.close()

    def rows(self, query: str) -> list[tuple]:
        with psycopg.connect(self.url) as line:
            return line.execute(query).fetchall()


@pytest.fixture
def server() -> Iterator[Callable[[], Server]]:
    with ExitStack() as stack:
        run = stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-"))

        def start() -> Server:
            own = Server(Path(run))
            stack.callback(lambda: own.stack.close())
            return own

        yield start


def test_nothing_is_lost_or_doubled_when_the_database_restarts_or_is_away(
    tmp_path: Path, queue: redis.Redis, server: Callable[[], Server]
) -> None:
    scene: Scene = ready_to_release()
    need = scene.needs[0]
    path = reverse("workspace-need-comment", args=[need.pk])
    session = signed_in(MembershipFactory(municipality=need.municipality, role="editor").user)
    release(scene.statement, scene.manager)
    own, taken, said = server(), Counter[str](), Counter[int]()

    def write(number: int, stop: Event) -> None:
        """One comment after the other; one that was not taken is sent again, as when its page is loaded anew."""
        for turn in count():
            form = {"text": f"{number}-{turn}", "key": uuid4()}
            while (status := ask(port, path, form, session).status) == 503:
                said[status] += 1
                if stop.wait(PACE):
                    return
            said[status] += 1
            if status == 302:
                taken[form["text"]] += 1
            if status != 302 or stop.wait(PACE):
                return

    def wrote_more() -> bool:
        return len(taken) >= before + AT_LEAST * WRITERS

    at_own = {"DATABASE_URL": own.url}
    with (
        web(tmp_path, processes=2, **at_own) as (port, _web),
        worker(tmp_path, beat=True, lease=LEASE, **at_own),
        people(write),
    ):
        before = 0
        wait_until(wrote_more, tmp_path)
        own.stop(how=signal.SIGQUIT)
        own.start()
        before = len(taken)
        wait_until(wrote_more, tmp_path)
        own.stop()
        refused, back_at = said[503], time.monotonic() + AWAY
        wait_until(lambda: said[503] > refused + WRITERS, tmp_path)
        assert_says_what_is_going_on(ask(port, "/nb/challenges/"))
        assert ask(port, path, session=session).status == 503, "nobody is let in meanwhile"
        assert '"database": "OperationalError"' in ask(port, "/readyz").html
        wait_until(lambda: time.monotonic() > back_at, tmp_path)
        before = len(taken)
        own.start()
        wait_until(lambda: len(taken) > before, tmp_path, AT_ONCE)
        wait_until(wrote_more, tmp_path)
        wait_until(lambda: own.rows("SELECT state FROM needs_statement") == [("published",)], tmp_path)
        assert ask(port, f"/nb/challenges/{scene.challenge.slug}/").status == 200
    assert set(said) == {302, 503}
    assert Counter(text for (text,) in own.rows("SELECT text FROM needs_needcomment")) == taken
    assert own.rows("SELECT count(*) FROM needs_statementtransition WHERE action = 'publish'") == [(1,)]
    assert own.rows("SELECT state, count(*) FROM needs_brief GROUP BY state") == [("ready", 6)]


def test_the_pool_gives_up_connecting_no_later_than_a_request_gives_up_waiting() -> None:
    """On a slow machine the fault above may not tell: the pauses of a pool that goes on trying grow with the outage."""
    pool = django_settings.DATABASES["default"]["OPTIONS"]["pool"]
    assert pool["reconnect_timeout"] <= pool["timeout"]


def assert_says_what_is_going_on(answer: Answer) -> None:
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "30", "no-store")
    assert '<html lang="nb"' in answer.html
    said = text_of(answer.html)
    for words in ("503 Stengt en liten stund", "Alt som var lagret, er trygt.", "Last siden på nytt om et minutt."):
        assert words in said
