"""Signing in with a mailed code; what nobody can find out or try for ever, with and without Redis."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from core.models import Mail
from tests.factories import PASSWORD, StaffRoleFactory, UserFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/en/account/login/code/", "/en/account/login/code/confirm/"
WRONG = "wrong-wrong-wrong"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def mailed_code(email: str) -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", Mail.objects.filter(to=email).latest("pk").text, re.MULTILINE)[1]


def text(answer) -> str:
    return text_of(answer.content.decode())


def test_a_mailed_code_signs_in_and_leads_on(client: Client) -> None:
    user = UserFactory(language="nb")
    answer = client.post(ASK, {"email": user.email, "next": "/en/workspace/needs/"})
    assert answer.url == CONFIRM + "?next=%2Fen%2Fworkspace%2Fneeds%2F"
    fields = {"code": mailed_code(user.email), "next": "/en/workspace/needs/"}
    answer = client.post(CONFIRM, fields)
    assert (answer.status_code, answer.url) == (302, "/en/workspace/needs/")
    assert client.get("/en/workspace/").status_code == 200


def test_an_address_that_the_administration_replaced_opens_the_account_no_more(client: Client) -> None:
    user, chief, hers = UserFactory(email="kari@old.example"), UserFactory(is_staff=True, is_superuser=True), Client()
    hers.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    SocialAccount.objects.create(user=user, provider="oidc", uid="kari-at-her-old-employer")
    client.force_login(chief)
    fields = {"email": "kari@new.example", "name": user.name, "language": "en", "is_active": "on"}
    assert client.post(f"/en/admin/accounts/user/{user.pk}/change/", fields).status_code == 302
    assert hers.get("/en/account/").status_code == 302, "signed out"
    assert not SocialAccount.objects.exists()
    told = Mail.objects.get(to="kari@old.example")
    assert "kari@new.example instead of kari@old.example" in told.text
    for page in (ASK, "/en/account/password/reset/"):
        Client().post(page, {"email": "kari@old.example"})
        assert Mail.objects.latest("pk").template == "account/email/unknown_account"
    Client().post(ASK, {"email": "kari@new.example"})
    assert mailed_code("kari@new.example")


def test_an_address_that_the_administration_writes_with_capital_letters_lets_its_person_in(client: Client) -> None:
    user = UserFactory(email="kari@old.example")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    fields = {"name": user.name, "language": "en", "is_active": "on"}
    for typed in (" Kari@New.example", "KARI@new.example"):
        client.post(f"/en/admin/accounts/user/{user.pk}/change/", {**fields, "email": typed})
    user.refresh_from_db()
    assert user.email == "kari@new.example"
    assert Mail.objects.count() == 1, "of the same address in other letters nobody is told"
    Client().post(ASK, {"email": "Kari@New.example"})
    assert mailed_code("kari@new.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Kari@new.example")


def test_a_mailed_code_is_no_second_factor(client: Client) -> None:
    manager = StaffRoleFactory().user
    client.post(ASK, {"email": manager.email})
    assert client.post(CONFIRM, {"code": mailed_code(manager.email)}).url == "/en/account/2fa/authenticate/"


def test_a_code_can_be_guessed_three_times(client: Client) -> None:
    user = UserFactory()
    client.post(ASK, {"email": user.email})
    statuses = [client.post(CONFIRM, {"code": f"WRONG{n}"}).status_code for n in range(3)]
    assert statuses == [200, 200, 302]
    assert client.post(CONFIRM, {"code": mailed_code(user.email)}).url == ASK


def test_known_and_unknown_addresses_are_answered_alike_and_only_a_mail_says_the_difference() -> None:
    UserFactory(email="kari@example.org")
    pages = []
    for email in ["kari@example.org", "nobody@example.org"]:
        client = Client()
        asked = client.post(ASK, {"email": email})
        wrong = client.post(CONFIRM, {"code": "WRONG1"})
        pages.append((asked.status_code, asked.url, wrong.status_code, text(wrong).replace(email, "")))
    assert pages[0] == pages[1]
    assert {mail.to: mail.subject for mail in Mail.objects.all()} == {
        "kari@example.org": "Your code for signing in",
        "nobody@example.org": "There is no account with this address",
    }


def test_a_new_code_can_be_asked_for(client: Client) -> None:
    user = UserFactory()
    client.post(ASK, {"email": user.email})
    first = mailed_code(user.email)
    client.post(CONFIRM, {"action": "resend"})
    assert mailed_code(user.email) != first
    assert client.post(CONFIRM, {"code": mailed_code(user.email)}).status_code == 302


def test_half_a_sign_in_can_be_left(client: Client) -> None:
    client.post(ASK, {"email": "nobody@example.org"})
    assert client.get("/en/account/login/").status_code == 302
    client.post("/en/account/logout/", {"next": "/en/account/login/"})
    assert client.get("/en/account/login/").status_code == 200


# Trying passwords


def tries(number: int, password: str) -> list:
    fields = {"login": "kari@example.org", "password": password}
    return [Client().post("/en/account/login/", fields) for _time in range(number)]


def assert_tries_end() -> None:
    UserFactory(email="kari@example.org")
    assert "Too many tries. Wait a few minutes" not in text(tries(1, WRONG)[0])
    assert "Too many tries. Wait a few minutes" in text(tries(6, WRONG)[-1])
    assert tries(1, PASSWORD)[0].status_code == 200


def test_one_person_s_password_cannot_be_tried_without_end() -> None:
    assert_tries_end()


@pytest.mark.fault
@pytest.mark.usefixtures("without_redis")
def test_nor_can_it_while_redis_is_away() -> None:
    assert_tries_end()


@pytest.mark.fault
@pytest.mark.usefixtures("without_redis")
def test_people_sign_in_while_redis_is_away(client: Client) -> None:
    user = UserFactory()
    assert client.post("/en/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    assert client.get("/en/workspace/").status_code == 200


def test_one_network_address_is_stopped_with_the_page_that_says_so() -> None:
    answers = [Client().post("/en/account/login/", {"login": f"p{n}@example.org", "password": "x"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes and try again." in text(answers[-1])


def test_an_address_that_is_not_confirmed_signs_nobody_in(client: Client) -> None:
    user = UserFactory()
    EmailAddress.objects.update(verified=False)
    answer = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD}, follow=True)
    assert "Your e-mail address is not confirmed yet." in text(answer)
    assert Mail.objects.get(to=user.email).subject == "Confirm your e-mail address"
    assert client.get("/en/workspace/").status_code == 302
