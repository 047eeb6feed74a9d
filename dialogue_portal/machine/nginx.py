"""nginx with the portal's own rules (docs/operations/nginx.conf) on this machine: for tests, and for measuring."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from dialogue_portal.machine.environment import ROOT
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port
from dialogue_portal.machine.system import find_program

RULES = ROOT / "docs/operations/nginx.conf"
MISSING = "there is no nginx here (Debian: apt-get install nginx-light)"
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def find_nginx() -> str | None:
    return find_program("nginx")


def rules(folder: Path, web: int, *, media: Path, private: Path, public: Path) -> str:
    """The rules as they are, with this machine's folders and ports; `web` is the port that the portal listens on."""
    changes = {
        "worker_processes auto;": f"daemon off; master_process off; pid {folder}/portal.pid;",
        "pid /tmp/nginx.pid;": "",
        "error_log /dev/stderr alert;": f"error_log {folder}/error.log alert;",
        "access_log /dev/stdout requests;": f"access_log off; keepalive_requests 100000; {temporary_folders(folder)}",
        "/var/cache/nginx": f"{folder}/cache",
        "listen 8080 default_server;": "listen 127.0.0.1:{port};",
        "http://web:8000": f"http://127.0.0.1:{web}",
        "/srv/media/public": str(public),
        "/srv/media/": f"{media}/",
        "/srv/private/": f"{private}/",
        "/srv/downloads/downloads.log": f"{folder}/downloads.log",
    }
    text = RULES.read_text()
    for here, there in changes.items():
        if here not in text:
            raise SystemExit(f"docs/operations/nginx.conf has no {here!r} any more.")
        text = text.replace(here, there)
    return text


def temporary_folders(folder: Path) -> str:
    return " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS)


@contextmanager
def proxy(nginx: str, folder: Path, config: str, name: str = "nginx") -> Iterator[int]:
    """A running nginx; its port, which is written in `config` as "{port}"."""
    port = free_port()
    path = folder / f"{name}.conf"
    path.write_text(config.replace("{port}", str(port)))
    program = Program(name, [nginx, "-c", str(path), "-p", str(folder)], folder / f"{name}.log")
    with running(program) as server:
        server.wait_until(partial(answers, port), 10)
        yield port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
