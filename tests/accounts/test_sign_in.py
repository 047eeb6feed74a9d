from urllib.parse import urlencode

import pytest
from django.test import Client

from core.models import Mail
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
RESET = "/en/account/password/reset/"


def test_a_person_signs_in_with_her_address_in_whatever_case(client: Client) -> None:
    UserFactory(email="kari@example.org")
    answer = client.post("/nb/account/login/", {"login": "Kari@Example.org", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/nb/workspace/")


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    UserFactory(email="kari@example.org")
    answers = [
        client.post("/en/account/login/", {"login": login, "password": "wrong-wrong-wrong"})
        for login in ["kari@example.org", "nobody@example.org"]
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    errors = [answer.context["form"].errors for answer in answers]
    assert errors[0] == errors[1] != {}


def test_a_known_and_an_unknown_address_get_the_same_answer_to_a_forgotten_password(client: Client) -> None:
    UserFactory(email="kari@example.org")
    answers = [client.post(RESET, {"email": email}) for email in ["kari@example.org", "nobody@example.org"]]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, RESET + "done/")}


def test_a_mail_names_the_portal_and_its_own_address(client: Client) -> None:
    UserFactory(email="kari@example.org")
    client.post(RESET, {"email": "kari@example.org"})
    message = Mail.objects.get()
    assert message.to == "kari@example.org"
    assert "Nordic dialogue portal" in message.text
    assert "http://testserver/en/account/password/reset/key/" in message.text


def test_a_mail_s_link_leads_to_a_page_in_the_mail_s_language_whatever_page_it_was_asked_for_on(client: Client) -> None:
    UserFactory(email="kari@example.org", language="nb")
    client.post("/da/account/password/reset/", {"email": "kari@example.org"})
    assert "http://testserver/nb/account/password/reset/key/" in Mail.objects.get().text


def test_nobody_makes_an_account_unasked(client: Client) -> None:
    fields = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/en/account/signup/", fields)
    assert not client.login(email="new@example.org", password=PASSWORD)


def test_a_deactivated_person_is_out_at_once(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    assert client.get("/en/workspace/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/en/workspace/").status_code == 302


@pytest.mark.parametrize(
    ("page", "led_back_to"),
    [
        ("http://testserver/en/workspace/needs/?q=x", "/en/workspace/needs/?q=x"),
        ("https://elsewhere.example/", "/en/workspace/challenges/any/versions/add/"),
    ],
)
def test_who_sends_a_form_after_her_session_ended_comes_back_to_its_page(
    client: Client, page: str, led_back_to: str
) -> None:
    answer = client.post("/en/workspace/challenges/any/versions/add/", headers={"referer": page})
    assert (answer.status_code, answer.url) == (302, f"/en/account/login/?{urlencode({'next': led_back_to}, safe='/')}")
