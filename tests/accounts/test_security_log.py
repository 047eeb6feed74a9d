"""What happens to sign-ins can be followed in the log, which names nobody."""

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.security_log import mark
from dialogue_portal.logs import JsonFormatter, Numbered
from tests.accounts.test_second_factor import SET_UP, code, with_password
from tests.factories import PASSWORD, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db
DOOR = "/en/account/login/"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[tuple]]:
    """Each event with what it says of whom; no line has an address, a name or a password."""
    caplog.set_level(logging.INFO)

    def events() -> list[tuple]:
        lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records if Numbered().filter(record)]
        assert not any("example.org" in str(line) or "Person" in str(line) or PASSWORD in str(line) for line in lines)
        mine = [line for line in lines if line["logger"] == "accounts.security_log"]
        caplog.clear()
        known = ("person", "address", "kind", "by")
        return [(line["message"], *(line[name] for name in known if name in line)) for line in mine]

    return events


def test_sign_in_and_out_are_told_with_the_number_of_the_person(told) -> None:
    person, client = UserFactory(), Client()
    with_password(person, client)
    client.post("/en/account/logout/")
    assert told() == [("signed in", person.pk), ("signed out", person.pk)]


def test_a_failed_sign_in_is_told_by_a_mark_of_the_address_which_is_the_same_for_the_same(told, settings) -> None:
    for address in ("Nobody@example.org", "nobody@example.org "):
        Client().post(DOOR, {"login": address, "password": "wrong"})
    known = mark("nobody@example.org")
    assert told() == [("sign-in failed", known)] * 2
    settings.SECRET_KEY = "another-key-" * 4
    assert mark("nobody@example.org") != known


def test_too_many_tries_are_told(told) -> None:
    person = UserFactory()
    for _time in range(6):
        Client().post(DOOR, {"login": person.email, "password": "wrong"})
    assert told() == [*[("sign-in failed", mark(person.email))] * 5, ("too many tries",)]


def test_a_second_step_that_fails_holds_is_made_or_removed_is_told(told, django_capture_on_commit_callbacks) -> None:
    manager, client = StaffRoleFactory().user, Client()
    with_password(manager, client)
    for said in ("000000", code()):
        client.post("/en/account/2fa/authenticate/", {"code": said})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP + "recovery-codes/generate/")
    client.post(SET_UP + "totp/deactivate/")
    assert told() == [
        ("second step failed", manager.pk, "totp"),
        ("signed in", manager.pk),
        ("second step renewed", manager.pk, "recovery_codes"),
        ("second step removed", manager.pk, "totp"),
        ("second step removed", manager.pk, "recovery_codes"),
    ]


def test_what_an_administrator_removes_is_told_with_both(told) -> None:
    lost, administrator, client = StaffRoleFactory().user, UserFactory(is_staff=True, is_superuser=True), Client()
    client.force_login(administrator)
    fields = {"action": "remove_second_factor", "_selected_action": [lost.pk], "confirmed": "yes"}
    client.post("/en/admin/accounts/user/", fields)
    assert told()[-1] == ("second step removed", lost.pk, administrator.pk)
