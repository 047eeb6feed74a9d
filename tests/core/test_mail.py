"""What a mail says, in whose language, and that nobody who wrote a part of it can make it say something else."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from core.enums import MailState
from core.letters import clean_subject, clean_text, html_of
from core.mail import Message, address, keep
from core.models import Mail
from tests.factories import MailFactory, UserFactory

TEMPLATE = """{% extends "mail/base.txt" %}{% load i18n %}
{% block subject %}{% translate "Workspace" %}: {{ name }}{% endblock %}
{% block body %}{{ name }} & co. <b>

{% if reason %}{{ reason }}{% endif %}

- {{ url }}
- two{% endblock %}
"""
HELLO = Message("hello")


@pytest.fixture(autouse=True)
def template(settings, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "hello.txt").write_text(TEMPLATE)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]


@pytest.mark.django_db
def test_a_mail_is_written_at_once_in_its_readers_language() -> None:
    person = UserFactory()
    url = address("home", language="nb")
    mail = HELLO.send("ase@example.org", "nb", about=person, name="Åse Ærø", url=url)
    mail.refresh_from_db()
    with translation.override("nb"):
        workspace, portal = translation.gettext("Workspace"), translation.gettext("Nordic dialogue portal")
        whom = translation.gettext("Whom to ask:")
    assert (mail.to, mail.language, mail.template, mail.about) == ("ase@example.org", "nb", "hello", person)
    assert (mail.state, mail.attempts, mail.is_secret, mail.headers) == (MailState.QUEUED, 0, False, {})
    assert mail.subject == f"{workspace}: Åse Ærø"
    signature = f"-- \n{portal}\nhttp://testserver\n{whom} http://testserver/nb/contact/"
    assert mail.text == f"Åse Ærø & co. <b>\n\n- http://testserver/nb/\n- two\n\n{signature}"
    assert translation.get_language() == "en"


def test_what_follows_a_greeting_begins_with_a_capital() -> None:
    said = {
        "Hei Åse,\n\n\nærlig talt": "Hei Åse,\n\nÆrlig talt",
        "Hej Åse!\n\nan": "Hej Åse!\n\nan",
        "a, b\n\nc": "a, b\n\nc",
    }
    assert {text: clean_text(text) for text in said} == said


@pytest.mark.django_db
def test_a_mail_of_a_transaction_that_fails_is_none() -> None:
    with transaction.atomic():
        HELLO.send("ase@example.org", "nb", name="Åse")
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_a_transaction_tells_a_worker_once_however_many_mails_it_makes(django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        for number in range(200):
            HELLO.send(f"{number}@example.org", "fi", name="Aino")
    assert (Mail.objects.count(), len(told)) == (200, 1)
    assert len(set(Mail.objects.values_list("message_id", flat=True))) == 200


@pytest.fixture
def no_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The portal's queue, at an address where nobody answers."""
    away = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    away.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr("core.queue.current_app", away)
    yield
    away.close()


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_away_stops_and_delays_nobody(no_queue: None, caplog: pytest.LogCaptureFixture) -> None:
    began = time.monotonic()
    with transaction.atomic():
        HELLO.send("ase@example.org", "nb", name="Åse")
    assert time.monotonic() - began < 1
    assert Mail.objects.get().state == MailState.QUEUED
    assert "Error calling core.tasks.send_mails in on_commit()" in caplog.text


@pytest.mark.parametrize(
    ("subject", "clean"),
    [
        ("Møte i Tórshavn – þriðjudagur", "Møte i Tórshavn – þriðjudagur"),
        ("Hello\r\nBcc: everybody@example.org", "Hello Bcc: everybody@example.org"),
        ("Hello\u2028there\x00\x1b you", "Hello there you"),
        ("invoice\u202efdp.exe\u200b\u2066", "invoicefdp.exe"),
        ("  much \t space  ", "much space"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_subject_is_one_line_of_what_can_be_seen(subject: str, clean: str) -> None:
    assert clean_subject(subject) == clean


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nThree", "<p>One<br>two</p>\n<p>Three</p>"),
        ("These:\n- one\n- two\nand more", "<p>These:</p>\n<ul><li>one</li><li>two</li></ul>\n<p>and more</p>"),
        ('<script>alert(1)</script> & "x"', "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</p>"),
        (
            "Go to http://testserver/nb/x/?a=1&b=Q_-2.",
            '<p>Go to <a href="http://testserver/nb/x/?a=1&amp;b=Q_-2">http://testserver/nb/x/?a=1&amp;b=Q_-2</a>.</p>',
        ),
        (
            'http://testserver/"onmouseover="x',
            '<p><a href="http://testserver/&quot;onmouseover=&quot;x">http://testserver/&quot;onmouseover=&quot;x</a></p>',
        ),
        (
            "http://testserver.evil.example/ http://testserver@evil.example/",
            "<p>http://testserver.evil.example/ http://testserver@evil.example/</p>",
        ),
        ("https://example.org/ javascript:alert(1)", "<p>https://example.org/ javascript:alert(1)</p>"),
        (
            "-- \nNordic dialogue portal\nhttp://testserver",
            '<hr>\n<p>Nordic dialogue portal<br><a href="http://testserver">http://testserver</a></p>',
        ),
        ("", ""),
    ],
)
def test_the_html_has_paragraphs_lists_and_links_to_this_portal_alone(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.django_db
def test_an_address_of_a_page_is_absolute_and_in_the_mails_language() -> None:
    assert address("dialogue", "deliveries", language="is") == "http://testserver/is/dialogues/deliveries/"
    assert reverse("home") == "/en/"


@pytest.mark.django_db
def test_a_mail_that_is_kept_ready_made_is_cleaned_as_well() -> None:
    mail = keep("a@example.org", "sv", "Kod\nBcc: x@example.org", "1234\n\n\n\nHej ", template="account/email/x")
    assert (mail.subject, mail.text) == ("Kod Bcc: x@example.org", "1234\n\nHej")


@pytest.mark.django_db
def test_the_newest_mail_comes_first_and_words_find_address_and_subject() -> None:
    old, new = MailFactory(subject="Påminnelse"), MailFactory(to="Turku@example.org")
    assert list(Mail.objects.all()) == [new, old]
    assert list(Mail.objects.found("turku")) == [new]
    assert list(Mail.objects.found("påmin")) == [old]
