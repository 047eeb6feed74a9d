"""Sign-in through a provider: how it is configured, and the whole way against a real one on this machine."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts.models import User
from accounts.oidc import Provider, read_providers
from dialogue_portal.machine.services import free_port
from tests.factories import PASSWORD, StaffRoleFactory, UserFactory
from tests.reading import text_of

ENTRY = {
    "id": "kommune",
    "name": "Kommune-ID",
    "server_url": "https://id.example.org/realm",
    "client_id": "portal",
    "secret": "s",
}


def entry(**changes: object) -> str:
    return json.dumps([{**ENTRY, **changes}])


def test_a_provider_is_named_with_what_may_be_known_of_it() -> None:
    (provider,) = read_providers(entry(trusted=True, origins=["https://login.example.org"]))
    assert provider == Provider(**ENTRY, trusted=True, origins=("https://login.example.org",))
    assert provider.form_targets == ["https://id.example.org", "https://login.example.org"]
    assert read_providers("[]") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[{]", "is no JSON"),
        ("{}", "must be a list"),
        ('["kommune"]', "number 1: an object is wanted"),
        ('[{"id": "kommune"}]', "missing or unknown: client_id, name, secret, server_url"),
        (entry(scope="all"), "missing or unknown: scope"),
        (entry(secret=""), "must be texts"),
        (entry(trusted="yes"), "trusted must be true or false"),
        (entry(server_url="http://id.example.org"), "is no https address"),
        (entry(origins=["login.example.org"]), "is no https address"),
        (json.dumps([ENTRY, ENTRY]), "the same id twice"),
    ],
)
def test_whatever_is_wrong_is_said_at_the_start(text: str, complaint: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        read_providers(text)


# The whole way


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A provider in a process of its own, which believes whoever says that she is somebody."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-H", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    yield address
    process.terminate()
    process.wait(10)


def wait_for(address: str) -> None:
    session = requests.Session()
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=requests.adapters.Retry(9, backoff_factor=0.2)))
    with session:
        session.get(f"{address}/.well-known/openid-configuration", timeout=10).raise_for_status()


@pytest.fixture
def provider(server: str, settings) -> str:
    configure(settings, server, trusted=True)
    return server


def configure(settings, server: str, **changes: object) -> None:
    apps = [named.app for named in read_providers(entry(server_url=server, **changes))]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}


def come_back(client: Client, server: str, user: str, *, verified: bool = True, process: str = "login"):
    """Click, sign in over there as this user, and follow the way back."""
    claims = {"email": user, "email_verified": verified}
    requests.put(f"{server}/users/{user}", json=claims, timeout=5).raise_for_status()
    asked = client.post(f"/nb/account/oidc/kommune/login/?process={process}&next=/nb/workspace/")
    assert asked.url.startswith(server)
    back = requests.post(asked.url, data={"sub": user}, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/account/oidc/kommune/login/callback/?")
    return client.get(back.removeprefix("http://testserver"))


@pytest.mark.django_db
def test_a_known_person_signs_in_through_a_trusted_provider(provider: str, client: Client) -> None:
    user = UserFactory(email="kari@example.org")
    answer = come_back(client, provider, user.email)
    assert (answer.status_code, answer.url) == (302, "/nb/workspace/")
    assert client.get("/nb/workspace/").context["user"] == user


@pytest.mark.django_db
def test_the_second_factor_is_asked_all_the_same(provider: str, client: Client) -> None:
    answer = come_back(client, provider, StaffRoleFactory().user.email)
    assert "/account/2fa/authenticate/" in answer.url
    assert client.get("/nb/workspace/").status_code == 302


@pytest.mark.django_db
def test_nobody_gets_an_account_this_way(provider: str, client: Client) -> None:
    answer = come_back(client, provider, "new@example.org")
    assert "No account yet? A company registers itself." in text_of(answer.content.decode())
    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_address_that_the_provider_did_not_check_signs_nobody_in(provider: str, client: Client) -> None:
    come_back(client, provider, UserFactory().email, verified=False)
    assert client.get("/nb/workspace/").status_code == 302


@pytest.mark.django_db
def test_the_word_of_a_provider_that_is_not_trusted_counts_for_nothing(server, settings, client: Client) -> None:
    configure(settings, server, trusted=False)
    come_back(client, server, UserFactory().email)
    assert client.get("/nb/workspace/").status_code == 302


@pytest.mark.django_db
def test_who_connected_a_sign_in_comes_in_with_it_whatever_its_address(server, settings, client: Client) -> None:
    configure(settings, server, trusted=False)
    user = UserFactory()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    come_back(client, server, "hers@elsewhere.example", process="connect")
    assert SocialAccount.objects.get().user == user
    again = Client()
    assert come_back(again, server, "hers@elsewhere.example").url == "/nb/workspace/"
    assert again.get("/nb/workspace/").context["user"] == user


@pytest.mark.django_db
def test_a_provider_that_does_not_answer_is_told_of(settings, client: Client) -> None:
    configure(settings, f"http://127.0.0.1:{free_port()}")
    answer = client.post("/en/account/oidc/kommune/login/")
    assert "The sign-in did not work" in text_of(answer.content.decode())


@pytest.mark.django_db
def test_the_sign_in_page_has_a_button_for_it(provider: str, client: Client) -> None:
    assert "Sign in with Kommune-ID" in text_of(client.get("/en/account/login/").content.decode())
