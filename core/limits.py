"""How often something may be done: counted in Redis, so that all processes count together.

TRIES = Limit("interest", most=5, seconds=3600)
if seconds := TRIES.wait(network(request)): …    # too early: say when, and lose nothing of what was typed
"""

import hashlib
import logging
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.redis_address import pool_class

logger = logging.getLogger(__name__)

NETWORK_BITS = {4: 24, 6: 48}


@dataclass(frozen=True)
class Limit:
    """At most `most` times in `seconds`, for each key; the time starts with the key's first hit."""

    name: str
    most: int
    seconds: int

    def wait(self, key: str) -> int:
        """Count one more; seconds until the key may again, 0 within the limit or when Redis is away."""
        try:
            count, left = self.count(key)
        except RedisError:
            logger.warning("Redis is away: nothing is limited meanwhile")
            return 0
        return max(left, 1) if count > self.most else 0

    def is_reached(self, key: str) -> bool:
        """Whether one more would have to wait. Counts nothing."""
        try:
            return int(client(settings.REDIS_URL).get(self.place(key)) or 0) >= self.most  # type: ignore[arg-type]
        except RedisError:
            return False

    def place(self, key: str) -> str:
        return f"limit:{self.name}:{hashlib.sha256(key.encode()).hexdigest()}"

    def count(self, key: str) -> tuple[int, int]:
        """How often by now, and how many seconds are left; in one transaction, so that no counter stays for ever."""
        place = self.place(key)
        with client(settings.REDIS_URL).pipeline() as pipeline:
            pipeline.set(place, 0, ex=self.seconds, nx=True)
            pipeline.incr(place)
            pipeline.ttl(place)
            _new, count, left = pipeline.execute()
        return count, left


@cache
def client(url: str) -> Redis:
    """A page does not wait for a Redis that does not answer."""
    options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
    return Redis.from_pool(pool_class(url).from_url(url, **options))


def network(request: HttpRequest) -> str:
    """The network that a request comes from: a /24 of IPv4, a /48 of IPv6. Behind a proxy, that of the visitor."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except PermissionDenied:  # a proxy on a socket, which says nothing of the visitor
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, NETWORK_BITS[address.version]), strict=False))
