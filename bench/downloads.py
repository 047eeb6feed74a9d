"""A brief's download through the portal's own server against nginx serving the file, both on this machine."""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage

from bench.data import SLUG
from bench.harness import Row, milliseconds, quickest
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port
from needs.models import Brief

ROUNDS = 300
# What production has in front: one process, files sent by the kernel, connections kept
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; types {{ application/pdf pdf; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def measure() -> list[Row]:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        return [Row("a brief's download", "not measured: there is no nginx here")]
    brief = Brief.objects.get(statement__challenge__slug=SLUG, language="en")
    with (
        tempfile.TemporaryDirectory(prefix="portal-nginx-") as folder,
        files(nginx, Path(folder)) as plain,
        web(Path(folder)) as ours,
    ):
        address = f"/en/challenges/{SLUG}/v{brief.statement.number}/brief.pdf"
        expected = default_storage.open(brief.file.name).read()
        with Connection(ours, address, expected) as portal, Connection(plain, f"/{brief.file.name}", expected) as bare:
            taken, baseline = quickest(ROUNDS, portal.get, bare.get)
    return [
        Row(
            f"a brief's download ({len(expected) / 1000:.0f} kB) through gunicorn",
            milliseconds(taken),
            f"nginx serving the file: {milliseconds(baseline)}",
            baseline / taken,
        )
    ]


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
def files(nginx: str, folder: Path) -> Iterator[int]:
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, root=os.environ["MEDIA_ROOT"]))
    program = Program("nginx", [nginx, "-c", str(config), "-p", str(folder)], folder / "nginx.log")
    with running(program) as server:
        server.wait_until(partial(answers, port), 10)
        yield port


@contextmanager
def web(folder: Path) -> Iterator[int]:
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "dialogue_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    command = [*gunicorn, "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30"]
    with running(Program("gunicorn", command, folder / "gunicorn.log")) as server:
        server.wait_until(partial(answers, port), 60)
        yield port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
