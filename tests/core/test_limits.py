"""Who asks too often waits; nobody gets around it by a forged address, and nothing stands still without Redis."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from core.limits import Limit, network

TWICE = Limit("test", most=2, seconds=60)


@pytest.fixture(autouse=True)
def counters() -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(django_settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def test_a_key_is_let_through_so_many_times_and_another_is_another() -> None:
    assert [bool(TWICE.wait("kari@example.org")) for _ in range(4)] == [False, False, True, True]
    assert not TWICE.wait("ola@example.org")
    assert [TWICE.is_reached(f"{who}@example.org") for who in ("kari", "ola", "ola", "liv")] == [
        True,
        False,
        False,
        False,
    ]
    assert not Limit("other", most=1, seconds=60).wait("kari@example.org")


def test_the_time_starts_with_the_first_hit_and_ends_by_itself(counters: redis.Redis) -> None:
    TWICE.wait("kari@example.org"), TWICE.wait("kari@example.org")
    [key] = counters.keys()
    counters.expire(key, 20)
    assert TWICE.wait("kari@example.org")
    assert 0 < counters.ttl(key) <= 20
    counters.delete(key)
    assert not TWICE.wait("kari@example.org")
    assert 0 < counters.ttl(key) <= 60


def test_what_is_counted_names_nobody(counters: redis.Redis) -> None:
    TWICE.wait("kari@example.org")
    [key] = counters.keys()
    assert b"kari" not in key


def test_of_many_at_once_no_more_come_through() -> None:
    limit = Limit("many", most=5, seconds=60)
    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(limit.wait, ["key"] * 40)).count(0) == 5


def test_beyond_the_limit_it_is_said_how_long_to_wait() -> None:
    assert [TWICE.wait("key"), TWICE.wait("key")] == [0, 0]
    assert 0 < TWICE.wait("key") <= 60


@pytest.mark.fault
def test_without_redis_everybody_is_let_through_and_the_log_says_so(settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with caplog.at_level(logging.WARNING, "core.limits"):
        assert not any(TWICE.wait("key") or TWICE.is_reached("key") for _ in range(5))
    assert [record.message for record in caplog.records] == ["Redis is away: nothing is limited meanwhile"] * 5


@pytest.mark.parametrize(
    ("address", "of"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", "unknown"),
    ],
)
def test_a_visitor_is_known_by_her_network(address: str, of: str) -> None:
    assert network(RequestFactory().get("/", REMOTE_ADDR=address)) == of


def test_only_the_proxy_in_front_is_believed(settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 192.0.2.77")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert network(request) == "10.0.0.0/24"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert network(request) == "192.0.2.0/24"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    with pytest.raises(ImproperlyConfigured):
        network(request)
