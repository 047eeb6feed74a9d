"""A Sentry is told what went wrong and where, and nothing that somebody typed, asked for or is."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import brotli
import pytest
from django.db import connection

from tests.faults.asking import ask
from tests.running import wait_until, web

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def sentry() -> Iterator[tuple[str, list[str]]]:
    """Takes what it is told; its DSN, and what it was told."""
    told: list[str] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(brotli.decompress(body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Takes) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://key@127.0.0.1:{server.server_address[1]}/1", told
        server.shutdown()


@contextmanager
def a_table_is_gone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_registration RENAME TO events_gone")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE events_gone RENAME TO events_registration")


def test_an_error_is_told_without_what_the_person_sent(tmp_path: Path) -> None:
    with sentry() as (dsn, told), web(tmp_path, SENTRY_DSN=dsn) as (port, _server), a_table_is_gone():
        path = "/en/events/registration/AbcdefghijKlmnopqrstUvwxyz012345/cancel/?q=asked"
        page = ask(port, path, {"name": "typed"}, session="cookie")
        assert page.status == 500
        wait_until(lambda: bool(told), tmp_path)
    [event] = [json.loads(line) for line in told[0].splitlines() if '"exception"' in line]
    [*_causes, error] = event["exception"]["values"]
    assert (error["type"], error["value"]) == ("ProgrammingError", "")
    assert error["stacktrace"]["frames"]
    [reference] = re.findall(r"\b[0-9a-f]{8}\b", page.html)
    assert event["tags"] == {"number": reference}
    for secret in ("AbcdefghijKlmnopqrstUvwxyz012345", "asked", "typed", "cookie", "127.0.0.1"):
        assert secret not in "".join(told)
