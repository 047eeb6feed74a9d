"""How long a sign-in lasts."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.sessions import BEGAN
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/account/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": UserFactory().email, "password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def pass_by(client: Client, minutes: int) -> None:
    """As if the sign-in and its last use were so much longer ago."""
    session = client.session
    session[BEGAN] -= minutes * 60
    ends = Session.objects.get(pk=session.session_key).expire_date
    session.save()
    Session.objects.filter(pk=session.session_key).update(expire_date=ends - timedelta(minutes=minutes))


def minutes_left(client: Client) -> int:
    row = Session.objects.get(pk=client.session.session_key)
    return round((row.expire_date - timezone.now()).total_seconds() / 60)


def test_who_does_nothing_for_an_hour_is_signed_out(client: Client) -> None:
    assert minutes_left(client) == 60
    pass_by(client, 61)
    assert not is_signed_in(client)


def test_who_reads_stays_signed_in(client: Client) -> None:
    for _time in range(4):
        pass_by(client, 50)
        assert is_signed_in(client)
        assert minutes_left(client) == 60


def test_after_ten_hours_it_is_over_however_much_it_was_used(client: Client) -> None:
    for _time in range(11):
        pass_by(client, 50)
        assert is_signed_in(client)
    pass_by(client, 40)
    assert is_signed_in(client)
    assert minutes_left(client) == 10
    pass_by(client, 11)
    assert not is_signed_in(client)


def test_that_it_is_used_is_written_down_once_in_five_minutes_and_touches_nothing_else(client: Client) -> None:
    def written(minutes: int) -> bool:
        Session.objects.update(expire_date=timezone.now() + timedelta(minutes=60 - minutes))
        before = Session.objects.values_list("session_data", "expire_date").get()
        client.get(PAGE)
        after = Session.objects.values_list("session_data", "expire_date").get()
        assert before[0] == after[0]
        return before != after

    assert (written(4), written(6)) == (False, True)


def test_a_new_sign_in_begins_anew(client: Client) -> None:
    began = client.session[BEGAN]
    pass_by(client, 30)
    client.force_login(UserFactory())
    assert began <= client.session[BEGAN] <= time.time()
