"""What holds for every page that is read by everybody, and how tests read pages."""

import re
from html import unescape
from typing import Any

from django.forms import BaseForm
from django.test import Client

from core.public import FOR_A_MINUTE


def text_of(html: str) -> str:
    """A page's words, without its head, in one line."""
    body = html[html.index("<body") :]
    return " ".join(unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL)).split())


def read(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return text_of(response.content.decode())


def in_order(html: str, *words: str) -> bool:
    """Whether each of these stands there once, one after the other."""
    return [html.count(word) for word in words] == [1] * len(words) and sorted(words, key=html.index) == list(words)


def asked_by(html: str, action: str) -> str:
    """The words that are opened first, before the form can be sent there; nothing where the form stands open."""
    before, found, _after = html.rpartition(f'action="{action}"')
    assert found
    opened = before.rpartition("<details")[2]
    summary = "" if "</details>" in opened else opened.partition("<summary>")[2].partition("</summary>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", summary)).split())


def filled(form: BaseForm) -> dict[str, Any]:
    """What a browser sends of a form, with nothing changed."""
    return {field.html_name: "" if field.value() is None else field.value() for field in form}


def title_of(path: str) -> str:
    html = Client().get(path).content.decode()
    return " ".join(unescape(html.split("<title>")[1].split("</title>")[0]).split())


def assert_same_for_everybody(path: str) -> None:
    """No cookie, no session, kept by caches for a minute, and not sent again to who has it."""
    client = Client()
    response = client.get(path)
    assert response.status_code == 200
    assert client.cookies == {}
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]
    assert response.headers["Cache-Control"] == FOR_A_MINUTE
    again = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
