"""The portal's processes as they are run for real, on a test's own database, queue and files."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from dialogue_portal.machine.demo import ALONE
from dialogue_portal.machine.nginx import answers
from dialogue_portal.machine.processes import Program, Running, running
from dialogue_portal.machine.services import free_port
from tests import acts

LEASE_SECONDS, SHORT_LEASE_SECONDS = 90, 10


def environment(**more: str) -> dict[str, str]:
    places = {name: str(getattr(settings, name)) for name in ("MEDIA_ROOT", "PRIVATE_ROOT", "PUBLIC_FILES_ROOT")}
    return {**os.environ, **places, "DATABASE_URL": database_url(), **more}


def database_url() -> str:
    """The address of the test's own database: the server's, with the other name."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def worker(
    tmp_path: Path,
    *,
    queues: str = "mail,periodic,render",
    beat: bool = False,
    lease: int = LEASE_SECONDS,
    processes: int = 1,
    before: tuple[str, ...] = (),
    **more: str,
) -> Iterator[subprocess.Popen]:
    """A worker; `before` is a command that the worker's is given to, `more` are settings."""
    command = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", f"--queues={queues}"]
    command += [f"--concurrency={processes}", *ALONE]
    if beat:
        command += ["--beat", f"--schedule={tmp_path / 'beat'}"]
    environ = environment(BRIEF_LEASE_SECONDS=str(lease), BRIEF_PATIENCE_SECONDS="1", **more)
    with (tmp_path / "worker.log").open("ab") as log:
        process = subprocess.Popen([*before, *command], env=environ, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """kill -9 for the worker and all its children, as a machine that loses its power would.

    Once: when it is gone, its number may be that of somebody else's.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(true: Callable[[], bool], tmp_path: Path, seconds: float = 120) -> None:
    """With what did not happen comes what the worker said last."""
    log = tmp_path / "worker.log"
    acts.wait_until(true, seconds, why=lambda: log.read_text()[-3000:] if log.exists() else "")


@contextmanager
def web(tmp_path: Path, *options: str, processes: int = 1, **more: str) -> Iterator[tuple[int, Running]]:
    """A web server as docker-compose.yml has it, but for its static files; its port. `more` are settings."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.web", "--bind", f"127.0.0.1:{port}", "--threads", "32"]
    command += ["--preload", "--workers", str(processes), "--no-control-socket", *options]
    with running(Program("web", command, tmp_path / "web.log", environ=environment(**more))) as server:
        server.wait_until(partial(answers, port), 60)
        yield port, server
