"""A real Celery worker with beat, to be killed as a machine that loses its power would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LEASE_SECONDS = "10"  # so long a dead worker's last mail or batch waits, of which a minute is the least elsewhere
MOST_SECONDS = 1800

Worker = subprocess.Popen[bytes]


@contextmanager
def working(folder: Path, mail_port: int, **settings: str) -> Iterator[Worker]:
    """A worker of two processes on this database and queue; its mails go to the port."""
    command = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", "--concurrency=2", "--beat"]
    environment = {
        **os.environ,
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "MAIL_LEASE_SECONDS": LEASE_SECONDS,
        "MAILING_LEASE_SECONDS": LEASE_SECONDS,
        **settings,
    }
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, f"--schedule={folder / 'beat'}"], env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            kill(process)


def kill(process: Worker) -> None:
    """The worker and all its children at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(true: Callable[[], bool], worker: Worker, look_every: float = 0.1) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not true():
        if worker.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("The worker ended, or did not come that far in time.")
        time.sleep(look_every)
