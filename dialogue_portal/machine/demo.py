"""`make demo`: the whole portal on this machine, until Ctrl-C, SIGTERM or SIGHUP stops all of it (exit status 0)."""

import argparse
import errno
import http.client
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from typing import NoReturn

from dialogue_portal.machine.catalogues import compile_catalogues
from dialogue_portal.machine.environment import LOCAL, ROOT, for_demo
from dialogue_portal.machine.processes import Program, ProgramDied, running, tail
from dialogue_portal.machine.services import FolderInUse, held, services
from dialogue_portal.machine.supervisor import Stopped, stopping_on_signals, watch

LOGS = LOCAL / "log"
WELCOME = """
The portal is up:  {site}/en/
Sign in:           {site}/en/account/login/   password nordic-demo
    manager@example.org   programme manager
    oslo@example.org      a municipality; so have the others theirs
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
        say("Starting the web server, the worker and its clock")
        started = [stack.enter_context(running(program)) for program in programs(port, environ)]
        started[0].wait_until(lambda: answers(port), seconds=60)
        say(WELCOME.format(site=site, logs=LOGS.relative_to(ROOT)))
        watch([*both.own, *started])


def prepare(environ: dict[str, str]) -> None:
    """Everything between the services and the servers; each step does nothing where nothing changed."""
    compile_catalogues()
    manage("Bringing the database up to date", environ, "migrate", "--no-input")
    collect_static(environ)
    manage("Loading the demo", environ, "load_demo")


def programs(port: int, environ: dict[str, str]) -> list[Program]:
    """In the order in which they start; they stop in the opposite one."""
    celery = [sys.executable, "-m", "celery", "-A", "dialogue_portal"]
    gunicorn = [sys.executable, "-m", "gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    quiet = ["--graceful-timeout", "3", "--no-control-socket", "--access-logfile", "-"]
    worker = ["worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    clock = ["beat", "--loglevel", "INFO", "--schedule", str(LOCAL / "beat"), "--pidfile="]
    return [
        Program("The web server", [*gunicorn, *threads, *quiet], LOGS / "web.log", environ=environ),
        Program("The worker", [*celery, *worker], LOGS / "worker.log", environ=environ),
        Program("The worker's clock", [*celery, *clock], LOGS / "beat.log", environ=environ, grace=3),
    ]


def manage(what: str, environ: dict[str, str], *command: str) -> None:
    """One management command, in a process group of its own so that Ctrl-C reaches us first."""
    say(what)
    LOGS.mkdir(exist_ok=True)
    log = LOGS / f"{command[0]}.log"
    with open(log, "wb") as out:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            process_group=0,
            check=False,
        )
    if done.returncode != 0:
        raise SystemExit(f"{what} failed. Its log, {log}, ends:\n{tail(log)}")


def collect_static(environ: dict[str, str]) -> None:
    stamp, wanted = LOCAL / "static.stamp", static_inputs()
    if stamp.exists() and stamp.read_text() == wanted and (LOCAL / "static").exists():
        return
    stamp.unlink(missing_ok=True)
    manage("Collecting the static files", environ, "collectstatic", "--no-input", "--clear")
    stamp.write_text(wanted)


def static_inputs() -> str:
    """Changes whenever a static file, or what brings static files along, changes."""
    folders = [ROOT / "static", *(ROOT / app / "static" for app in os.listdir(ROOT) if not app.startswith("."))]
    sources = [ROOT / "package-lock.json", ROOT / "requirements.txt", ROOT / "dialogue_portal/settings.py"]
    sources += [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}" for path in sorted(sources))


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


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
