"""Where the link of an invitation leads: for whom it is, with an account and without one, and when it is dead."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.invitations import token
from accounts.models import User
from municipalities.models import Invitation, Membership
from tests.acts import together
from tests.factories import PASSWORD, MunicipalityFactory, UserFactory
from tests.factories.invitations import InvitationFactory
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation() -> Invitation:
    return InvitationFactory(invited_by__name="Ingrid")


def path(invitation: Invitation) -> str:
    return f"/en/account/invitations/{token(invitation)}/"


def newcomer(**changes: str) -> dict[str, str]:
    return {"name": "Åse Þórsdóttir", "language": "sv", "password": "fyra gröna cyklar", **changes}


def words(response) -> str:
    return text_of(response.content.decode())


def test_the_page_says_who_invites_to_what_and_keeps_no_session(invitation) -> None:
    client = Client()
    response = client.get(path(invitation))
    said = words(response)
    assert f"Ingrid invites you to work for {invitation.municipality} in the portal, as editor." in said
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert set(client.cookies) <= {"csrftoken"}
    assert Invitation.objects.get().state == "sent"


def test_somebody_without_an_account_makes_one_and_lands_in_the_body_s_workspace(invitation) -> None:
    client = Client()
    response = client.post(path(invitation), newcomer())
    user = User.objects.get(email=invitation.email)
    assert (user.name, user.language, user.check_password("fyra gröna cyklar")) == ("Åse Þórsdóttir", "sv", True)
    assert list(user.emailaddress_set.values_list("verified", "primary")) == [(True, True)]
    assert Membership.objects.get(user=user).role == "editor"
    assert response["Location"] == f"/sv/workspace/municipality/{invitation.municipality_id}/"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "x" * 10_000}, "name"),
        ({"name": "\u202e\u200f "}, "name"),
        ({"language": "xx"}, "language"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "x" * 5000}, "password"),
    ],
)
def test_what_is_wrong_is_said_and_no_account_is_made(invitation, changes: dict, field: str) -> None:
    response = Client().post(path(invitation), newcomer(**changes))
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ærøskøbing Åse Ðóra Ŋuorra Čáhput", "Ærøskøbing Åse Ðóra Ŋuorra Čáhput"),
        ("Sigríður 👩‍🚒 🇮🇸", "Sigríður 👩‍🚒 🇮🇸"),
        ("\u202eÅse\u0000  Berg\n", "Åse Berg"),
        ("محمد", "محمد"),
    ],
)
def test_names_keep_every_letter_and_lose_what_turns_the_text_around(invitation, written: str, kept: str) -> None:
    Client().post(path(invitation), newcomer(name=written))
    assert User.objects.get(email=invitation.email).name == kept


def test_somebody_with_an_account_signs_in_and_accepts_with_one_button(invitation) -> None:
    user, client = UserFactory(email=invitation.email), Client()
    assert f"/en/account/login/?next={quote(path(invitation))}" in client.get(path(invitation)).content.decode()
    assert client.post(path(invitation), newcomer()).status_code == 403
    client = signed_in(user)
    assert "Accept the invitation" in words(client.get(path(invitation)))
    response = client.post(path(invitation))
    assert response["Location"] == f"/en/workspace/municipality/{invitation.municipality_id}/"
    assert Membership.objects.get().user == user
    assert client.post(path(invitation))["Location"] == response["Location"]


def test_who_has_an_account_is_welcomed_in_the_language_of_the_page(invitation) -> None:
    client = signed_in(UserFactory(email=invitation.email, language="da"))
    response = client.post(path(invitation))
    assert [str(said) for said in get_messages(response.wsgi_request)] == [
        f"Welcome. You work for {invitation.municipality} now."
    ]


def test_the_address_is_hers_in_any_spelling() -> None:
    invitation = InvitationFactory(email="åse@xn--brum-voa.kommune.no")
    user = UserFactory(email="åse@bærum.kommune.no")
    assert signed_in(user).post(path(invitation)).status_code == 302
    assert Membership.objects.get().user == user


def test_a_forwarded_link_gives_nothing_to_somebody_else(invitation) -> None:
    other = signed_in(UserFactory(email="other@example.org"))
    said = words(other.get(path(invitation)))
    assert "You are signed in as" in said and f"Only the person at {invitation.email} can accept." in said  # noqa: PT018
    assert other.post(path(invitation), newcomer()).status_code == 403
    assert Membership.objects.count() == 0
    assert not User.objects.filter(email=invitation.email).exists()


def test_an_address_that_nobody_verified_is_no_proof(invitation) -> None:
    other = UserFactory(email="other@example.org")
    other.emailaddress_set.create(email=invitation.email, verified=False)
    assert signed_in(other).post(path(invitation)).status_code == 403


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "accepted"}, "It was accepted already."),
        ({"state": "revoked"}, "Ask Ingrid, or another colleague in"),
        ({"state": "expired"}, "Ask Ingrid, or another colleague in"),
        ({"state": "needs_consent"}, "Ask Ingrid, or another colleague in"),
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "It was not accepted in time."),
        ({"links_sent": 2}, "Open the link in the newest mail."),
    ],
)
def test_a_dead_link_says_whom_to_ask(invitation, fields: dict, said: str) -> None:
    link = path(invitation)
    Invitation.objects.update(**fields)
    answers = (Client().get(link), Client().post(link, newcomer(), follow=True), signed_in(UserFactory()).get(link))
    for response in answers:
        assert response.status_code == 410
        assert said in words(response)
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_body_that_was_merged_meanwhile_takes_nobody_in(invitation) -> None:
    body = invitation.municipality
    body.merged_into = MunicipalityFactory()
    body.save()
    assert Client().post(path(invitation), newcomer()).status_code == 410


def changed_at_the_end(link: str, old: str, new: str) -> str:
    before, _old, after = link.rpartition(old)
    return before + new + after


@pytest.mark.parametrize("change", [("/", "x/"), (":", "x:"), ("invitations/", "invitations/x")])
def test_a_tampered_link_says_nothing_of_anybody(invitation, change) -> None:
    response = Client().get(changed_at_the_end(path(invitation), *change))
    assert response.status_code == 410
    assert "The link is not whole." in words(response)
    assert "Ingrid" not in words(response)


def test_the_second_of_two_clicks_leads_to_where_the_first_one_did(invitation) -> None:
    """Her browser sent it before the first was answered: without the session, and after the link was used."""
    first, second = Client(), Client()
    first.post(path(invitation), newcomer())
    answer = second.post(path(invitation), newcomer())
    assert (answer.status_code, answer["Location"]) == (302, path(invitation))
    assert first.get(answer["Location"])["Location"] == f"/en/workspace/municipality/{invitation.municipality_id}/"


@pytest.mark.sent_twice("account-invitation")
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_person_and_one_membership() -> None:
    invitation = InvitationFactory()

    assert together(*[lambda: Client().post(path(invitation), newcomer()).status_code] * 2) == [302, 302]
    assert User.objects.filter(email=invitation.email).count() == 1
    assert (Membership.objects.count(), Invitation.objects.get().state) == (1, "accepted")


def test_she_signs_in_with_her_password_from_then_on(invitation) -> None:
    Client().post(path(invitation), newcomer(password=PASSWORD))
    client = Client()
    client.post("/en/account/login/", {"login": invitation.email, "password": PASSWORD})
    assert client.get("/en/workspace/").status_code == 200
