"""A brief's download as the portal serves it, by nginx with the rules of docs/operations/nginx.conf and by gunicorn,
against nginx serving the bare file, all on this machine."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from bench.data import SLUG
from bench.harness import Row, milliseconds, quickest
from dialogue_portal.machine.nginx import MISSING, answers, find_nginx, proxy, rules, temporary_folders
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port
from needs.models import Brief
from needs.publishing.placing import place_missing

ROUNDS = 300
ROOTS = {"media": "MEDIA_ROOT", "private": "PRIVATE_ROOT", "public": "PUBLIC_FILES_ROOT"}
# The quickest that there is: one process, files sent by the kernel, connections kept
BARE = """
daemon off; master_process off; pid {folder}/bare.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000; types {{ application/pdf pdf; }}
  {temporary}
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def measure() -> list[Row]:
    nginx = find_nginx()
    if nginx is None:
        return [Row("a brief's download", f"not measured: {MISSING}")]
    place_missing()
    brief = Brief.objects.get(statement__challenge__slug=SLUG, language="en")
    address = f"/en/challenges/{SLUG}/v{brief.statement.number}/brief.pdf"
    expected = default_storage.open(brief.file.name).read()
    with tempfile.TemporaryDirectory(prefix="portal-nginx-") as name:
        folder = Path(name)
        with (
            web(folder) as ours,
            proxy(nginx, folder, bare_config(folder, os.environ["MEDIA_ROOT"]), "bare") as bare,
            proxy(nginx, folder, rules(folder, ours, **roots()), "portal") as portal,
            Connection(ours, address, expected) as by_gunicorn,
            Connection(portal, address, expected) as by_nginx,
            Connection(bare, f"/{brief.file.name}", expected) as plain,
        ):
            app, placed, baseline = quickest(ROUNDS, by_gunicorn.get, by_nginx.get, plain.get)
            counted = (folder / "downloads.log").read_text().count(address)
    if not counted:
        raise SystemExit("The portal's own nginx.conf did not serve the placed file.")
    against = f"nginx serving the file: {milliseconds(baseline)}"
    what = f"a brief's download ({len(expected) / 1000:.0f} kB) through"
    return [
        Row(f"{what} nginx, the portal's rules", milliseconds(placed), against, baseline / placed, "≥ 0.7"),
        Row(f"{what} gunicorn, where it is not placed", milliseconds(app), against, baseline / app),
    ]


def roots() -> dict[str, Path]:
    """The folders of files that the proxy knows."""
    return {name: Path(getattr(settings, root)) for name, root in ROOTS.items()}


def bare_config(folder: Path, root: str) -> str:
    return BARE.format(folder=folder, port="{port}", root=root, temporary=temporary_folders(folder))


class Connection:
    """A kept connection that asks for one address again and again, and looks at what comes."""

    def __init__(self, port: int, address: str, expected: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        self.expected = expected

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def get(self) -> None:
        self.socket.sendall(self.request)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0 or len(received) < end + 4 + len(self.expected):
            if not (piece := self.socket.recv(1 << 18)):
                raise SystemExit(f"The connection ended after {bytes(received[:200])!r}")
            received += piece
        if not received.endswith(self.expected):
            raise SystemExit("Another file came back.")


@contextmanager
def web(folder: Path, workers: int = 1) -> Iterator[int]:
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "tests.web", "--bind", f"127.0.0.1:{port}"]
    command = [
        *gunicorn,
        "--preload",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--keep-alive",
        "30",
        "--workers",
        str(workers),
    ]
    with running(Program("gunicorn", command, folder / "gunicorn.log")) as server:
        server.wait_until(partial(answers, port), 60)
        yield port
