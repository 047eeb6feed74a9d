"""Every address, every kind of person: nobody gets further than was declared in tests/access/."""

import re
from contextlib import nullcontext
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import URLPattern, reverse

from tests.access import (
    accounts,
    boards,
    core,
    dialogues,
    events,
    meetings,
    municipalities,
    needs,
    people,
    questions,
    reading,
    requests,
    roof,
    suppliers,
    telling,
)
from tests.access.world import EVERYBODY, NOBODY, Access, World
from tests.test_house import all_patterns, endpoints, module_of

pytestmark = pytest.mark.django_db

DECLARED = {
    name: access
    for app in (
        roof,
        core,
        accounts,
        dialogues,
        municipalities,
        people,
        needs,
        suppliers,
        questions,
        reading,
        requests,
        events,
        boards,
        meetings,
        telling,
    )
    for name, access in app.ACCESS.items()
}
READ, SEND, NEVER = ("get", "head"), ("post",), ("patch", "delete")
WRITES = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM|FOR (NO KEY )?UPDATE)\b(?: OF)? ?"?(?P<table>\w*)')
# Who reads has a session, downloads are counted (docs/adr/0024), and who read a company's answer is written down
KEPT_BY_READING = {"django_session", "needs_downloadcount", "suppliers_readinglog"}
REFUSALS = {"errors/403.html", "errors/404.html"}
# Who may read it is led on: to show again who she is, to join first, or to the page of what is in another state by now
LEADS_ON = {
    "account-erase",
    "account-privacy-download",
    "board",
    "board-group-act",
    "board-group-add",
    "board-live",
    "board-note",
    "board-note-act",
    "board-note-add",
    "board-step",
    "boards",
    "registration-breakouts",
    "registration-change",
    "registration-confirm",
    "registration-party",
    "registration-seat",
    "root",
    "workspace-ask",
    "workspace-board-comment",
    "workspace-board-need",
    "workspace-challenge-moment",
    "workspace-challenge-recall",
    "workspace-challenge-release",
    "workspace-comment-settle",
    "workspace-draft-comment",
    "workspace-interest-resume",
    "workspace-need-attachments",
    "workspace-need-comment",
    "workspace-need-cpv",
    "workspace-need-demand",
    "workspace-need-demand-sheet",
    "workspace-need-submit",
    "workspace-need-write",
    "workspace-retention-erase",
    "workspace-signing-confirm",
}
# Who may not is led back, to the list on which needs are chosen or to the need
LEADS_BACK = {
    "workspace-accept",
    "workspace-add",
    "workspace-decline",
    "workspace-join",
    "workspace-move",
    "workspace-need-comment",
    "workspace-remove",
    "workspace-split",
}
# Who may all that another may, and more: where the first is refused, so is the other
MAY_MORE = {"observer": "signatory", "editor": "signatory", "supplier elsewhere": "supplier"}
MAY_MORE |= {f"{role} elsewhere": role for role in ("coordinator", "manager")}


def test_every_address_is_declared() -> None:
    assert set(endpoints()) == set(DECLARED)


def test_who_may_more_may_what_the_others_may() -> None:
    for access in DECLARED.values():
        for may in (access.read, access.send):
            assert {MAY_MORE.get(role, role) for role in may} <= may


def verdict(answer: HttpResponse, method: str) -> str:
    """What an answer means to the one who asked."""
    assert answer.status_code < 500, answer.content
    doors = reverse("account_login"), reverse("admin:login"), reverse("mfa_index")
    if answer.status_code == 302 and answer.headers["Location"].startswith(doors):
        return "sign in"
    if answer.status_code == 302 and method not in SEND:
        return "elsewhere"
    return {403: "refused", 404: "refused", 405: "unknown"}.get(answer.status_code, "may")


def ask(client: Client, method: str, address: str, data: dict[str, Any]) -> str:
    """One request, of which nothing stays: not even the copies that Django's test client makes of what was written.

    What reads writes nothing that another request would meet, or fails the test: it needs no way back.
    """
    kept: list[str] = []
    way_back = nullcontext() if method in READ else transaction.atomic()
    with way_back, pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(partial(noted, kept)):
        patch.setattr(Template, "_render", unread if method == "head" else written)
        answer = getattr(client, method)(address, data=data if method in READ + SEND else "")
        if answer.streaming:
            b"".join(answer.streaming_content)  # to its end, which closes the file
        if method not in READ:
            transaction.set_rollback(True)
    if kept and method in READ:
        return f"wrote: {kept[0]}"
    return "kept by the browser" if method == "get" and is_kept(answer) else verdict(answer, method)


def is_kept(answer: HttpResponse) -> bool:
    """Whether it is a file for some people only that their browsers may keep (docs/security.md, 14.3.2)."""
    if answer.status_code != 200 or answer.headers["Content-Type"].startswith("text/html"):
        return False
    return not {"public", "no-store"} & set(answer.headers.get("Cache-Control", "").split(", "))


def noted(kept: list[str], execute: Any, sql: Any, *how: Any) -> Any:
    """Puts into `kept` each statement that would write, or lock a row to write it."""
    said = str(sql)
    is_suspect = any(word in said for word in ("INSERT", "UPDATE", "DELETE"))  # sooner looked for than the rest
    if is_suspect and (found := WRITES.search(said)) and found["table"] not in KEPT_BY_READING:
        kept.append(sql)
    return execute(sql, *how)


def written(page: Template, context: Context) -> str:
    """What a template gives; the page of a refusal, whose status says it all, is the same each of a thousand times."""
    return "" if page.name in REFUSALS else page.nodelist.render(context)


def unread(page: Template, context: Context) -> str:
    """What a template gives to whoever asks for no page. A PDF is made all the same."""
    return page.nodelist.render(context) if "pdf/" in str(page.name) else ""


def expected(name: str, role: str, method: str) -> set[str]:
    """A method that nobody may use is unknown or refused, and some pages lead on to another."""
    access = DECLARED[name]
    may = access.read if method in READ else access.send if method in SEND else NOBODY
    if role == "visitor" and "visitor" not in access.read | access.send and not access.wants_token:
        return {"sign in"}
    leading = LEADS_ON if role in may else LEADS_BACK if method in READ else LEADS_ON | LEADS_BACK
    led = {"elsewhere"} if name in leading else set()
    if role in may:
        return {"may"} | led
    return {"refused"} | led if may else {"refused", "unknown"} | led


def methods(access: Access, role: str) -> list[str]:
    """By which one asks: a visitor and one who may by every method, the others by what somebody may use.

    Where nobody may anything, all ask. What a visitor reads, some others ask for as well, and not all.
    """
    may = access.read | access.send
    if may and not may & {role, MAY_MORE.get(role, role)} and role in MAY_MORE:
        return []
    if role in {"visitor", *sorted(may)[:1]}:
        return [*READ, *SEND, *NEVER]
    is_open = "visitor" in access.read and role not in {"manager", "supplier"}
    return [
        method
        for method, is_asked in (("get", bool(access.read) and not is_open), ("post", bool(access.send)))
        if is_asked or not may
    ]


def make_once() -> tuple[World, dict[str, str]]:
    """The world and each role's session."""
    world = World()
    return world, {role: session_of(role, world) for role in sorted(EVERYBODY)}


def session_of(role: str, world: World) -> str:
    client = Client()
    if person := world.person(role):
        client.force_login(person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value
    return ""


def client_with(session: str) -> Client:
    client = Client(raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def client_of(role: str, world: World) -> Client:
    return client_with(session_of(role, world))


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_nobody_gets_further_than_declared(name: str, made: tuple[World, dict[str, str]]) -> None:
    world, sessions = made
    access = DECLARED[name]
    address, data = reverse(name, args=access.args(world)), access.data(world)
    wrong: dict[tuple[str, str], Any] = {}
    verdicts = set()
    for role, session in sessions.items():
        client = client_with(session)
        for method in methods(access, role):
            if (got := ask(client, method, address, data)) not in expected(name, role, method):
                wrong[role, method] = got
            verdicts.add(got)
    assert wrong == {}
    assert ("elsewhere" in verdicts) == (name in LEADS_ON | LEADS_BACK)


@pytest.mark.parametrize("sql", ['INSERT INTO "needs_need" (', "UPDATE needs_need SET", 'SELECT 1 FOR UPDATE OF "x"'])
def test_what_a_page_would_write_is_noted(sql: str) -> None:
    kept: list[str] = []
    noted(kept, lambda *_asked: None, sql)
    noted(kept, lambda *_asked: None, 'UPDATE "django_session" SET "expire_date"')
    noted(kept, lambda *_asked: None, 'SELECT "updated_at" FROM "needs_need"')
    assert kept == [sql]


# allauth's pages and Django's administration


def pages_of(package: str) -> dict[str, URLPattern]:
    """Every address whose view is of this package, by its name."""
    found = {pattern.name: pattern for pattern in all_patterns() if module_of(pattern).startswith(package)}
    return {name: pattern for name, pattern in found.items() if name}


def test_every_page_of_allauth_is_declared() -> None:
    assert set(pages_of("allauth.")) == accounts.DOORS | set(accounts.INSIDE)


@pytest.mark.parametrize("name", sorted(accounts.INSIDE))
def test_nobody_comes_to_a_page_of_allauth_without_signing_in(name: str) -> None:
    address = reverse(name, args=accounts.INSIDE[name])
    assert {ask(Client(), method, address, {}) for method in READ + SEND} == {"sign in"}


@pytest.mark.parametrize("role", sorted(EVERYBODY - {"administrator"}))
def test_the_administration_is_for_administrators(role: str, made: tuple[World, dict[str, str]]) -> None:
    client = client_with(made[1][role])
    for name in ("index", "accounts_user_changelist", "accounts_user_add", "municipalities_municipality_changelist"):
        verdicts = {ask(client, method, reverse(f"admin:{name}"), {}) for method in READ + SEND}
        assert verdicts <= {"refused", "sign in"}, name
