"""What administrators are not told before its time, though it stands in the database."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Mail
from suppliers.notifications import requests as notifications
from suppliers.requests import withdrawing
from tests.factories import MailFactory
from tests.factories.accounts import UserFactory, give_second_factor
from tests.factories.reading import Answered, answered
from tests.factories.suppliers import RepresentativeFactory
from tests.suppliers.requests.test_withdrawing import WHY

pytestmark = pytest.mark.django_db

WHO = "kari.nordvarp"
TO = f"{WHO}@freight.example"


def submitted_mail(scene: Answered) -> Mail:
    """Which could not be sent, so that it stands on the start page too."""
    [response] = scene.responses
    person = RepresentativeFactory(company=response.company, user__email=TO).user
    notifications.submitted(response, person)
    Mail.objects.update(state="failed")
    return Mail.objects.get()


def administrator() -> Client:
    user = UserFactory(is_superuser=True, is_staff=True)
    give_second_factor(user)
    client = Client()
    client.force_login(user)
    return client


def telling(client: Client, mail: Mail) -> set[str]:
    """The pages that tell of the mail."""
    mails = reverse("workspace-mails")
    pages = {"start": reverse("workspace"), "list": mails, "search": f"{mails}?q=freight", "csv": f"{mails}?as=csv"}
    pages["mail"] = reverse("workspace-mail", args=[mail.pk])
    answers = {name: client.get(page) for name, page in pages.items()}
    texts = {name: b"".join(answer).decode() for name, answer in answers.items() if answer.status_code == 200}
    return {name for name, text in texts.items() if WHO in text}


def test_before_the_deadline_no_page_search_or_export_of_mails_tells_that_a_company_has_answered() -> None:
    mail, client = submitted_mail(answered(1, hours=1)), administrator()
    assert telling(client, mail) == set()
    assert client.post(reverse("workspace-mail-retry", args=[mail.pk])).status_code == 404
    MailFactory(to=TO)  # about nothing
    assert telling(client, mail) == {"list", "search", "csv"}


def test_once_the_deadline_has_passed_they_are_mails_like_any_other() -> None:
    mail, client = submitted_mail(answered(1)), administrator()
    assert telling(client, mail) == {"start", "list", "search", "csv", "mail"}
    client.post(reverse("workspace-mail-retry", args=[mail.pk]))
    assert Mail.objects.get().state == "queued"


def test_of_a_request_that_is_withdrawn_no_mail_ever_tells_who_answered() -> None:
    scene = answered(1, hours=1)
    mail, client = submitted_mail(scene), administrator()
    withdrawing.withdraw(scene.request, WHY, scene.manager)
    assert telling(client, mail) == set()
