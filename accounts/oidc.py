"""Sign-in providers by OpenID Connect, as whoever runs the portal names them in OIDC_PROVIDERS.

The settings read them, so nothing here may want Django to be ready.
"""

import json
from dataclasses import MISSING, dataclass, fields
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Provider:
    """`server_url` is the issuer's. `trusted`: its word that an e-mail address is a person's own is enough to sign
    her in. `origins`: where its sign-in pages are, should that be elsewhere than the issuer ("https://login.example").
    """

    id: str
    name: str
    server_url: str
    client_id: str
    secret: str
    trusted: bool = False
    origins: tuple[str, ...] = ()

    @property
    def app(self) -> dict[str, Any]:
        """What allauth wants to know."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.server_url,
                "oauth_pkce_enabled": True,
                "email_authentication": self.trusted,
            },
        }

    @property
    def form_targets(self) -> list[str]:
        """The origins that a browser must be let through to after the click."""
        return [origin(self.server_url), *self.origins]


def read_providers(text: str) -> list[Provider]:
    """The providers of the JSON list; ImproperlyConfigured says what is wrong with which of them."""
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS is no JSON: {error}") from error
    if not isinstance(entries, list):
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a list, [] if there are none.")
    providers = [read_provider(entry, number) for number, entry in enumerate(entries, 1)]
    if len({provider.id for provider in providers}) < len(providers):
        raise ImproperlyConfigured("OIDC_PROVIDERS has the same id twice.")
    return providers


def read_provider(entry: Any, number: int) -> Provider:
    if not isinstance(entry, dict):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, number {number}: an object is wanted.")
    wanted = {field.name for field in fields(Provider) if field.default is MISSING}
    unknown = entry.keys() - {field.name for field in fields(Provider)}
    if trouble := sorted(wanted - entry.keys()) or sorted(unknown):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, number {number}: missing or unknown: {', '.join(trouble)}.")
    if not all(isinstance(entry[name], str) and entry[name] for name in wanted):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, number {number}: {', '.join(sorted(wanted))} must be texts.")
    if not isinstance(entry.get("trusted", False), bool):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS, number {number}: trusted must be true or false.")
    provider = Provider(**{**entry, "origins": tuple(map(origin, entry.get("origins", [])))})
    origin(provider.server_url)
    return provider


def origin(address: str) -> str:
    """Scheme, host and port of an address; https, or on this machine http."""
    parts = urlsplit(address)
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and is_own_machine(parts.hostname))
    ):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: {address} is no https address.")
    return f"{parts.scheme}://{parts.netloc}"


def is_own_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
