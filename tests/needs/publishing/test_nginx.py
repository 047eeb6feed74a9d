"""A real nginx with the portal's own rules before a real web server: every way to a brief says the same."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogue_portal.machine.nginx import MISSING, answers, find_nginx, proxy, rules
from dialogue_portal.machine.processes import Program, running
from dialogue_portal.machine.services import free_port
from needs.models import Attachment, Brief, DownloadCount
from needs.publishing.counting import count_log
from needs.publishing.releasing import release
from needs.publishing.rendering import render
from tests.factories import AttachmentFactory
from tests.needs.roles import person, signed_in
from tests.needs.scenes import ready_to_release
from tests.published import published_statement
from tests.running import database_url

NGINX = find_nginx()
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(NGINX is None, reason=f"Not tested with nginx: {MISSING}"),
]
ROOTS = {"media": "MEDIA_ROOT", "private": "PRIVATE_ROOT", "public": "PUBLIC_FILES_ROOT"}
VANS = "/{}/challenges/vans/v1/brief.pdf"
SAID = (
    "Accept-Ranges",
    "Cache-Control",
    "Content-Disposition",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "ETag",
    "Last-Modified",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


def seen(status: int, body: bytes, headers: Any) -> Answer:
    """Of what is not the file itself only what HTTP wants: each server has its own page for an error."""
    names = SAID if status in (200, 206) else ("ETag", "Cache-Control") if status == 304 else ("Content-Range",)
    return Answer(status, body if status < 300 else b"", {name: headers[name] for name in names if name in headers})


def from_portal(method: str, path: str, headers: dict[str, str]) -> Answer:
    response = getattr(Client(), method.lower())(path, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return seen(response.status_code, b"" if method == "HEAD" else body, response.headers)


def from_port(port: int, method: str, path: str, headers: dict[str, str]) -> Answer:
    response, body = asked(port, method, path, headers)
    assert "Set-Cookie" not in response.headers
    return seen(response.status, body, response.headers)


def asked(port: int, method: str, path: str, headers: dict[str, str]) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of nginx, which has gunicorn behind it; what nginx counted is in its log when both have stopped."""
    web, places = free_port(), {name: str(getattr(portal, name)) for name in ROOTS.values()}
    environ = {**os.environ, **places, "DATABASE_URL": database_url(), "X_ACCEL_PREFIX": "/stored/"}
    command = [sys.executable, "-m", "gunicorn", "tests.web", "--bind", f"127.0.0.1:{web}", "--threads", "2"]
    config = rules(folder, web, **{name: Path(places[root]) for name, root in ROOTS.items()})
    with running(Program("web", command, folder / "web.log", environ=environ)) as server:
        server.wait_until(partial(answers, web), 60)
        with proxy(str(NGINX), folder, config) as port:
            yield port


def test_portal_proxy_and_plain_file_give_the_same_answers_to_all_that_http_asks_of_a_file(tmp_path, settings) -> None:
    published_statement(challenge__slug="vans")
    (Path(settings.PUBLIC_FILES_ROOT) / VANS.format("sv")[1:]).unlink()
    known = {code: from_portal("HEAD", VANS.format(code), {}).headers for code in ("en", "sv")}
    asked: list[tuple[str, Callable[[dict[str, str]], dict[str, str]]]] = [
        ("GET", lambda said: {}),
        ("HEAD", lambda said: {}),
        ("GET", lambda said: {"Range": "bytes=0-3"}),
        ("GET", lambda said: {"Range": "bytes=-2"}),
        ("GET", lambda said: {"Range": "bytes=99-"}),
        ("GET", lambda said: {"Range": "bytes=0-3", "If-Range": said["ETag"]}),
        ("GET", lambda said: {"Range": "bytes=0-3", "If-Range": '"another"'}),
        ("GET", lambda said: {"If-None-Match": said["ETag"]}),
        ("HEAD", lambda said: {"If-None-Match": f'"another", {said["ETag"]}'}),
        ("GET", lambda said: {"If-None-Match": '"another"'}),
        ("GET", lambda said: {"If-Modified-Since": said["Last-Modified"]}),
        ("GET", lambda said: {"If-Match": said["ETag"]}),
        ("GET", lambda said: {"If-Match": '"another"'}),
    ]
    with served(tmp_path) as port:
        ask = partial(from_port, port)
        for code in ("en", "sv"):  # the one is a plain file, the other nginx is told by the portal to send
            for method, headers in asked:
                request = (method, VANS.format(code), headers(known[code]))
                assert ask(*request) == from_portal(*request), request
    assert known["en"]["ETag"].startswith('"')
    # The four that were whole are counted once, by whoever sent them; this process sent as many itself
    settings.DOWNLOAD_LOG = str(tmp_path / "downloads.log")
    assert count_log() == 4
    assert dict(DownloadCount.objects.values_list("language", "count")) == {"en": 8, "sv": 8}


def test_the_proxy_gives_everybody_what_he_may_have_and_nothing_else(tmp_path) -> None:
    published = published_statement(challenge__slug="vans")
    hidden = rendered_for_tomorrow()
    attachment = AttachmentFactory(content=b"%PDF-1.7 of Oslo", name="Möbler.pdf")
    with served(tmp_path) as port:
        a_brief_may_not_be_framed_and_wants_https_from_then_on_where_it_came_by_https(port)
        what_is_not_public_yet_is_reached_by_no_address(port, hidden, published.briefs.get(language="en"))
        a_private_file_comes_from_the_proxys_disk_for_whom_the_portal_allows_it_and_for_nobody_else(port, attachment)


def rendered_for_tomorrow() -> Brief:
    scene = ready_to_release()
    release(scene.statement, scene.manager, publish_at=timezone.now() + timedelta(days=1), zone="Europe/Oslo")
    brief = scene.statement.briefs.get(language="en")
    assert render(brief.pk)
    return Brief.objects.get(pk=brief.pk)


def a_brief_may_not_be_framed_and_wants_https_from_then_on_where_it_came_by_https(port: int) -> None:
    by_https, plain = (
        asked(port, "GET", VANS.format("en"), {"X-Forwarded-Proto": protocol})[0].headers
        for protocol in ("https", "http")
    )
    assert by_https["Content-Security-Policy"] == plain["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert (by_https["Strict-Transport-Security"], plain["Strict-Transport-Security"]) == ("max-age=31536000", None)


def what_is_not_public_yet_is_reached_by_no_address(port: int, hidden: Brief, shown: Brief) -> None:
    name, slug, public = hidden.file.name, hidden.statement.challenge.slug, shown.file.name
    assert from_port(port, "GET", VANS.format("en"), {}).status == 200
    found = {
        address: from_port(port, "GET", address, {}).status
        for address in (
            f"/en/challenges/{slug}/v1/brief.pdf",
            f"/en/challenges/{slug}/v1/edition-1/brief.pdf",
            f"/{name}",
            f"/stored/{name}",
            f"/stored/{public}",
            f"/stored//{name}",
            f"/en/../stored/{name}",
            f"/stored/public/../{name}",
            f"/media/{name}",
            f"/en/challenges/vans/v1/..%2f..%2f..%2f..%2f..%2f{name}",
        )
    }
    assert set(found.values()) <= {400, 404}, found


def a_private_file_comes_from_the_proxys_disk_for_whom_the_portal_allows_it_and_for_nobody_else(
    port: int, attachment: Attachment
) -> None:
    need, name = attachment.need, attachment.file.name
    address = reverse("workspace-need-attachment", args=[need.pk, attachment.pk])
    clients = {role: signed_in(person(role, need)) for role in ("editor", "supplier", "visitor")}
    cookies = {role: {"Cookie": client.cookies.output(header="", sep=";")} for role, client in clients.items()}
    own, body = asked(port, "GET", address, cookies["editor"])
    others = {role: asked(port, "GET", address, cookies[role])[0].status for role in ("supplier", "visitor")}
    guessed = {
        asked(port, "GET", place, cookies["editor"])[0].status
        for place in (f"/stored/private/{name}", f"/stored//private/{name}", f"/private/{name}", f"/{name}")
    }
    assert (own.status, body, own.headers["Server"].partition("/")[0]) == (200, b"%PDF-1.7 of Oslo", "nginx")
    assert own.headers["ETag"].endswith(f'-{len(body):x}"'), "nginx read it from the disk"
    assert "X-Accel-Redirect" not in own.headers
    from_us = clients["editor"].get(address)
    from_us.close()
    told = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy")
    assert [own.headers[name] for name in told] == [from_us.headers[name] for name in told]
    assert (others, guessed) == ({"supplier": 404, "visitor": 302}, {404})
