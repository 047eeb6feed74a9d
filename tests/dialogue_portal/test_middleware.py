"""What no browser sends is answered all the same."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import MembershipFactory, NeedFactory, TermsFactory, UserFactory
from tests.factories.needs import ProposedNeedFactory
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db
NUL = "a\0b"


def to_the_desk(user: User) -> tuple[str, str, Any]:
    return "get", reverse("workspace-remove"), {"need": NeedFactory().pk, "here": NUL}


def to_the_door(user: User) -> tuple[str, str, Any]:
    return "post", reverse("workspace-event-check-in", args=[TermsFactory().event.slug]), {"code": NUL}


def to_retention(user: User) -> tuple[str, str, Any]:
    return "post", reverse("workspace-retention-find"), {"email": NUL}


def to_a_proposal(user: User) -> tuple[str, str, Any]:
    proposal = ProposedNeedFactory()
    MembershipFactory(user=user, municipality=proposal.municipality, role="editor")
    return "post", reverse("workspace-proposal-throw-away", args=[proposal.pk]), {"reason": NUL}


def to_a_registration(user: User) -> tuple[str, str, Any]:
    return "get", reverse("registration", args=[NUL]), {}


PLACES = [to_the_desk, to_the_door, to_retention, to_a_proposal, to_a_registration]


@pytest.mark.parametrize("where", PLACES)
def test_no_address_answers_a_nul_with_500(where: Any) -> None:
    user = UserFactory(is_staff=True, is_superuser=True)
    method, path, data = where(user)
    client = signed_in(user)
    client.raise_request_exception = False
    assert getattr(client, method)(path, data).status_code == 400


def test_a_cookie_with_a_nul_is_nobodys() -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefgh\0"
    assert client.get("/en/workspace/").status_code == 302
