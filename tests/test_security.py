"""What docs/security.md promises of the whole portal; what it promises of a part stands with that part's tests."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import UserFactory
from tests.test_house import all_patterns, own_files

ROOT = Path(__file__).parents[1]
PASSWORD = "a-password-of-one's-own"
PRODUCTION = {
    "SITE_URL": "https://dialogue.example.org",
    "ALLOWED_HOSTS": "dialogue.example.org",
    "SECRET_KEY": "Qm4tZ1x9Wc7rT2vKpL8sYh3dNf6bGj5aXeUo0iRw-EzBMqHDnVCkSJPA",
    "BEHIND_PROXY": "1",
}
# Texts of our own that are HTML: each of these modules makes its elements of escaped parts
MARKED_SAFE = {
    "core/drawing.py",
    "core/icons.py",
    "core/letters.py",
    "core/markup.py",
    "core/own_pages.py",
    "core/pictures.py",
    "core/stacks.py",
    "core/templatetags/portal.py",
    "dialogue_portal/pictures.py",
    "dialogues/pictures.py",
    "events/agenda.py",
    "municipalities/map.py",
    "needs/views/public.py",
}
# A mail program stops a subscription in one step, without a page that could give it a token (RFC 8058)
WITHOUT_TOKEN = {"follow-unsubscribe"}


@pytest.fixture
def person() -> UserFactory:
    return UserFactory(email="aino@example.org", password=PASSWORD)


def sign_in(client: Client, **more: str):
    return client.post("/en/account/login/", {"login": "aino@example.org", "password": PASSWORD, **more})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/", "/en/account/login/", "/en/workspace/", "/en/no-such-page/", "/healthz"])
def test_every_answer_tells_the_browser_what_it_may_not_do(address: str) -> None:
    headers = Client().get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= {
        part.strip() for part in policy.split(";")
    }
    assert "unsafe" not in policy
    powers = dict(re.findall(r"([\w-]+)=\(([^)]*)\)", headers["Permissions-Policy"]))
    assert {power for power, who in powers.items() if who} == {
        "camera",
        "publickey-credentials-create",
        "publickey-credentials-get",
    }
    assert {"geolocation", "microphone", "payment"} <= set(powers)


def test_with_https_everything_that_django_knows_to_ask_for_is_on() -> None:
    """Also what only an https address switches on: secure cookies, HSTS. What is silenced is said in the settings."""
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(
        asked,
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


SIGNED_IN_BY_HTTPS = """
import json

import django
from django.contrib.messages import success
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.middleware.security import SecurityMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

django.setup()

from events.boards.people import remember
from events.models import BoardGuest

def view(request):
    request.session.save = lambda **how: None  # there is no table
    request.session["any"] = 1
    request.session._session_key = "k" * 32
    success(request, "Saved.")
    get_token(request)
    response = HttpResponse()
    remember(response, BoardGuest(pk=1, event_id=7))
    return response

for layer in (CsrfViewMiddleware, MessageMiddleware, SessionMiddleware, SecurityMiddleware):
    view = layer(view)
request = RequestFactory().get("/", secure=True, headers={"X-Forwarded-Proto": "https"})
response = view(request)
print(json.dumps([response.headers.get("Strict-Transport-Security"), response.cookies.output(header="").splitlines()]))
"""


@pytest.mark.parametrize(
    ("more", "policy"), [({}, "max-age=31536000"), ({"HSTS_SUBDOMAINS": "1"}, "max-age=31536000; includeSubDomains")]
)
def test_with_https_cookies_are_this_host_s_alone_and_no_script_reads_a_sign_in(more: dict, policy: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SIGNED_IN_BY_HTTPS],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    header, cookies = json.loads(told.stdout)
    assert header == policy
    by_name = {cookie.strip().partition("=")[0]: set(cookie.split("; ")) for cookie in cookies}
    assert set(by_name) == {"__Host-sessionid", "__Host-csrftoken", "__Host-messages", "__Host-board-7"}
    for name, attributes in by_name.items():
        assert {"Secure", "Path=/", "SameSite=Lax"} <= attributes, name
        assert not any(attribute.startswith("Domain") for attribute in attributes), name
        assert ("HttpOnly" in attributes) == (name != "__Host-csrftoken"), name


def test_a_name_that_is_not_ours_is_not_answered() -> None:
    assert Client().get("/en/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(person, client: Client, wanted: str) -> None:
    assert sign_in(client, next=wanted).headers["Location"] == reverse("workspace")


@pytest.mark.django_db
def test_a_session_that_somebody_else_began_is_not_signed_in(person, client: Client) -> None:
    client.get("/en/account/login/")
    client.session.save()
    before = client.session.session_key
    assert sign_in(client).status_code == 302
    assert client.session.session_key != before
    other = Client()
    other.cookies["sessionid"] = before
    assert other.get("/en/workspace/").status_code == 302


def test_a_form_wants_its_token_or_the_browsers_word_on_where_it_comes_from() -> None:
    free = {pattern.name: pattern.callback for pattern in all_patterns() if is_exempt(pattern.callback)}
    assert len(free) > 5
    for name in set(free) - WITHOUT_TOKEN:
        request = RequestFactory().post("/en/", headers={"Sec-Fetch-Site": "cross-site"})
        assert free[name](request).status_code == 403, name


def is_exempt(view: Any) -> bool:
    return getattr(view, "csrf_exempt", False)


def test_a_form_takes_only_the_fields_that_it_names() -> None:
    for path in own_files("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name == "Meta":
                names = {target.id for item in node.body if isinstance(item, ast.Assign) for target in item.targets}
                assert "exclude" not in names, path
                assert '"__all__"' not in ast.unparse(node).replace("'", '"'), path


def test_what_is_marked_as_html_is_made_where_it_is_looked_at() -> None:
    marking = re.compile(r"\bmark_safe\(|\bSafeString\(")
    found = {str(path.relative_to(ROOT)) for path in own_files("*.py") if marking.search(path.read_text())}
    assert found <= MARKED_SAFE


def test_the_table_has_every_chapter_and_for_each_line_a_test() -> None:
    text = (ROOT / "docs/security.md").read_text().partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")][1:]
    assert [row[0].split()[0] for row in rows if row[0]] == [f"V{number}" for number in range(1, 18)]
    assert [row for row in rows if len(row) != 5 or not re.search("`(tests/|make check)", row[4])] == []


def test_every_file_that_the_table_names_is_there() -> None:
    table = (ROOT / "docs/security.md").read_text()
    named = {name for name in re.findall(r"`([\w./-]+)`", table) if "/" in name or name.endswith((".py", ".txt"))}
    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).is_file()] == []
