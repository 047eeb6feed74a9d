"""`make demo`: the whole portal on this machine, until Ctrl-C, SIGTERM or SIGHUP stops all of it (exit status 0)."""

import argparse
import errno
import http.client
import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from typing import NoReturn

from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.environment import LOCAL, LOCKS, ROOT, for_demo, times_of
from dialogue_portal.machine.processes import Program, ProgramDied, running, tail
from dialogue_portal.machine.services import FolderInUse, held, services
from dialogue_portal.machine.supervisor import Stopped, stopping_on_signals, watch

LOGS = LOCAL / "log"
WELCOME = """
The portal is up:  {site}/en/
Sign in:           {site}/en/account/login/   password nordic-demo
    manager@example.org   programme manager
    oslo@example.org      signatory of a municipality; the others have theirs
    admin@example.org     administrator
What the servers say is in {logs}. Ctrl-C stops all of it; the data stays.
"""


def main() -> None:
    port = _arguments().port
    try:
        with stopping_on_signals():
            run(port)
    except Stopped:
        say("Stopped: nothing is left running.")
    except FolderInUse as other:
        raise SystemExit(f"The demo of this checkout runs already ({other}). Stop that one first.") from None
    except ProgramDied as died:
        raise SystemExit(str(died)) from None


def run(port: int) -> NoReturn:
    site = f"http://127.0.0.1:{port}"
    with held(LOCAL, site), ExitStack() as stack:
        check_port(port)
        say("Starting PostgreSQL and Valkey")
        both = stack.enter_context(services(LOCAL, keep_data=True))
        environ = for_demo(port, both.urls)
        prepare(environ, database_name())
        say("Starting the web server, the worker with beat")
        web, worker = [stack.enter_context(running(program)) for program in programs(port, environ)]
        web.wait_until(lambda: answers(port), seconds=60)
        worker.wait_until(lambda: " ready." in worker.program.log.read_text(), seconds=60)
        say(WELCOME.format(site=site, logs=LOGS.relative_to(ROOT)))
        watch([*both.own, web, worker])


def prepare(environ: dict[str, str], database: str) -> None:
    """Migrates, collects and loads in a process of its own, unless all of it was done with these very files."""
    compile_catalogues()
    stamp, wanted = LOCAL / "prepared", f"{database}\n{sources()}"
    if stamp.exists() and stamp.read_text() == wanted and (LOCAL / "static").exists():
        return
    stamp.unlink(missing_ok=True)
    log = LOGS / "prepare.log"
    log.parent.mkdir(exist_ok=True)
    with open(log, "wb") as trouble:
        done = subprocess.run(
            [sys.executable, "-m", "dialogue_portal.machine.prepare"],
            env=environ,
            stdin=subprocess.DEVNULL,
            stderr=trouble,
            process_group=0,  # so that Ctrl-C reaches us first
            check=False,
        )
    if done.returncode != 0:
        raise SystemExit(f"That failed. Its log, {log}, ends:\n{tail(log)}")
    stamp.write_text(wanted)


def sources() -> str:
    ours = [path for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "." and path.name != "node_modules"]
    return times_of(ours, *LOCKS)


def database_name() -> str:
    """Tells one database from another, and one that was removed and made anew as well."""
    given, own = os.environ.get("DATABASE_URL"), LOCAL / "postgres"
    return given or f"{own} {own.stat().st_ino}"


def programs(port: int, environ: dict[str, str]) -> list[Program]:
    """In the order in which they start; they stop in the opposite one."""
    web = [sys.executable, "-m", "gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "3"]
    web += ["--no-control-socket", "--access-logfile", "-"]
    worker = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", "--concurrency", "2"]
    worker += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    # The only worker carries beat along, which spares a third import of everything.
    worker += ["--beat", "--schedule", str(LOCAL / "beat")]
    return [
        Program("The web server", web, LOGS / "web.log", environ=environ),
        Program("The worker", worker, LOGS / "worker.log", environ=environ),
    ]


def answers(port: int) -> bool:
    """Whether the web server is ready, the worker's heartbeat left out: it starts later, and its log tells of it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        parts = json.load(connection.getresponse())
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return False
    finally:
        connection.close()
    return all(state == "ok" for part, state in parts.items() if part not in {"ready", "worker"})


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as trouble:
            why = "is in use" if trouble.errno == errno.EADDRINUSE else f"cannot be used ({trouble.strerror})"
            other = port + 1 if port >= 1024 else 8000
            raise SystemExit(f"Port {port} {why}. Take another: make demo PORT={other}") from None


def say(text: str) -> None:
    print(text, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Runs the whole portal on this machine with its demo data.")
    parser.add_argument("--port", type=port_number, default=8000)
    return parser.parse_args()


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: make demo PORT=8001")
    return int(text)


if __name__ == "__main__":
    main()
