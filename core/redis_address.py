"""Where Redis or Valkey is: one server, or several of which Sentinels know the one that is written to.

"redis://:password@host:6379/0" is one server. "sentinel://:password@one:26379,two:26379,three:26379/portal/0" asks the
Sentinels of these hosts for the servers that they watch under the name "portal", and takes their database 0. User and
password are the servers' and the Sentinels' alike. "sentinels://" asks both by TLS, as "rediss://" does, and
"?ssl_ca_certs=" names the file of the authority, if it is none that the system knows.

The settings read it, so nothing here may want Django to be ready.
"""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured
from kombu.utils.url import as_url
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel, SentinelConnectionPool

OPTIONS: dict[str, set[str]] = {"sentinel": set(), "sentinels": {"ssl_ca_certs"}}
PORT = 26379
CERTIFIED = {"ssl_cert_reqs": "required"}
# A Sentinel answers at once or not at all, and then the next one is asked
PATIENCE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
HEALTH_SECONDS = 2  # so often a worker looks whether its server still answers: one without power does not hang up


@dataclass(frozen=True)
class Group:
    """Servers of which one is written to, and the Sentinels that know which."""

    name: str
    sentinels: list[tuple[str, int]]
    database: int
    user: str | None
    password: str | None
    tls: dict[str, str] | None

    def access(self) -> dict[str, Any]:
        """What servers and Sentinels want of whoever connects."""
        tls = {} if self.tls is None else {"ssl": True, **self.tls}
        return {"username": self.user, "password": self.password, **tls}

    def asking(self) -> dict[str, Any]:
        """How a Sentinel is asked."""
        return {**self.access(), **PATIENCE}


def is_group(url: str) -> bool:
    return urlsplit(url).scheme in OPTIONS


def read_group(url: str) -> Group:
    """What an address of Sentinels says. Raises ImproperlyConfigured."""
    try:
        return _group(urlsplit(url))
    except ValueError:
        example = "sentinel://one:26379,two:26379,three:26379/portal/0"
        raise ImproperlyConfigured(f"REDIS_URL must be like redis://valkey:6379/0 or {example}") from None


def _group(parts: SplitResult) -> Group:
    name, database = parts.path.removeprefix("/").split("/")
    hosts = [urlsplit(f"//{host}") for host in parts.netloc.rpartition("@")[2].split(",")]
    sentinels = [(host.hostname or "", host.port or PORT) for host in hosts]
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not name or not all(host for host, _port in sentinels) or set(options) - OPTIONS[parts.scheme]:
        raise ValueError
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return Group(name, sentinels, int(database), user, password, options if parts.scheme == "sentinels" else None)


class SentinelPool(SentinelConnectionPool):
    """Connections to the server that is written to: whoever connects asks the Sentinels which that is."""

    @classmethod
    def from_url(cls, url: str, **options: Any) -> Self:
        group = read_group(url)
        sentinels = Sentinel(group.sentinels, sentinel_kwargs=group.asking())
        return cls(group.name, sentinels, db=group.database, **group.access(), **options)


def pool_class(url: str) -> type[ConnectionPool]:
    """Whose `from_url` takes this address."""
    return SentinelPool if is_group(url) else ConnectionPool


def broker_url(url: str) -> str:
    """The address as Celery wants it: of each Sentinel one, with what the servers want.

    By TLS it looks at no certificate unless the address says so.
    """
    if not is_group(url):
        return certified(urlsplit(url))
    group = read_group(url)
    user, password, path = group.user or "", group.password or "", str(group.database)
    query = "" if group.tls is None else "?" + urlencode({**CERTIFIED, **group.tls})
    return ";".join(as_url("sentinel", host, port, user, password, path) + query for host, port in group.sentinels)


def certified(parts: SplitResult) -> str:
    asked = dict(parse_qsl(parts.query))
    return (
        parts._replace(query=urlencode({**CERTIFIED, **asked})).geturl() if parts.scheme == "rediss" else parts.geturl()
    )


def broker_options(url: str) -> dict[str, Any]:
    """What Celery must be told besides: of one server nothing, of Sentinels whom to ask for, and how."""
    if not is_group(url):
        return {}
    group = read_group(url)
    asking = {"master_name": group.name, "sentinel_kwargs": group.asking()}
    return {**asking, "health_check_interval": HEALTH_SECONDS}
