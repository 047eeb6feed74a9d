"""The public page about personal data, and what administrators see and do of it."""

import pytest
from django.test import Client
from django.utils.translation import gettext

from accounts.models import User
from core.kept import kinds
from core.models import Mail, RetentionRun
from municipalities.enums import MembershipRole
from suppliers.models import Follower
from tests.factories import (
    PASSWORD,
    ApplicantFactory,
    MembershipFactory,
    NeedFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.invitations import InvitationFactory
from tests.factories.suppliers import FollowFactory
from tests.needs.roles import ROLES, answers, person, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/workspace/retention/"
REASON = "You are the only administrator. Make somebody else administrator first."


def administrator() -> Client:
    """Who has just said once more who she is."""
    client = signed_in(UserFactory(is_staff=True, is_superuser=True))
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def report(**of: object) -> dict[str, object]:
    nothing = {"name": "mails", "due": 0, "forgotten": 0, "withheld": {}, "warned": 0, "error": ""}
    return {**nothing, **of}


# The public page


@pytest.mark.parametrize("language", ["en", "nb", "sv", "da", "fi", "is"])
def test_the_public_page_says_of_every_kind_why_and_how_long(client: Client, language: str) -> None:
    text = client.get(f"/{language}/privacy/").content.decode()
    for kept in kinds():
        for said in (kept.label, kept.why, kept.keeps):
            assert gettext(str(said)).replace("'", "&#x27;") in text


def test_the_public_page_changes_with_the_numbers(client: Client, settings) -> None:
    assert "30 days after it was sent" in client.get("/en/privacy/").content.decode()


def test_the_public_page_says_whom_to_ask(client: Client, settings) -> None:
    settings.CONTROLLER, settings.CONTACT_EMAIL = "Example Agency, Oslo", "privacy@example.org"
    text = client.get("/en/privacy/").content.decode()
    assert ("Example Agency, Oslo" in text, "mailto:privacy@example.org" in text) == (True, True)


def test_every_public_page_leads_to_it(client: Client) -> None:
    assert 'href="/nb/privacy/"' in client.get("/nb/").content.decode()


# The reports


def asked(address: str, method: str = "get") -> dict[str, int]:
    need = NeedFactory()
    return {role: getattr(signed_in(person(role, need)), method)(address).status_code for role in ROLES}


def test_only_administrators_read_the_reports_and_erase_others() -> None:
    run = RetentionRun.objects.create(report=[report()])
    somebody = UserFactory()
    assert asked(PAGE) == answers(403, administrator=200)
    assert asked(f"{PAGE}{run.pk}/") == answers(403, administrator=200)
    assert asked(f"{PAGE}{run.pk}/?as=csv") == answers(403, administrator=200)
    assert asked(f"{PAGE}erase/", "post") == answers(403, administrator=302)
    assert asked(f"{PAGE}erase/{somebody.pk}/") == answers(403, administrator=302)  # to say once more who she is
    assert asked(f"{PAGE}erase/{somebody.pk}/", "post") == answers(403, administrator=302)
    assert User.objects.get(pk=somebody.pk).erased_at is None


def test_the_list_has_the_newest_run_first_and_says_what_failed() -> None:
    RetentionRun.objects.create(report=[report(forgotten=3, due=5, withheld={REASON: 2})])
    RetentionRun.objects.create(report=[report(error="OperationalError"), report(forgotten=1)])
    runs = list(administrator().get(PAGE).context["page"])
    assert [(run.forgotten, run.withheld, run.errors) for run in runs] == [(1, 0, 1), (3, 2, 0)]


def test_a_report_is_read_and_taken_home() -> None:
    run = RetentionRun.objects.create(report=[report(forgotten=3, due=5, withheld={REASON: 2}), report(name="gone")])
    client = administrator()
    page = client.get(f"{PAGE}{run.pk}/").content.decode()
    for said in ("Mails to you", f"2: {REASON}", "gone"):
        assert said in page
    file = b"".join(client.get(f"{PAGE}{run.pk}/?as=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert file[:2] == ["Kind;Due;Forgotten;Kept although due;Warned;Error", f"Mails to you;5;3;2: {REASON};0;"]
    assert b"".join(client.get(f"{PAGE}{run.pk}/?as=xlsx").streaming_content).startswith(b"PK")


# Erasing somebody who asks


def test_an_administrator_erases_somebody_by_her_address() -> None:
    somebody, client = UserFactory(email="kari@example.org"), administrator()
    found = client.post(f"{PAGE}erase/", {"email": "Kari@example.org"})
    assert found.url == f"{PAGE}erase/{somebody.pk}/"
    assert client.post(found.url, {"email": "ola@example.org"}).context["form"].errors
    done = client.post(found.url, {"email": "kari@example.org"}, follow=True)
    assert "The person is erased." in done.content.decode()
    somebody.refresh_from_db()
    assert (somebody.name, str(somebody.erased_by)) == ("", str(done.context["user"]))
    assert client.get(found.url).status_code == 404


def test_an_administrator_erases_what_is_kept_with_an_address_that_is_of_no_account() -> None:
    client, place = administrator(), f"{PAGE}erase/"
    other, invited = ApplicantFactory(), InvitationFactory()
    applicant, guest = ApplicantFactory(email="kari@example.org"), RegistrationFactory(email="kari@example.org")
    FollowFactory(follower__email="kari@example.org")
    form = client.post(place, {"email": "Kari@example.org"}).context["form"]
    fields = {"email": "kari@example.org", "key": form["key"].value()}
    for _time in range(2):
        assert client.post(place, fields).url == PAGE
    for row in (applicant, guest, other, invited):
        row.refresh_from_db()
    assert (applicant.name, applicant.interest.state, guest.name, guest.state) == ("—", "withdrawn", "—", "cancelled")
    assert (Follower.objects.count(), other.name[:9], invited.state) == (0, "Applicant", "sent")
    [mail] = Mail.objects.filter(to="kari@example.org")
    assert mail.template == "accounts/mail/without_account/erased"


def test_an_unknown_address_is_said_to_be_nobodys() -> None:
    answer = administrator().post(f"{PAGE}erase/", {"email": "nobody@example.org"}, follow=True)
    assert "Nothing is kept with this address." in answer.content.decode()


def test_a_last_signatory_is_not_erased_by_an_administrator_either() -> None:
    somebody = MembershipFactory(role=MembershipRole.SIGNATORY).user
    answer = administrator().post(f"{PAGE}erase/{somebody.pk}/", {"email": somebody.email})
    assert "Name another signatory first" in answer.content.decode()
    assert User.objects.get(pk=somebody.pk).erased_at is None


def test_only_who_may_all_erases_somebody_who_may_all(client: Client) -> None:
    chief, helper = UserFactory(is_staff=True, is_superuser=True), UserFactory(is_staff=True)
    client.force_login(helper)
    assert client.get(f"{PAGE}erase/{chief.pk}/").status_code == 403
    assert client.post(f"{PAGE}erase/{chief.pk}/", {"email": chief.email}).status_code == 403
