"""Every address, every method, every kind of person: nobody gets further than was declared in tests/access/."""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access import accounts, core, dialogues, events, municipalities, needs, people, roof
from tests.access.world import EVERYBODY, NOBODY, World
from tests.test_house import endpoints

pytestmark = pytest.mark.django_db

DECLARED = {
    name: access
    for app in (roof, core, accounts, dialogues, municipalities, people, needs, events)
    for name, access in app.ACCESS.items()
}
READ, SEND, NEVER = ("get", "head"), ("post",), ("patch", "delete")


def test_every_address_is_declared() -> None:
    assert set(endpoints()) == set(DECLARED)


def verdict(answer: HttpResponse, method: str) -> str:
    """What an answer means to the one who asked."""
    assert answer.status_code < 500, answer.content
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("account_login")):
        return "sign in"
    if answer.status_code == 302 and method not in SEND:
        return "elsewhere"
    return {403: "refused", 404: "refused", 405: "unknown"}.get(answer.status_code, "may")


def ask(client: Client, method: str, address: str, data: dict[str, Any]) -> str:
    """One request, of which nothing stays."""
    with transaction.atomic():
        answer = getattr(client, method)(address, data=data if method in READ + SEND else "")
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer.streaming_content)  # to its end, which closes the file
    return verdict(answer, method)


def expected(name: str, role: str, method: str) -> set[str]:
    """A method that nobody may use is unknown or refused, and a page may lead on to another."""
    access = DECLARED[name]
    may = access.read if method in READ else access.send if method in SEND else NOBODY
    if role in may:
        return {"may", "elsewhere"} if method in READ else {"may"}
    if role == "visitor" and "visitor" not in access.read | access.send:
        return {"sign in"}
    refused = {"refused"} if method in SEND else {"refused", "elsewhere"}
    return refused if may else refused | {"unknown"}


def client_of(role: str, world: World) -> Client:
    client = Client(raise_request_exception=False)
    if person := world.person(role):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_nobody_gets_further_than_declared(name: str) -> None:
    world = World()
    access = DECLARED[name]
    address, data = reverse(name, args=access.args(world)), access.data(world)
    wrong: dict[tuple[str, str], Any] = {}
    for role in sorted(EVERYBODY):
        client = client_of(role, world)
        for method in (*READ, *SEND, *NEVER):
            if (got := ask(client, method, address, data)) not in expected(name, role, method):
                wrong[role, method] = got
    assert wrong == {}
