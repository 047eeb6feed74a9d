"""Accounts that nobody uses are warned and then erased; devices and registers' logs go in their time."""

from datetime import timedelta
from importlib import import_module

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from core import forgetting
from core.kept import kinds
from core.models import Mail, RetentionRun
from tests.accounts.lives import log
from tests.factories import MembershipFactory, RepresentativeFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TWO_YEARS = 731 * DAY  # with a leap day or without


def long_gone(user: User, since: timedelta = TWO_YEARS, warned: timedelta | None = None) -> User:
    now = timezone.now()
    seen = {"joined_at": now - since - DAY, "last_login": now - since}
    User.objects.filter(pk=user.pk).update(**seen, warned_at=now - warned if warned else None)
    return user


def night() -> RetentionRun:
    return forgetting.forget()


def account(run: RetentionRun) -> dict:
    return next(entry for entry in run.report if entry["name"] == "account")


def is_erased(user: User) -> bool:
    return User.objects.get(pk=user.pk).erased_at is not None


def test_an_unused_account_is_warned_and_erased_thirty_days_later() -> None:
    user = long_gone(UserFactory(email="kari@example.org"))
    first = night()
    assert (account(first)["warned"], account(first)["due"], is_erased(user)) == (1, 0, False)
    day = date_format(timezone.localtime() + 30 * DAY, "DATE_FORMAT")
    assert f"erased after {day}. To keep it, sign in by then" in Mail.objects.get(to="kari@example.org").text
    assert account(night())["warned"] == 0
    User.objects.update(warned_at=timezone.now() - 30 * DAY)
    assert account(night())["forgotten"] == 1
    assert is_erased(user)
    assert account(night())["due"] == 0


@pytest.mark.parametrize(("warned", "erased"), [(29 * DAY, False), (30 * DAY, True)])
def test_the_warning_is_out_for_its_whole_time(warned: timedelta, erased: bool) -> None:
    user = long_gone(UserFactory(), warned=warned)
    night()
    assert is_erased(user) == erased


@pytest.mark.parametrize(("since", "warned"), [(660 * DAY, 0), (720 * DAY, 1)])
def test_the_warning_goes_out_a_month_before(since: timedelta, warned: int) -> None:
    long_gone(UserFactory(), since)
    assert account(night())["warned"] == warned


def test_signing_in_after_the_warning_keeps_the_account() -> None:
    user = long_gone(UserFactory(), warned=40 * DAY)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - 35 * DAY)
    assert account(night())["due"] == 0
    assert not is_erased(user)


def member() -> User:
    return MembershipFactory().user


def representative() -> User:
    return RepresentativeFactory().user


def administrator() -> User:
    return UserFactory(is_staff=True)


@pytest.mark.parametrize("make", [member, representative, administrator, lambda: StaffRoleFactory().user])
def test_whoever_has_a_role_is_neither_warned_nor_erased(make) -> None:
    user = long_gone(make(), warned=40 * DAY)
    long_gone(make())
    run = night()
    assert (account(run)["warned"], account(run)["due"], is_erased(user)) == (0, 0, False)


def test_whoever_never_signed_in_counts_from_when_she_joined() -> None:
    User.objects.filter(pk=UserFactory().pk).update(joined_at=timezone.now() - TWO_YEARS)
    assert account(night())["warned"] == 1


def test_many_are_warned_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.idle.BATCH", 2)
    for _number in range(5):
        long_gone(UserFactory())
    assert account(night())["warned"] == 5
    assert Mail.objects.count() == 5


def test_one_account_that_cannot_be_erased_for_whatever_reason_leaves_the_others_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, broken, after = (long_gone(UserFactory(), warned=30 * DAY) for _place in range(3))

    def mail(address: str, language: str) -> None:
        if address == broken.email:
            raise ValueError

    monkeypatch.setattr("accounts.notifications.erased", mail)
    entry = account(night())
    assert (entry["due"], entry["forgotten"], entry["error"]) == (3, 2, "")
    assert entry["withheld"] == {"An error stood in the way; the log has it.": 1}
    assert [is_erased(user) for user in (before, broken, after)] == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_accounts_that_were_erased_before_a_run_was_cut_off_stay_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    done, _next = (long_gone(UserFactory(), warned=30 * DAY) for _place in range(2))

    def cut_off(address: str, language: str) -> None:
        if address != done.email:
            raise SystemExit

    monkeypatch.setattr("accounts.notifications.erased", cut_off)
    with pytest.raises(SystemExit):
        night()
    assert is_erased(done)


def test_what_the_page_promises_of_an_account_is_when_it_goes() -> None:
    user = long_gone(UserFactory(), since=700 * DAY)
    kept = next(kind for kind in kinds() if kind.name == "account")
    until = kept.rows().get(pk=user.pk).keep_until
    assert timezone.now() + 29 * DAY < until < timezone.now() + 32 * DAY
    assert kept.rows().get(pk=member().pk).keep_until is None


def session(ends_in: timedelta) -> Session:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.create()
    Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() + ends_in)
    return Session.objects.get(pk=store.session_key)


def test_sign_ins_that_ran_out_go_and_their_devices_with_them() -> None:
    user = UserFactory()
    rows = {key: session(ends_in) for key, ends_in in {"over": -DAY, "on": DAY}.items()}
    for row in rows.values():
        UserSession.objects.create(user=user, ip="192.0.2.7", session_key=row.pk, user_agent="Firefox")
    UserSession.objects.create(user=user, ip="192.0.2.7", session_key="signed-out", user_agent="Firefox")
    night()
    assert list(Session.objects.all()) == [rows["on"]]
    night()
    assert [device.session_key for device in UserSession.objects.all()] == [rows["on"].pk]


def test_the_log_of_the_registers_goes_after_two_years() -> None:
    user = UserFactory()
    for days in (700, 740):
        log(user, user, str(days), "[]")
        LogEntry.objects.filter(object_repr=str(days)).update(action_time=timezone.now() - days * DAY)
    night()
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["700"]
