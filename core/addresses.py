"""E-mail addresses as people write them, and the domains that they belong to."""

from collections.abc import Iterable

from django.utils.encoding import punycode

NOWHERE = "@erased.invalid"  # the end of the address of whoever was forgotten


def tidy(address: str) -> str:
    """The one way in which an address is kept and compared: small letters, the domain as mail servers write it."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local}{at}{tidy_domain(domain)}"


def tidy_domain(domain: str) -> str:
    """ "Bærum.kommune.no" is "xn--brum-voa.kommune.no". What is no domain stays as it is."""
    domain = domain.strip().lower().rstrip(".")
    try:
        return punycode(domain)
    except UnicodeError:
        return domain


def domain_of(address: str) -> str:
    return tidy(address).rpartition("@")[2]


def readable(address: str) -> str:
    """The address or domain with its own letters again: "post@bærum.kommune.no"."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


def is_within(address: str, domains: Iterable[str]) -> bool:
    """Whether the address is at one of the domains or at a part of one: "x@by.oslo.kommune.no" is Oslo's."""
    at = f".{domain_of(address)}"
    return any(at.endswith(f".{tidy_domain(domain)}") for domain in domains)
