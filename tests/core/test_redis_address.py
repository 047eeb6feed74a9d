"""One address says where Redis is, of one server or of the Sentinels that know which server it is."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from redis import ConnectionPool, Redis
from redis.sentinel import SentinelManagedSSLConnection

from core.redis_address import PATIENCE, Group, broker_options, broker_url, pool_class, read_group

WITH_TLS = "sentinels://:p%40ss@one,two/portal/2?ssl_ca_certs=/run/secrets/ca.pem"


@pytest.mark.parametrize("url", ["redis://:secret@valkey:6379/0", "rediss://valkey/0?ssl_cert_reqs=required"])
def test_the_address_of_one_server_is_left_as_it_is(url: str) -> None:
    assert (pool_class(url), broker_url(url)) == (ConnectionPool, url)
    assert broker_options(url) == {}


@pytest.mark.parametrize(
    ("asked", "wanted"), [("", "?ssl_cert_reqs=required"), ("?ssl_cert_reqs=none", "?ssl_cert_reqs=none")]
)
def test_by_tls_one_server_must_show_celery_who_it_is_unless_it_is_told_otherwise(asked: str, wanted: str) -> None:
    url = "rediss://:p%40ss@valkey:6380/0"
    assert broker_url(f"{url}{asked}") == f"{url}{wanted}"


@pytest.mark.parametrize(
    ("url", "group"),
    [
        ("sentinel://one/portal/0", Group("portal", [("one", 26379)], 0, None, None, None)),
        (
            "sentinel://web:p%40s%2Cs@one:5000,10.0.0.2,three:26379/portal/12",
            Group("portal", [("one", 5000), ("10.0.0.2", 26379), ("three", 26379)], 12, "web", "p@s,s", None),
        ),
        (
            WITH_TLS,
            Group("portal", [("one", 26379), ("two", 26379)], 2, None, "p@ss", {"ssl_ca_certs": "/run/secrets/ca.pem"}),
        ),
        ("sentinels://one/portal/0", Group("portal", [("one", 26379)], 0, None, None, {})),
    ],
)
def test_an_address_of_sentinels_names_them_the_group_and_its_database(url: str, group: Group) -> None:
    assert read_group(url) == group


@pytest.mark.parametrize(
    "url",
    [
        "sentinel://:secret@one:26379,two:26379",
        "sentinel://:secret@one:26379,two:26379/0",
        "sentinel://:secret@one:26379,two:26379//0",
        "sentinel://:secret@one:26379,two:26379/portal/first",
        "sentinel://:secret@one:26379,two:port/portal/0",
        "sentinel://:secret@one:26379,/portal/0",
        "sentinel://:secret@one/portal/0?ssl_ca_certs=/run/secrets/ca.pem",
        "sentinels://:secret@one/portal/0?ssl_cert_reqs=none",
    ],
)
def test_an_address_that_lacks_something_or_asks_for_what_there_is_not_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must be like") as refusal:
        pool_class(url).from_url(url)
    assert "secret" not in str(refusal.value)


def test_celery_is_told_of_each_sentinel_and_of_the_group() -> None:
    url = "sentinel://web:p%40s%3Bs@one:5000,two/portal/0"
    assert broker_url(url) == "sentinel://web:p%40s%3Bs@one:5000/0;sentinel://web:p%40s%3Bs@two:26379/0"
    asking = {"username": "web", "password": "p@s;s", **PATIENCE}
    assert broker_options(url) == {"master_name": "portal", "sentinel_kwargs": asking, "health_check_interval": 2}


def test_by_tls_servers_and_sentinels_must_show_who_they_are() -> None:
    pool = pool_class(WITH_TLS).from_url(WITH_TLS, socket_timeout=1)
    assert pool.connection_class is SentinelManagedSSLConnection
    sentinels: list[Redis] = pool.sentinel_manager.sentinels
    for asked in (pool.connection_kwargs, *(sentinel.get_connection_kwargs() for sentinel in sentinels)):
        assert (asked["ssl_ca_certs"], asked.get("ssl_cert_reqs", "required")) == ("/run/secrets/ca.pem", "required")
    assert broker_options(WITH_TLS)["sentinel_kwargs"]["ssl"] is True
    told = "ssl_cert_reqs=required&ssl_ca_certs=%2Frun%2Fsecrets%2Fca.pem"
    assert broker_url(WITH_TLS).split(";")[1] == f"sentinel://:p%40ss@two:26379/2?{told}"
