"""A person's own pages: details, e-mail address, password, where she is signed in."""

import re
from itertools import cycle

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import gettext, override

from accounts.templatetags.sign_in import browser
from core.models import Mail
from tests.factories import PASSWORD, UserFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db
NEW = "another-horse-battery"
PAGES = ["", "email/", "password/change/", "2fa/", "2fa/webauthn/", "sessions/", "3rdparty/", "reauthenticate/"]


@pytest.fixture
def user():
    return UserFactory(email="kari@example.org", language="nb")


@pytest.fixture
def client(user) -> Client:
    """She has just shown once more that it is she, as a change of the address wants."""
    client = at_another_browser()
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def at_another_browser() -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": "kari@example.org", "password": PASSWORD})
    return client


def text(answer) -> str:
    return text_of(answer.content.decode())


def is_signed_in(client: Client) -> bool:
    return client.get("/en/workspace/").status_code == 200


def test_a_person_changes_her_name_and_her_language_and_goes_on_in_it(user, client: Client) -> None:
    answer = client.post("/en/account/", {"name": "Kari Nordmann", "language": "fi"})
    assert (answer.status_code, answer.url) == (302, "/fi/account/")
    user.refresh_from_db()
    assert (user.name, user.language) == ("Kari Nordmann", "fi")


def test_who_is_asked_once_more_who_she_is_reads_nothing_untrue_of_what_she_is_about_to_do(user) -> None:
    page = text(at_another_browser().get("/en/account/reauthenticate/"))
    assert ("This matters: show once more that it is you." in page, "safety of your account" in page) == (True, False)


def test_a_name_that_is_refused_changes_nothing(user, client: Client) -> None:
    name = user.name
    answer = client.post("/en/account/", {"name": "", "language": "fi"})
    assert f"{name} Sign out" in text(answer)
    user.refresh_from_db()
    assert (user.name, user.language) == (name, "nb")


def test_a_name_that_she_changes_is_one_line_and_turns_no_text_around(user, client: Client) -> None:
    client.post("/en/account/", {"name": "Kari\u2028\u202e Nord\u200bmann\n", "language": "nb"})
    user.refresh_from_db()
    assert user.name == "Kari Nordmann"
    assert "This field is required" in text(client.post("/en/account/", {"name": "\u202e", "language": "nb"}))


def test_every_page_of_the_account_is_there_and_each_language_has_them(client: Client) -> None:
    for page, (language, _name) in zip(PAGES, cycle(settings.LANGUAGES), strict=False):
        assert client.get(f"/{language}/account/{page}").status_code == 200, page


def test_the_workspace_leads_to_the_account(client: Client) -> None:
    assert 'href="/en/account/"' in client.get("/en/workspace/").content.decode()


# E-mail address


def test_before_the_address_changes_a_person_shows_that_it_is_she(user) -> None:
    answer = at_another_browser().post("/en/account/email/", {"action_add": "1", "email": "new@example.org"})
    assert answer.url == "/en/account/reauthenticate/?next=%2Fen%2Faccount%2Femail%2F"


def test_a_new_address_counts_when_it_is_confirmed(user, client: Client) -> None:
    client.post("/en/account/email/", {"action_add": "1", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == "kari@example.org"
    assert "new@example.org waits for you" in text(client.get("/en/account/email/"))
    link = re.search(r"/\w\w/account/confirm-email/\S+", Mail.objects.get(to="new@example.org").text)[0]
    other = Client()
    assert other.get(link).status_code == 200
    user.refresh_from_db()
    assert user.email == "kari@example.org"
    other.post(link)
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert not is_signed_in(client)
    assert Mail.objects.filter(to="kari@example.org").exists()


def test_a_change_can_be_taken_back(user, client: Client) -> None:
    client.post("/en/account/email/", {"action_add": "1", "email": "new@example.org"})
    client.post("/en/account/email/", {"action_remove": "1", "email": "new@example.org"}, follow=True)
    assert "new@example.org" not in text(client.get("/en/account/email/"))


def test_whether_an_address_is_somebody_else_s_is_not_told(client: Client) -> None:
    UserFactory(email="taken@example.org")
    pages = []
    for email in ["taken@example.org", "free@example.org"]:
        answer = client.post("/en/account/email/", {"action_add": "1", "email": email}, follow=True)
        pages.append(text(answer).replace(email, ""))
        client.post("/en/account/email/", {"action_remove": "1", "email": email}, follow=True)
    assert pages[0] == pages[1]


# Password and sign-ins


def test_a_new_password_signs_out_everywhere_else_and_is_told_by_mail(user, client: Client) -> None:
    other = at_another_browser()
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/en/account/password/change/", fields)
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert user.email in set(Mail.objects.values_list("to", flat=True))


def test_two_different_passwords_are_not_taken(client: Client) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW + "x"}
    answer = client.post("/en/account/password/change/", fields)
    assert "New password once more: The two passwords are not the same." in text(answer)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_password_that_is_too_short_is_refused_in_a_sentence_of_the_portal_s_own(language: str) -> None:
    with override(language):
        with pytest.raises(ValidationError) as refused:
            validate_password("kjwe81bz")
        own = gettext("This password is too short: it must have at least %(least)s characters.")
    assert refused.value.messages == [own % {"least": 12}]


def test_one_sign_in_elsewhere_is_ended_alone_and_nobody_else_s(user, client: Client) -> None:
    first, second = at_another_browser(), at_another_browser()
    client.get("/en/account/sessions/")
    one, here = (UserSession.objects.get(session_key=who.session.session_key) for who in (first, client))
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.post(f"/en/account/sessions/{one.pk}/end/").status_code == 404
    answer = client.post(f"/en/account/sessions/{one.pk}/end/", follow=True)
    assert "You are signed out there." in text(answer)
    client.post(f"/en/account/sessions/{here.pk}/end/")
    assert [is_signed_in(who) for who in (client, first, second)] == [True, False, True]


def test_a_person_sees_where_she_is_signed_in_and_ends_it(client: Client) -> None:
    other = at_another_browser()
    assert "Sign out everywhere else" in text(client.get("/en/account/sessions/"))
    client.post("/en/account/sessions/")
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert "Sign out everywhere else" not in text(client.get("/en/account/sessions/"))


def test_a_sign_in_ends_with_the_browser(client: Client) -> None:
    assert client.session.get_expire_at_browser_close()


def test_signing_in_gives_a_new_session(user) -> None:
    client = Client()
    client.get("/en/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    before = client.session.session_key
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent: str, words: str) -> None:
    assert browser(user_agent) == words
