"""A real Celery worker and beat: killed in the middle, the queue flushed, jobs doubled, and every brief comes out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import connection, transaction

from needs.enums import BriefState, StatementState
from needs.models import Brief, Statement
from needs.publishing.releasing import release
from needs.publishing.rendering import render
from tests.needs.scenes import ready_to_release

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

LEASE_SECONDS, SHORT_LEASE_SECONDS = 90, 2


@contextmanager
def worker(tmp_path: Path, *, beat: bool = False, lease: int = LEASE_SECONDS) -> Iterator[subprocess.Popen]:
    """A worker of two processes on this test's database, queue and files."""
    command = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", "--concurrency=2", "--loglevel=INFO"]
    if beat:
        command += ["--beat", f"--schedule={tmp_path / 'beat'}"]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "BRIEF_LEASE_SECONDS": str(lease),
        "BRIEF_PATIENCE_SECONDS": "1",
    }
    with (tmp_path / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """kill -9 for the worker and all its children, as a machine that loses its power would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def database_url() -> str:
    """The address of the test's own database: the server's, with the other name."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def wait_until(true: Callable[[], bool], tmp_path: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, (tmp_path / "worker.log").read_text()[-3000:]
        time.sleep(0.05)


def is_published(statement: Statement) -> Callable[[], bool]:
    return lambda: Statement.objects.filter(pk=statement.pk, state=StatementState.PUBLISHED).exists()


@pytest.fixture
def queue() -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path, queue: redis.Redis) -> None:
    scene = ready_to_release()
    with worker(tmp_path, lease=SHORT_LEASE_SECONDS) as first:
        release(scene.statement, scene.manager)
        wait_until(Brief.objects.filter(state=BriefState.RENDERING).exists, tmp_path)
        kill(first)
    assert not is_published(scene.statement)()
    with worker(tmp_path, beat=True):
        wait_until(is_published(scene.statement), tmp_path)
    assert set(Brief.objects.values_list("state", flat=True)) == {BriefState.READY}
    assert scene.statement.trail.filter(action="publish").count() == 1


def test_a_worker_killed_between_the_last_brief_and_publishing_delays_it_to_the_next_look(
    tmp_path: Path, queue: redis.Redis
) -> None:
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    *others, last = scene.statement.briefs.all()
    assert all(render(brief.pk) for brief in others)
    queue.flushdb()
    with worker(tmp_path) as first, transaction.atomic():
        Statement.objects.select_for_update().get(pk=scene.statement.pk)  # who wants to publish waits for it, and dies
        current_app.send_task("needs.tasks.render_brief", [last.pk])
        wait_until(Brief.objects.filter(pk=last.pk, state=BriefState.READY).exists, tmp_path)
        kill(first)
    assert not is_published(scene.statement)()
    queue.flushdb()
    before = set(Brief.objects.values_list("sha256", "attempts"))
    with worker(tmp_path, beat=True):
        wait_until(is_published(scene.statement), tmp_path)
    assert set(Brief.objects.values_list("sha256", "attempts")) == before
    assert scene.statement.trail.filter(action="publish").count() == 1


def renders(queue: redis.Redis) -> int:
    """Jobs for briefs; other things that signing asks for wait beside them."""
    return sum(b"render_brief" in job for job in queue.lrange("render", 0, -1))


def test_a_flushed_queue_loses_nothing(tmp_path: Path, queue: redis.Redis) -> None:
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    assert renders(queue) == 6
    queue.flushdb()
    with worker(tmp_path, beat=True):
        wait_until(is_published(scene.statement), tmp_path)
    assert set(Brief.objects.values_list("attempts", flat=True)) == {1}


def test_a_job_delivered_twice_makes_one_brief(tmp_path: Path, queue: redis.Redis) -> None:
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    for brief in scene.statement.briefs.all():
        current_app.send_task("needs.tasks.render_brief", [brief.pk])
    assert renders(queue) == 12
    with worker(tmp_path):
        wait_until(lambda: is_published(scene.statement)() and not queue.llen("render"), tmp_path)
    assert set(Brief.objects.values_list("attempts", flat=True)) == {1}
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))) == 6
