"""Who asks too often waits; nobody gets around it by a forged address, and nothing stands still without Redis."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from core import limits
from core.limits import Limit, TooMany, network
from core.public import public
from dialogue_portal import urls as portal

TWICE = Limit("test", most=2, seconds=60)


@public
def limited(request: HttpRequest) -> HttpResponse:
    TWICE.enforce(network(request))
    return HttpResponse("in")


urlpatterns = [*portal.urlpatterns, path("limited/", limited)]
handler404, handler429 = portal.handler404, portal.handler429


@pytest.fixture(autouse=True)
def counters() -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(django_settings.REDIS_URL)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


def test_a_key_is_let_through_so_many_times_and_another_is_another() -> None:
    assert [TWICE.hit("kari@example.org") for _ in range(4)] == [True, True, False, False]
    assert TWICE.hit("ola@example.org")
    assert Limit("other", most=1, seconds=60).hit("kari@example.org")


def test_the_time_starts_with_the_first_hit_and_ends_by_itself(counters: redis.Redis) -> None:
    TWICE.hit("kari@example.org"), TWICE.hit("kari@example.org")
    [key] = counters.keys()
    counters.expire(key, 20)
    assert not TWICE.hit("kari@example.org")
    assert 0 < counters.ttl(key) <= 20
    counters.delete(key)
    assert TWICE.hit("kari@example.org")
    assert 0 < counters.ttl(key) <= 60


def test_what_is_counted_names_nobody(counters: redis.Redis) -> None:
    TWICE.hit("kari@example.org")
    [key] = counters.keys()
    assert b"kari" not in key


def test_of_many_at_once_no_more_come_through() -> None:
    limit = Limit("many", most=5, seconds=60)
    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(limit.hit, ["key"] * 40)) == 5


def test_beyond_the_limit_the_exception_says_how_long_to_wait() -> None:
    TWICE.enforce("key"), TWICE.enforce("key")
    with pytest.raises(TooMany) as refusal:
        TWICE.enforce("key")
    assert 0 < refusal.value.retry_after <= 60


def test_without_redis_everybody_is_let_through_and_the_log_says_it_once(
    settings, caplog: pytest.LogCaptureFixture
) -> None:
    limits.say_once.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with caplog.at_level(logging.WARNING, "core.limits"):
        assert all(TWICE.hit("key") for _ in range(5))
    assert [record.message for record in caplog.records] == ["Redis is away: nothing is limited meanwhile"]


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


@pytest.mark.urls(__name__)
def test_a_view_beyond_its_limit_answers_with_the_page_429_and_when_to_come_back(client: Client) -> None:
    assert [client.get("/limited/").content for _ in range(2)] == [b"in", b"in"]
    with translation.override("en"):
        answer = client.get("/limited/")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Too many tries" in answer.content.decode()
    assert "public" not in answer.headers.get("Cache-Control", "")
    assert not answer.cookies
    assert client.get("/limited/", REMOTE_ADDR="192.0.2.1").status_code == 200
