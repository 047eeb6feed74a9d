"""The demo's mailbox is for everybody and only in the demo; staff's list of mails is for administrators."""

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from core import urls as core
from core.enums import MailState
from core.models import Mail
from dialogue_portal import urls as portal
from tests.factories import MailFactory, UserFactory

urlpatterns = [*portal.urlpatterns, *core.mailbox_root, *i18n_patterns(*core.mailbox_pages)]
handler403, handler404 = portal.handler403, portal.handler404

pytestmark = pytest.mark.django_db
in_the_demo = pytest.mark.urls(__name__)
ADMINISTRATION = "/en/workspace/mails/"


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


# The demo


def test_outside_the_demo_the_mailbox_has_no_address(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("mailbox")
    assert [client.get(address).status_code for address in ["/mailbox/", "/en/mailbox/"]] == [404, 404]


@in_the_demo
def test_should_it_have_one_by_mistake_there_is_nothing_behind_it(client: Client) -> None:
    mail = MailFactory()
    addresses = ["/mailbox/", "/en/mailbox/", f"/en/mailbox/{mail.pk}/"]
    assert [client.get(address, follow=True).status_code for address in addresses] == [404, 404, 404]


@in_the_demo
def test_the_mailbox_leads_to_the_readers_language_and_shows_the_newest_first(client: Client, demo: None) -> None:
    old, new = MailFactory(subject="Første"), MailFactory(subject="Andre", is_secret=True)
    answer = client.get("/mailbox/", headers={"Accept-Language": "fi"})
    assert (answer.status_code, answer.url, answer.headers["Vary"]) == (302, "/fi/mailbox/", "Accept-Language")
    page = shown(client, "/en/mailbox/")
    assert page.index(new.subject) < page.index(old.subject)
    assert not client.cookies


@in_the_demo
def test_the_mailbox_is_searched_by_address_and_paged(client: Client, demo: None) -> None:
    MailFactory.create_batch(26, to="kari@example.org")
    MailFactory(to="turku@example.org", subject="Turulle")
    page = shown(client, "/en/mailbox/?q=TURKU")
    assert ("Turulle" in page, "kari@example.org" in page) == (True, False)
    assert "?q=kari&amp;page=2" in shown(client, "/en/mailbox/?q=kari")
    assert "No mail is like that." in shown(client, "/en/mailbox/?q=nobody")


@in_the_demo
def test_a_mail_in_the_mailbox_shows_secrets_and_links_and_escapes_the_rest(client: Client, demo: None) -> None:
    mail = MailFactory(is_secret=True, text="<b>Hei</b>\n\nhttp://testserver/nb/key/")
    page = shown(client, f"/en/mailbox/{mail.pk}/")
    assert '<a href="http://testserver/nb/key/">' in page
    assert "&lt;b&gt;Hei" in page
    assert "<b>Hei" not in page
    assert '<div class="letter prose" lang="nb">' in page


@in_the_demo
@pytest.mark.parametrize("count", [1, 25])
def test_the_mailbox_asks_the_database_as_often_for_many_as_for_one(
    client: Client, demo: None, count: int, django_assert_num_queries
) -> None:
    MailFactory.create_batch(count)
    with django_assert_num_queries(2):
        client.get("/en/mailbox/")


@in_the_demo
def test_the_demos_bar_leads_to_the_mailbox(client: Client, demo: None) -> None:
    assert 'href="/en/mailbox/"' in shown(client, "/en/mailbox/")


# Staff


def test_administrators_find_a_mail_by_state_address_and_subject(administrator: Client) -> None:
    MailFactory(subject="Kode"), MailFactory(subject="Svar", state=MailState.FAILED, to="turku@example.org")
    for query, found in {"": (1, 1), "?state=failed": (0, 1), "?q=TURKU": (0, 1), "?q=kode": (1, 0)}.items():
        page = shown(administrator, ADMINISTRATION + query)
        assert (page.count(">Kode<"), page.count(">Svar<")) == found


def test_staffs_list_asks_the_database_as_often_for_many_as_for_one(administrator: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            administrator.get(ADMINISTRATION)
        return len(asked)

    MailFactory()
    administrator.get(ADMINISTRATION)
    for_one = queries()
    MailFactory.create_batch(30)
    assert queries() == for_one


def test_staff_read_what_was_said_but_no_secret(administrator: Client) -> None:
    person = UserFactory(name="Åse Ærø")
    said = MailFactory(text="Vi har mottatt det.", about=person)
    secret = MailFactory(text="http://testserver/nb/key/", is_secret=True)
    page = shown(administrator, f"{ADMINISTRATION}{said.pk}/")
    assert "<p>Vi har mottatt det.</p>" in page
    assert "About: Åse Ærø" in page
    page = shown(administrator, f"{ADMINISTRATION}{secret.pk}/")
    assert "/key/" not in page
    assert "that only its receiver may have" in page
    file = administrator.get(f"{ADMINISTRATION}?as=csv")
    assert b"/key/" not in b"".join(file.streaming_content)


def test_a_failed_mail_says_why_and_is_tried_again_once(administrator: Client) -> None:
    mail = MailFactory(state=MailState.FAILED, error="550 <nobody>", attempts=1)
    assert "550 &lt;nobody&gt;" in shown(administrator, f"{ADMINISTRATION}{mail.pk}/")
    address = f"{ADMINISTRATION}{mail.pk}/try-again/"
    assert administrator.get(address).status_code == 405
    answers = [administrator.post(address, follow=True).content.decode() for _ in range(2)]
    assert "The mail is on its way again." in answers[0]
    assert "This mail cannot be sent again." in answers[1]
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_a_mail_whose_text_is_forgotten_cannot_be_tried_again(administrator: Client) -> None:
    mail = MailFactory(state=MailState.FAILED, text="")
    page = shown(administrator, f"{ADMINISTRATION}{mail.pk}/")
    assert "The text is no longer kept." in page
    assert "try-again" not in page
    administrator.post(f"{ADMINISTRATION}{mail.pk}/try-again/")
    assert Mail.objects.get().state == MailState.FAILED
