"""Whoever has the database or its backup, but not SECRET_KEY, cannot make anybody's second factor of it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.db import connection
from django.test import Client

from accounts.sealing import seal, unseal
from accounts.tasks import seal_secrets
from tests.accounts.test_second_factor import code, with_password
from tests.factories import StaffRoleFactory
from tests.factories.accounts import TOTP_SECRET
from tests.reading import text_of

pytestmark = pytest.mark.django_db
DOOR = "/en/account/2fa/authenticate/"
ANOTHER_KEY = "another-key-" * 4


@pytest.fixture
def manager():
    """Has an app, as allauth sets it up, and recovery codes."""
    user = StaffRoleFactory(second_factor=False).user
    TOTP.activate(user, TOTP_SECRET)
    return user


def kept(user) -> list[str]:
    """As the database and its backups have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator WHERE user_id = %s ORDER BY id", [user.pk])
        return [data for (data,) in cursor.fetchall()]


def comes_in(user, said: str) -> bool:
    client = Client()
    with_password(user, client)
    return client.post(DOOR, {"code": said}).status_code == 302


def test_the_database_has_no_secret_in_clear_and_app_and_recovery_codes_open(manager) -> None:
    recovery = RecoveryCodes.activate(manager)
    seed = unseal(recovery.instance.data["seed"])
    app, codes = kept(manager)
    assert TOTP_SECRET not in app
    assert seed not in codes
    assert comes_in(manager, code())
    assert comes_in(manager, recovery.get_unused_codes()[0])


def test_what_lay_in_clear_opens_and_is_sealed_at_night(manager) -> None:
    Authenticator.objects.filter(user=manager).update(data={"secret": TOTP_SECRET})
    Authenticator.objects.create(user=manager, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 5})
    assert comes_in(manager, code())
    seal_secrets()
    assert TOTP_SECRET not in "".join(kept(manager))
    app, codes = Authenticator.objects.filter(user=manager).order_by("pk")
    assert unseal(app.data["secret"]) == TOTP_SECRET
    assert (unseal(codes.data["seed"]), codes.data["used_mask"]) == ("ab" * 40, 5)


def test_after_a_night_the_key_before_is_needed_no_longer(manager, settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = ANOTHER_KEY, [settings.SECRET_KEY]
    assert comes_in(manager, code())
    seal_secrets()
    settings.SECRET_KEY_FALLBACKS = []
    [app] = Authenticator.objects.filter(user=manager)
    assert unseal(app.data["secret"]) == TOTP_SECRET


def test_what_has_todays_key_is_left_alone(manager) -> None:
    before = kept(manager)
    seal_secrets()
    assert kept(manager) == before


def test_without_the_key_nobody_comes_in_and_person_and_log_are_told_why(manager, settings, caplog) -> None:
    before, settings.SECRET_KEY = kept(manager), ANOTHER_KEY
    client = Client()
    with_password(manager, client)
    page = client.post(DOOR, {"code": code()})
    assert "Your second step cannot be checked" in text_of(page.content.decode())
    seal_secrets()
    assert kept(manager) == before
    assert [line.message for line in caplog.records if line.levelname == "ERROR"] == [
        "A second factor was sealed with a SECRET_KEY that is not in SECRET_KEY_FALLBACKS",
        "Second factors sealed with a SECRET_KEY that is not in SECRET_KEY_FALLBACKS: 1",
    ]


def test_the_same_secret_looks_different_each_time_and_is_not_taken_when_changed() -> None:
    once, again = seal(TOTP_SECRET), seal(TOTP_SECRET)
    assert once != again
    with pytest.raises(InvalidToken):
        unseal(once[:-4] + "AAA=")
