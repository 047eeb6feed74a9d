"""The demo has sign-ins with a known password: it may only ever run on one's own machine."""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured

# By name; "testserver" is Django's own test client and no host of any network
OWN_MACHINE = {"localhost", "testserver"}


def demo_stays_at_home(**_kwargs: Any) -> list[Error]:
    """DEMO with https or with any host but this machine is an error."""
    return list(problems()) if settings.DEMO else []


def refuse_abroad() -> None:
    """The same where a server loads the portal, which asks no checks. Raises ImproperlyConfigured."""
    if found := demo_stays_at_home():
        raise ImproperlyConfigured(" ".join(str(error.msg) for error in found))


def problems() -> Iterable[Error]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https":
        yield Error(
            f"DEMO is on, and SITE_URL ({settings.SITE_URL}) is a secure address, as production has.",
            hint="Set DEMO to 0.",
            id="demo.E001",
        )
    hosts = [site.hostname or "", *settings.ALLOWED_HOSTS]
    if foreign := sorted({host for host in hosts if not is_own_machine(host)}):
        yield Error(
            f"DEMO is on, and the portal answers to others than this machine: {', '.join(foreign)}.",
            hint="Set DEMO to 0, or SITE_URL and ALLOWED_HOSTS to 127.0.0.1 or localhost.",
            id="demo.E002",
        )


def is_own_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host in OWN_MACHINE
