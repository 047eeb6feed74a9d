"""People at a real web server: signed in, or anybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from importlib import import_module
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

WRITERS = 3
PACE = 0.4  # seconds from one's answer to her next form
TOKEN = "t" * 32  # a browser that was given one for its forms


class Answer(NamedTuple):
    """Status 0 where there was none: the server hung up, or did not take the call."""

    status: int
    html: str = ""
    headers: dict[str, str] = {}


def ask(port: int, path: str, form: dict[str, Any] | None = None, session: str = "") -> Answer:
    cookies = f"csrftoken={TOKEN}; {settings.SESSION_COOKIE_NAME}={session}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    body = None if form is None else urlencode({**form, "csrfmiddlewaretoken": TOKEN})
    line = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        line.request("GET" if form is None else "POST", path, body, headers)
        response = line.getresponse()
        return Answer(response.status, response.read().decode(), dict(response.headers))
    except (OSError, HTTPException):
        return Answer(0)
    finally:
        line.close()


def signed_in(person: Any) -> str:
    """The key of a session of hers."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@contextmanager
def people(work: Callable[[int, Event], None]) -> Iterator[None]:
    """Some who work all the time, until the block ends; each then ends what she is at."""
    stop = Event()
    threads = [Thread(target=work, args=[number, stop], daemon=True) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=180)
    assert not any(thread.is_alive() for thread in threads)
