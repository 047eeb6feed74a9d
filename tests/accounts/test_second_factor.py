"""Two-step sign-in: who must have it, how it is asked, and what helps who lost it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.admin.models import LogEntry
from django.test import Client

from core.models import Mail
from tests.factories import PASSWORD, MembershipFactory, StaffRoleFactory, UserFactory
from tests.factories.accounts import TOTP_SECRET
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db
SET_UP = "/en/account/2fa/"


def code(secret: str = TOTP_SECRET) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_password(user, client: Client, **more: str):
    return client.post("/en/account/login/", {"login": user.email, "password": PASSWORD, **more})


STAFF = {
    "manager": lambda has: StaffRoleFactory(second_factor=has).user,
    "coordinator": lambda has: StaffRoleFactory(country="FI", second_factor=has).user,
    "administrator": lambda has: UserFactory(is_staff=True, is_superuser=True, second_factor=has),
}


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("page", ["/en/workspace/", "/en/account/", "/en/admin/"])
def test_staff_without_a_second_factor_get_no_further_than_to_set_one_up(role: str, page: str) -> None:
    answer = signed_in(STAFF[role](False)).get(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)


@pytest.mark.parametrize("role", STAFF)
def test_staff_with_a_second_factor_go_on(role: str) -> None:
    assert signed_in(STAFF[role](True)).get("/en/workspace/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor() -> None:
    manager = STAFF["manager"](False)
    RecoveryCodes.activate(manager)
    assert signed_in(manager).get("/en/workspace/").status_code == 302


def test_people_of_municipalities_choose_themselves() -> None:
    assert signed_in(MembershipFactory().user).get("/en/workspace/").status_code == 200


def test_the_demo_asks_for_no_second_factor(settings) -> None:
    settings.DEMO = True
    assert signed_in(STAFF["manager"](False)).get("/en/workspace/").status_code == 200


def test_what_is_needed_to_set_it_up_and_to_leave_stays_open() -> None:
    client = signed_in(STAFF["manager"](False))
    assert "Your role needs a second step" in text_of(client.get(SET_UP).content.decode())
    assert client.get("/en/").status_code == 200
    assert client.get(SET_UP + "totp/activate/").url.startswith("/en/account/reauthenticate/")
    assert client.post("/en/account/logout/").status_code == 302


def test_who_set_up_a_second_factor_goes_on_to_where_she_was(django_capture_on_commit_callbacks) -> None:
    manager, client = STAFF["manager"](False), Client()
    with_password(manager, client)
    client.get("/en/workspace/needs/?q=vans")
    page = client.get(SET_UP + "totp/activate/", follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        page = client.post(
            page.request["PATH_INFO"] + "?next=" + SET_UP + "totp/activate/", {"password": PASSWORD}, follow=True
        )
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(SET_UP + "totp/activate/", {"code": code(secret)}, follow=True)
    assert answer.request["PATH_INFO"] == SET_UP + "recovery-codes/"
    assert 'href="/en/workspace/needs/?q=vans"' in answer.content.decode()
    assert client.get("/en/workspace/needs/?q=vans").status_code == 200
    assert Mail.objects.get(to=manager.email).subject == "An authenticator app is set up"


def test_a_form_that_was_sent_meanwhile_leads_back_to_its_page() -> None:
    client = signed_in(STAFF["manager"](False))
    client.post(
        "/en/workspace/challenges/any/versions/add/", headers={"referer": "http://testserver/en/workspace/needs/"}
    )
    assert client.session["wanted_before_second_factor"] == "/en/workspace/needs/"


# Signing in


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor() -> None:
    manager, client = StaffRoleFactory().user, Client()
    assert with_password(manager, client).url == "/en/account/2fa/authenticate/"
    assert client.get("/en/workspace/").status_code == 302
    assert client.post("/en/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    answer = client.post("/en/account/2fa/authenticate/", {"code": code()})
    assert (answer.status_code, answer.url) == (302, "/en/workspace/")


def test_the_administration_has_no_way_in_of_its_own() -> None:
    administrator, client = STAFF["administrator"](True), Client()
    fields = {"username": administrator.email, "password": PASSWORD}
    path = "/en/admin/"
    assert client.post(f"{path}login/?next={path}", fields).url == "/en/account/login/?next=%2Fen%2Fadmin%2F"
    assert client.get(path).status_code == 302
    with_password(administrator, client, next=path)
    assert client.post("/en/account/2fa/authenticate/", {"code": code()}).url == path
    assert client.get(path).status_code == 200


def test_a_recovery_code_works_once() -> None:
    manager = StaffRoleFactory().user
    recovery = RecoveryCodes.activate(manager).get_unused_codes()[0]
    answers = []
    for _time in range(2):
        client = Client()
        with_password(manager, client)
        answers.append(client.post("/en/account/2fa/authenticate/", {"code": recovery}).status_code)
    assert answers == [302, 200]


def test_the_same_code_of_the_app_works_once() -> None:
    manager, now, answers = StaffRoleFactory().user, code(), []
    for _time in range(2):
        client = Client()
        with_password(manager, client)
        answers.append(client.post("/en/account/2fa/authenticate/", {"code": now}).status_code)
    assert answers == [302, 200]


def test_codes_cannot_be_tried_without_end() -> None:
    manager, client = StaffRoleFactory().user, Client()
    with_password(manager, client)
    pages = [client.post("/en/account/2fa/authenticate/", {"code": f"{n:06}"}) for n in range(7)]
    assert "Too many tries" in text_of(pages[-1].content.decode())
    assert client.post("/en/account/2fa/authenticate/", {"code": code()}).status_code == 200


def test_signing_in_gives_a_new_session() -> None:
    manager, client = StaffRoleFactory().user, Client()
    with_password(manager, client)
    before = client.session.session_key
    client.post("/en/account/2fa/authenticate/", {"code": code()})
    assert client.session.session_key != before


# Lost


def test_an_administrator_removes_what_was_lost_and_all_is_told_and_kept() -> None:
    lost, other = StaffRoleFactory().user, StaffRoleFactory().user
    RecoveryCodes.activate(lost)
    hers = Client()
    with_password(lost, hers)
    hers.post("/en/account/2fa/authenticate/", {"code": code()})
    client = signed_in(STAFF["administrator"](True))
    fields = {"action": "remove_second_factor", "_selected_action": [lost.pk]}
    asked = client.post("/en/admin/accounts/user/", fields).content.decode()
    assert (lost.email in asked, other.email in asked) == (True, False)
    assert Authenticator.objects.filter(user=lost).exists()
    client.post("/en/admin/accounts/user/", {**fields, "confirmed": "yes"})
    assert list(Authenticator.objects.filter(user=lost)) == []
    assert Authenticator.objects.filter(user=other).count() == 1
    assert hers.get("/en/workspace/").url.startswith("/en/account/login/")
    assert [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=lost.pk)] == [
        "Second step removed."
    ]
    assert Mail.objects.get(to=lost.email).subject == "Your second step is removed"


def test_where_nobody_has_a_second_step_the_administrator_is_told_so() -> None:
    fields = {"action": "remove_second_factor", "_selected_action": [UserFactory().pk]}
    page = signed_in(STAFF["administrator"](True)).post("/en/admin/accounts/user/", fields, follow=True)
    assert "None of them has a second step. Nothing was changed." in text_of(page.content.decode())


@pytest.mark.parametrize("model", ["mfa/authenticator", "usersessions/usersession", "socialaccount/socialtoken"])
def test_the_administration_shows_no_secrets(model: str) -> None:
    assert signed_in(STAFF["administrator"](True)).get(f"/en/admin/{model}/").status_code == 404


@pytest.mark.parametrize("model", ["account/emailaddress", "socialaccount/socialaccount", "auth/group"])
def test_the_administration_gives_nobody_a_way_to_sign_in_that_she_does_not_hear_of(model: str) -> None:
    assert signed_in(STAFF["administrator"](True)).get(f"/en/admin/{model}/").status_code == 404
