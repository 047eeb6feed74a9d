"""A release is brought in while people write: the database first, then new code beside the old, then the new alone."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
import redis
from celery import current_app
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.urls import reverse

from needs.models import NeedComment
from needs.publishing.releasing import release
from tests.factories import MembershipFactory
from tests.faults.asking import PACE, WRITERS, ask, people, signed_in
from tests.needs.scenes import ready_to_release
from tests.running import environment, kill, wait_until, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
NEXT, AT_LEAST = {"DJANGO_SETTINGS_MODULE": "tests.faults.next_release.settings"}, 5


@contextmanager
def serving(line: socket.socket, log: Path, **more: str) -> Iterator[subprocess.Popen]:
    """A web server at a line that another may take calls from as well, as behind a proxy."""
    command = [sys.executable, "-m", "gunicorn", "tests.web", "--bind", f"fd://{line.fileno()}", "--threads", "8"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "--no-control-socket"],
            env=environment(**more),
            pass_fds=[line.fileno()],
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            kill(process)


def migrate() -> None:
    command = [sys.executable, "manage.py", "migrate", "--noinput", "-v0"]
    subprocess.run(command, env=environment(**NEXT), check=True)


@pytest.fixture
def as_before(transactional_db: None) -> Iterator[None]:
    yield
    expand = import_module("tests.faults.next_release.migrations.0001_expand").Migration("0001_expand", "next_release")
    with connection.schema_editor(atomic=False) as editor:
        expand.unapply(ProjectState(), editor)
    MigrationRecorder(connection).record_unapplied(expand.app_label, expand.name)


@pytest.mark.usefixtures("as_before")
def test_everything_is_taken_while_a_release_is_brought_in(tmp_path: Path, queue: redis.Redis) -> None:
    scene = ready_to_release()
    need = scene.needs[0]
    path, session = (
        reverse("workspace-need-comment", args=[need.pk]),
        signed_in(MembershipFactory(municipality=need.municipality, role="editor").user),
    )
    answers = Counter[tuple[int, str]]()

    def write(number: int, stop: Event) -> None:
        for turn in count():
            answer = ask(port, path, {"text": f"{number}-{turn}", "key": uuid4()}, session)
            answers[answer.status, answer.headers.get("X-Release", "this")] += 1
            if stop.wait(PACE) or answer.status != 302:
                return

    def wait_for_more(which: str) -> None:
        before = answers[302, which]
        wait_until(lambda: answers[302, which] >= before + AT_LEAST * WRITERS, tmp_path)

    with socket.create_server(("127.0.0.1", 0), backlog=100) as line, ExitStack() as servers:
        port = line.getsockname()[1]
        servers.enter_context(worker(tmp_path))
        old = servers.enter_context(serving(line, tmp_path / "old.log"))
        with people(write):
            wait_for_more("this")
            migrate()
            wait_for_more("this")
            assert '"migrations": "ok"' in ask(port, "/readyz").html
            current_app.send_task("needs.tasks.of_the_next_release", [1], queue="render")
            release(scene.statement, scene.manager)
            servers.enter_context(serving(line, tmp_path / "new.log", **NEXT))
            wait_for_more("next")
            wait_for_more("this")
            os.kill(old.pid, signal.SIGTERM)
            wait_until(lambda: old.poll() is not None, tmp_path)
            wait_for_more("next")
            wait_until(scene.statement.editions.public().exists, tmp_path)
    assert {status for status, _release in answers} == {302}
    assert NeedComment.objects.count() == sum(answers.values())
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT mood FROM needs_needcomment")
        assert cursor.fetchall() == [("calm",)]
