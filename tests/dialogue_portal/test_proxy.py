"""nginx with the portal's own rules: what it keeps and for how long, what it refuses, and what it says then.

Behind it answers a web server that says what each test wants said, and remembers what it was asked.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

from dialogue_portal.machine.nginx import MISSING, find_nginx, proxy, rules

NGINX = find_nginx()
pytestmark = pytest.mark.skipif(NGINX is None, reason=f"Not tested with nginx: {MISSING}")
TWO_GIGABYTES = 2 * 1024**3
# As the portal says it of its public pages (core/public.py), only shorter
SHORT = "public, max-age=1, stale-while-revalidate=1"
LONG = "public, max-age=600"


class Said(NamedTuple):
    status: int = 200
    body: str = "a page"
    headers: tuple[tuple[str, str], ...] = (("Cache-Control", LONG),)


class Web:
    """The web server behind the proxy: `says` has an answer for each address, `asked` all that came."""

    def __init__(self) -> None:
        self.says: Callable[[str], Said] = lambda path: Said()
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append((self.command, self.path, dict(self.headers)))
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                said = web.says(self.path)
                self.send_response(said.status)
                for name, value in (*said.headers, ("Content-Length", str(len(said.body)))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said.body.encode())

            do_POST = do_GET  # noqa: N815 - http.server calls it so

            def handle(self) -> None:
                with suppress(ConnectionResetError):  # nginx ended before us
                    super().handle()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Answer(NamedTuple):
    status: int
    body: str
    headers: dict[str, str]


class Visitor(NamedTuple):
    """Asks the proxy, from any network: nginx believes what stands before it on this machine."""

    port: int

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"X-Forwarded-For": "192.0.2.7", **named})
            response = connection.getresponse()
            return Answer(response.status, response.read().decode(), dict(response.headers))
        finally:
            connection.close()


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.stop()


@pytest.fixture
def visitor(tmp_path: Path, web: Web) -> Iterator[Visitor]:
    config = rules(tmp_path, web.port, media=tmp_path, private=tmp_path, public=tmp_path)
    with proxy(str(NGINX), tmp_path, config) as port:
        yield Visitor(port)


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_public_page_is_made_once_for_all_and_anew_when_its_time_is_over(web: Web, visitor: Visitor) -> None:
    def slowly(path: str) -> Said:
        time.sleep(0.3)
        return Said(body="first", headers=(("Cache-Control", SHORT), ("ETag", '"1"')))

    web.says = slowly
    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(lambda _number: visitor.ask("/en/"), range(20)))
    assert {(answer.status, answer.body, answer.headers["Cache-Control"]) for answer in answers} == {
        (200, "first", SHORT)
    }
    assert len(web.asked) == 1
    assert visitor.ask("/en/", If_None_Match='W/"1"').status == 304
    web.says = lambda path: Said(body="second", headers=(("Cache-Control", SHORT),))
    until(lambda: visitor.ask("/en/").body == "second")


@pytest.mark.fault
def test_the_page_as_it_was_last_is_shown_while_the_portal_fails_or_is_away_and_what_is_gone_is_gone(
    web: Web, visitor: Visitor
) -> None:
    web.says = lambda path: Said(body="known", headers=(("Cache-Control", SHORT),))
    assert {visitor.ask(path).body for path in ("/en/", "/en/needs/1/")} == {"known"}
    web.says = lambda path: Said(404, "gone", ())
    until(lambda: visitor.ask("/en/needs/1/").status == 404)
    web.says = lambda path: Said(503, "busy", ())
    time.sleep(2.1)  # longer than it may be shown without asking
    assert [visitor.ask(path)[:2] for path in ("/en/", "/en/needs/1/")] == [(200, "known"), (404, "gone")]
    web.stop()
    assert [visitor.ask(path).status for path in ("/en/", "/en/needs/1/", "/en/never-seen/")] == [200, 404, 502]


@pytest.mark.parametrize("session", ["sessionid", "__Host-sessionid"])
def test_nothing_is_kept_that_is_anybodys_own_or_may_be_taken_away(web: Web, visitor: Visitor, session: str) -> None:
    kept = ("Cache-Control", LONG)
    says = {
        "/cookie/": (kept, ("Set-Cookie", "csrftoken=x")),
        "/private/": (("Cache-Control", "private, max-age=600"),),
        "/no-store/": (("Cache-Control", "no-store, max-age=600"),),
        "/silent/": (),
        "/for-ever/": (("Cache-Control", "public, max-age=31536000, immutable"),),
        "/public/": (kept,),
        "/varies/": (kept, ("Vary", "Accept-Language")),
    }
    web.says = lambda path: Said(headers=says[path])
    own = {"Cookie": f"board-7=y; {session}=x"}, {"Authorization": "Bearer x"}
    for path in says:
        for headers in ({}, {}, *own, {"Accept-Language": "sv"}, {"Accept-Language": "sv"}, {}):
            visitor.ask(path, **headers)
    times = {path: sum(path == asked for _method, asked, _headers in web.asked) for path in says}
    assert times == {**dict.fromkeys(says, 7), "/public/": 3, "/varies/": 4}
    # Another host, the other protocol, another question: other pages. HEAD and GET are of the same
    web.asked.clear()
    for headers in ({}, {"Host": "other.example.org"}, {"X-Forwarded-Proto": "https"}):
        for method, path in (("HEAD", "/public/"), ("GET", "/public/")):
            visitor.ask(path, method, **headers)
    assert len(web.asked) == 2, "with Host of the port it was there already"


def test_where_nothing_is_kept_nobody_waits_for_another_and_what_a_browser_knows_is_asked(
    web: Web, visitor: Visitor
) -> None:
    def slowly(path: str) -> Said:
        at_once.wait(timeout=30)  # until all of them have come
        return Said(headers=(("Cache-Control", "no-store"),))

    at_once, web.says = threading.Barrier(10), slowly
    with ThreadPoolExecutor(10) as many:
        answers = list(
            many.map(lambda _number: visitor.ask("/en/events/board/5/live/?since=4", If_None_Match='"4"'), range(10))
        )
    assert {answer.status for answer in answers} == {200}
    assert [headers.get("If-None-Match") for _method, _path, headers in web.asked] == ['"4"'] * 10


def test_no_form_for_everybody_is_among_what_is_kept() -> None:
    """By the proxy's own list: each address whose answer is never the same."""
    written = re.search(r'"~\^ (/\.\./.+)" off;', (settings.BASE_DIR / "docs/operations/nginx.conf").read_text())
    assert written is not None
    left_out = re.compile(written[1])
    addresses = set(forms_for_everybody(get_resolver().url_patterns))
    assert len(addresses) > 20
    assert [address for address in sorted(addresses) if not left_out.match(address)] == []
    assert [path for path in ("/en/", "/en/events/x/", "/en/follow/", "/en/interest/") if left_out.match(path)] == []


def forms_for_everybody(patterns: list[Any], before: str = "/") -> Iterator[str]:
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from forms_for_everybody(pattern.url_patterns, address)
        elif getattr(pattern.callback, "csrf_exempt", False):
            yield re.sub(r"<[^>]+>", "x", address)


def test_a_static_file_is_fetched_once_in_each_way_that_it_lies_ready(web: Web, visitor: Visitor) -> None:
    for encodings in ("gzip, deflate, br, zstd", "br;q=1.0, gzip", "gzip, deflate", "gzip", "identity", ""):
        visitor.ask("/static/portal.css", Accept_Encoding=encodings)
    assert [headers.get("Accept-Encoding") for _method, _path, headers in web.asked] == ["br", "gzip", None]


@pytest.mark.fault
def test_while_two_releases_serve_a_static_file_comes_from_the_one_that_has_it(web: Web, tmp_path: Path) -> None:
    def only(beginning: str, path: str) -> Said:
        return Said() if path.startswith(beginning) else Said(404, "not here", ())

    next_web = Web()
    web.says, next_web.says = partial(only, "/static/old"), partial(only, "/static/new")
    config = rules(tmp_path, web.port, media=tmp_path, private=tmp_path, public=tmp_path)
    both = f"http {{ upstream webs {{ server 127.0.0.1:{web.port}; server 127.0.0.1:{next_web.port}; }}"
    config = config.replace("http {", both, 1).replace(f"http://127.0.0.1:{web.port}", "http://webs")
    with proxy(str(NGINX), tmp_path, config) as port:
        visitor = Visitor(port)
        paths = [f"/static/{release}-{number}.css" for number in range(4) for release in ("old", "new")]
        assert {visitor.ask(path).status for path in paths} == {200}
        asked = len(web.asked) + len(next_web.asked)
        assert {visitor.ask(path).status for path in paths} == {200}
        assert len(web.asked) + len(next_web.asked) == asked, "each is kept by then"
        assert [visitor.ask("/static/gone.css")[:2] for _time in range(2)] == [(404, "not here")] * 2
        assert visitor.ask("/en/gone/").status == 404
        gone = [path for server in (web, next_web) for _method, path, _headers in server.asked if "gone" in path]
        assert sorted(gone) == ["/en/gone/", *["/static/gone.css"] * 4], "a page is nobody else's to answer"
    next_web.stop()


def test_who_asks_too_often_reads_a_page_that_says_so_and_nobody_else_is_kept_out(web: Web, visitor: Visitor) -> None:
    web.says = lambda path: Said(429, "too many", (("Cache-Control", "no-store"),)) if "too-many" in path else Said()

    def sign_in(network: str) -> Answer:
        return visitor.ask("/nb/account/login/", "POST", "login=x", X_Forwarded_For=network)

    answers = [sign_in(f"192.0.2.{number}") for number in range(90)]
    refused = [answer for answer in answers if answer.status == 429]
    assert len(refused) > 10
    assert {(answer.body, answer.headers["Cache-Control"]) for answer in refused} == {("too many", "no-store")}
    assert [path for _method, path, _headers in web.asked].count("/nb/too-many/") == 1
    assert sign_in("198.51.100.1").status == sign_in("2001:db8:1::1").status == 200
    assert visitor.ask("/nb/account/login/").body == "a page", "reading is counted apart, and not the page of refusal"


def test_two_gigabytes_are_refused_before_they_are_sent_and_lead_to_the_page_that_says_what_to_do(
    web: Web, visitor: Visitor
) -> None:
    for path, page in {"/nb/events/x/": "/nb/too-large/", "/account/": "/en/too-large/"}.items():
        answer = visitor.ask(path, "POST", "x" * 1000, Content_Length=str(TWO_GIGABYTES))
        assert (answer.status, answer.headers["Location"]) == (303, page)
    assert web.asked == []
    assert visitor.ask("/nb/events/x/", "POST", "x" * 1000).status == 200
