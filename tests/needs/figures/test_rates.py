"""Exchange rates: kept by staff, one a day and currency, the newest holds."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from needs.figures import euro
from needs.figures.rates import keep_rates, rates_at
from needs.models import ExchangeRate
from tests.factories import StaffRoleFactory, UserFactory
from tests.needs.roles import signed_in

pytestmark = pytest.mark.django_db


def kept() -> list[tuple]:
    return [
        (rate.on.isoformat(), rate.currency, str(rate.per_euro.normalize()), rate.source)
        for rate in ExchangeRate.objects.all()
    ]


@pytest.fixture
def manager() -> Client:
    return signed_in(StaffRoleFactory().user)


def form(**fields: str) -> dict[str, str]:
    return {"key": str(uuid4()), "on": "2026-01-02", "source": "ECB", **fields}


def test_the_newest_rate_on_or_before_a_day_holds(django_assert_num_queries) -> None:
    boss = UserFactory(is_superuser=True)
    keep_rates(boss, date(2026, 1, 2), "ECB", {"NOK": Decimal("11.5"), "SEK": Decimal("10.8")})
    keep_rates(boss, date(2026, 2, 2), "Norges Bank", {"NOK": Decimal("11.25")})
    with django_assert_num_queries(1):
        rates = rates_at(date(2026, 2, 1))
    assert euro.per_euro(rates.newest) == {"EUR": 1, "NOK": Fraction("11.5"), "SEK": Fraction("10.8")}
    later = rates_at(date(2026, 2, 2))
    newest = [(rate.currency, rate.on.month, rate.source) for rate in later.newest]
    assert newest == [
        ("NOK", 2, "Norges Bank"),
        ("SEK", 1, "ECB"),
    ]
    assert later.missing == ["DKK", "ISK"]
    assert rates_at(date(2026, 1, 1)).newest == []


def test_a_rate_is_never_written_over() -> None:
    boss = UserFactory(is_superuser=True)
    keep_rates(boss, date(2026, 1, 2), "ECB", {"NOK": Decimal("11.5")})
    with pytest.raises(ValidationError, match="NOK already has a rate of 2 January 2026"):
        keep_rates(boss, date(2026, 1, 2), "ECB", {"SEK": Decimal("10.8"), "NOK": Decimal("1")})
    with pytest.raises(PermissionDenied):
        keep_rates(UserFactory(), date(2026, 1, 3), "ECB", {"NOK": Decimal("11.5")})
    assert kept() == [("2026-01-02", "NOK", "11.5", "ECB")]


def test_a_manager_adds_a_day_s_rates_at_once_and_the_form_sent_twice_is_one(manager: Client) -> None:
    data = form(NOK="11.5", SEK="10,84", DKK="7.469", ISK="147.2")
    for _ in range(2):
        assert manager.post(reverse("workspace-rates-add"), data).url == reverse("workspace-rates")
    assert kept() == [
        ("2026-01-02", "DKK", "7.469", "ECB"),
        ("2026-01-02", "ISK", "147.2", "ECB"),
        ("2026-01-02", "NOK", "11.5", "ECB"),
        ("2026-01-02", "SEK", "10.84", "ECB"),
    ]
    page = manager.get(reverse("workspace-rates")).content.decode()
    assert page.count("holds today") == 4


def test_what_is_wrong_with_rates_is_said_and_nothing_is_kept(manager: Client) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    wrong = {
        "Write the rate of at least one currency.": form(),
        "“x” is not a number.": form(NOK="x"),
        "Write a number above 0.": form(NOK="0"),
        "This day is still to come.": form(NOK="1", on=tomorrow),
    }
    for sentence, data in wrong.items():
        answer = manager.post(reverse("workspace-rates-add"), data)
        assert [text for texts in answer.context["form"].errors.values() for text in texts] == [sentence]
    assert kept() == []


def test_the_list_of_rates_costs_the_same_with_many(manager: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            manager.get(reverse("workspace-rates"))
        return len(seen)

    boss = UserFactory(is_superuser=True)
    keep_rates(boss, date(2026, 1, 1), "ECB", {"NOK": Decimal("11.5")})
    with_one = queries()
    for day in range(2, 28):
        keep_rates(boss, date(2026, 1, day), "ECB", {"NOK": Decimal("11.5"), "SEK": Decimal("10.8")})
    assert queries() == with_one


def test_an_administrator_s_correction_leaves_the_old_rate_in_the_log(client: Client) -> None:
    boss = UserFactory(is_superuser=True, is_staff=True)
    keep_rates(boss, date(2026, 1, 2), "ECB", {"NOK": Decimal("115")})
    client.force_login(boss)
    rate = ExchangeRate.objects.get()
    client.post(reverse("admin:needs_exchangerate_change", args=[rate.pk]), {"per_euro": "11.5", "source": "ECB"})
    assert kept() == [("2026-01-02", "NOK", "11.5", "ECB")]
    assert LogEntry.objects.get().change_message == "NOK 2026-01-02: per_euro was 115.000000"
    assert client.post(reverse("admin:needs_exchangerate_delete", args=[rate.pk])).status_code == 403
