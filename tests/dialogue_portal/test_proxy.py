"""nginx with the portal's own rules: what is far too large is refused before it is read, in the reader's language."""

import socket
from pathlib import Path

import pytest

from dialogue_portal.machine.nginx import MISSING, find_nginx, proxy, rules
from dialogue_portal.machine.services import free_port

NGINX = find_nginx()
pytestmark = pytest.mark.skipif(NGINX is None, reason=f"Not tested with nginx: {MISSING}")
TWO_GIGABYTES = 2 * 1024**3


def answer_to(port: int, path: str, length: int) -> list[str]:
    """The lines of an answer's head, to a form of which the beginning is sent."""
    head = f"POST {path} HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode() + b"x" * 1000)
        said = line.recv(65536)
    return said.partition(b"\r\n\r\n")[0].decode().splitlines()


def test_two_gigabytes_are_refused_before_they_are_sent_and_lead_to_the_page_that_says_what_to_do(
    tmp_path: Path,
) -> None:
    config = rules(tmp_path, free_port(), media=tmp_path, public=tmp_path)
    with proxy(str(NGINX), tmp_path, config) as port:
        for path, page in {"/nb/events/x/": "/nb/too-large/", "/account/": "/en/too-large/"}.items():
            head = answer_to(port, path, TWO_GIGABYTES)
            assert head[0] == "HTTP/1.1 303 See Other"
            assert f"Location: {page}" in head
        assert answer_to(port, "/nb/events/x/", 1000)[0] == "HTTP/1.1 502 Bad Gateway", "the portal is asked"
