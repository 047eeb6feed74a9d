"""`make demo`: the whole portal on this machine, until Ctrl-C, SIGTERM or SIGHUP stops all of it (exit status 0)."""

import argparse
import errno
import http.client
import json
import socket
import sys
from contextlib import ExitStack
from typing import NoReturn

from dialogue_portal.machine.environment import LOCAL, ROOT, for_demo
from dialogue_portal.machine.prepare import prepare
from dialogue_portal.machine.processes import Program, ProgramDied, running
from dialogue_portal.machine.services import FolderInUse, held, services
from dialogue_portal.machine.supervisor import Stopped, stopping_on_signals, watch

LOGS = LOCAL / "log"
# As in docker-compose.yml: a worker that asks no other one for anything
ALONE = ("--loglevel", "INFO", "--without-gossip", "--without-mingle")
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
        prepare(environ)
        say("Starting the web server, the worker with beat")
        web, worker = [stack.enter_context(running(program)) for program in programs(port, environ)]
        web.wait_until(lambda: answers(port), seconds=180)
        say(WELCOME.format(site=site, logs=LOGS.relative_to(ROOT)))
        # It renders a page before it says so, in order to be quick afterwards; the pages need not wait for that.
        worker.wait_until(lambda: " ready." in worker.program.log.read_text(), seconds=180)
        say("The worker is ready as well.")
        watch([*both.own, web, worker])


def programs(port: int, environ: dict[str, str]) -> list[Program]:
    """In the order in which they start; they stop in the opposite one."""
    web = [sys.executable, "-m", "gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "32", "--graceful-timeout", "3"]
    web += ["--no-control-socket", "--access-logfile", "-"]
    worker = [sys.executable, "-m", "celery", "-A", "dialogue_portal", "worker", "--concurrency", "2"]
    worker += ALONE
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
