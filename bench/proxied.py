"""Visitors' pages as nginx keeps them with the portal's own rules, against nginx keeping them with hardly any.

A hundred requests go out at once over one kept connection, each from a network of its own, as the rules count them.
"""

import os
import socket
import tempfile
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

from bench.data import SLUG, fill_the_list
from bench.downloads import roots, web
from bench.harness import Row, quickest
from bench.pages import ROWS
from dialogue_portal.machine.nginx import MISSING, find_nginx, proxy, rules, temporary_folders

ROUNDS, AT_ONCE, BATCHES = 40, 100, 20
PAGES = {
    f"list of {ROWS} challenges": "/en/challenges/",
    "a challenge's page": f"/en/challenges/{SLUG}/",
    "a search": "/en/challenges/?q=deliveries",
}
KEEPING = """
daemon off; master_process off; pid {folder}/keeping.pid; error_log {folder}/keeping-error.log;
events {{ }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; {temporary}
  proxy_cache_path {folder}/kept levels=1:2 keys_zone=kept:10m use_temp_path=off;
  {compressing}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{web}; proxy_cache kept; proxy_cache_use_stale updating; }}
  }}
}}
"""
COMPRESSING = "gzip on; gzip_proxied any;"


def measure() -> list[Row]:
    nginx = find_nginx()
    if nginx is None:
        return [Row("pages through the proxy", f"not measured: {MISSING}")]
    fill_the_list(ROWS)
    os.environ["LOG_LEVEL"] = "ERROR"
    with tempfile.TemporaryDirectory(prefix="portal-nginx-") as name, web(Path(name)) as port:
        folder = Path(name)
        ours = rules(folder, port, **roots())
        return [
            *(row(nginx, folder, what, address, ours, keeping(folder, port)) for what, address in PAGES.items()),
            row(
                nginx,
                folder,
                "a challenge's page, compressed",
                PAGES["a challenge's page"],
                ours,
                keeping(folder, port, COMPRESSING),
                "Accept-Encoding: gzip\r\n",
            ),
        ]


def keeping(folder: Path, port: int, compressing: str = "") -> str:
    temporary = temporary_folders(folder)
    return KEEPING.format(folder=folder, port="{port}", web=port, temporary=temporary, compressing=compressing)


def row(nginx: str, folder: Path, what: str, address: str, ours: str, bare: str, headers: str = "") -> Row:
    with (
        proxy(nginx, folder, ours, "portal") as portal,
        proxy(nginx, folder, bare, "keeping") as plain,
        Visitors(portal, address, headers) as of_portal,
        Visitors(plain, address, headers) as of_plain,
    ):
        taken, baseline = (seconds / AT_ONCE for seconds in quickest(ROUNDS, of_portal.ask, of_plain.ask))
    against = f"nginx keeping it, no rules: {1 / baseline:,.0f} a second"
    return Row(f"{what}, kept by the proxy", f"{1 / taken:,.0f} a second", against, baseline / taken, "≥ 0.8")


class Visitors:
    """So many at once who ask for one address, and look at how much comes."""

    def __init__(self, port: int, address: str, headers: str) -> None:
        with urlopen(f"http://127.0.0.1:{port}{address}", timeout=60):
            pass  # from now on it is kept
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
        networks = [f"X-Forwarded-For: 100.{n >> 8}.{n & 255}.1\r\n\r\n" for n in range(BATCHES * AT_ONCE)]
        requests = [asked + network for network in networks]
        batches = ["".join(requests[place::BATCHES]) for place in range(BATCHES)]
        self.batches = cycle(batch.encode() for batch in batches)
        self.length = 0

    def __enter__(self) -> "Visitors":
        self.socket.sendall(next(self.batches))
        self.socket.settimeout(1)
        received = bytearray()
        try:
            while piece := self.socket.recv(1 << 18):
                received += piece
        except TimeoutError:
            self.socket.settimeout(60)
        if received.count(b"HTTP/1.1 200 OK\r\n") != AT_ONCE:
            raise SystemExit(f"Something else came: {bytes(received[:200])!r}")
        self.length = len(received)
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self) -> None:
        self.socket.sendall(next(self.batches))
        left = self.length
        while left > 0:
            if not (piece := self.socket.recv(1 << 18)):
                raise SystemExit("The connection ended.")
            left -= len(piece)
        if left:
            raise SystemExit("Another page came.")
