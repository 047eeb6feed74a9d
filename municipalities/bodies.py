"""What staff write in the register: bodies that no office lists, names, figures, e-mail domains.

The registers' log keeps who wrote what, as it does of the administration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.addresses import is_within, tidy_domain
from core.permissions import require
from core.workflow import Refused
from municipalities.memberships import locked
from municipalities.models import EmailDomain, Municipality
from municipalities.rules import is_in_being

EDIT = "municipalities.edit_in_register"
# Mailboxes that anybody gets: who writes from there belongs to no body
OPEN_TO_ALL = {
    *("gmail.com", "googlemail.com", "hotmail.com", "icloud.com", "live.com", "msn.com", "outlook.com", "proton.me"),
    *("protonmail.com", "pm.me", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.net", "gmx.de", "mail.com", "web.de"),
    *("fastmail.com", "tutanota.com", "tuta.io", "yandex.com", "zoho.com", "hey.com", "yahoo.com", "ymail.com"),
    *("hotmail.no", "live.no", "outlook.no", "yahoo.no", "online.no", "getmail.no", "broadpark.no", "lyse.net"),
    *("hotmail.se", "live.se", "outlook.se", "yahoo.se", "telia.com", "comhem.se", "bredband.net", "spray.se"),
    *("hotmail.dk", "live.dk", "outlook.dk", "yahoo.dk", "mail.dk", "jubii.dk", "ofir.dk", "stofanet.dk"),
    *("hotmail.fi", "live.fi", "outlook.fi", "elisa.fi", "kolumbus.fi", "luukku.com", "saunalahti.fi", "suomi24.fi"),
    *("simnet.is", "internet.is", "visir.is", "inet.fi", "pp.inet.fi", "netti.fi", "nic.fi", "welho.com", "start.no"),
    *("tele2.se", "swipnet.se", "home.se", "c2i.net", "tiscali.dk", "mail.tele.dk", "hotmail.co.uk", "yahoo.co.uk"),
}


def add(body: Municipality, by: Any) -> Municipality:
    """Put a body into the register. Raises Refused and PermissionDenied."""
    require(by, EDIT, body)
    if body.parent and not is_in_being(None, body.parent):
        raise Refused(_("The parent is merged or closed, and gets no new companies."))
    with transaction.atomic():
        kept(body)
        written(body, by, ADDITION, [{"added": {}}])
    return body


@contextmanager
def held(body: Municipality, by: Any) -> Iterator[Municipality]:
    """The body as it is now, held until the end. Raises Refused and PermissionDenied."""
    require(by, EDIT, body)
    with transaction.atomic():
        current = locked(body)
        require_in_being(current)
        yield current


def edit(body: Municipality, by: Any, **fields: Any) -> None:
    """On a body that is held. Raises Refused and PermissionDenied."""
    require(by, EDIT, body)
    before = copy(body)
    for name, value in fields.items():
        setattr(body, name, value)
    if changed := changes(before, body):
        kept(body)
        written(body, by, CHANGE, changed)


def changes(before: Municipality, after: Municipality) -> str:
    """What each changed field was."""
    # "name" is one of the names, as the reader's language has it
    fields = [field for field in Municipality._meta.concrete_fields if not field.generated and field.name != "name"]
    was = {field.name: getattr(before, field.attname) or "" for field in fields}
    now = {field.name: getattr(after, field.attname) or "" for field in fields}
    return ", ".join(f"{name} was {value or '–'}" for name, value in was.items() if value != now[name])


def written(body: Municipality, by: Any, kind: int, said: Any) -> None:
    LogEntry.objects.log_actions(by.pk, [body], kind, change_message=said, single_object=True)


def written_of_domain(deed: str, domain: EmailDomain, by: Any) -> None:
    """`deed` is Django's word, which the log translates: "added" or "deleted"."""
    written(domain.municipality, by, CHANGE, [{deed: {"name": "e-mail domain", "object": domain.domain}}])


def kept(body: Municipality) -> Municipality:
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError as error:
        raise Refused(_("The register has a body of this kind with the same name or code already.")) from error
    return body


def require_in_being(body: Municipality) -> None:
    if not is_in_being(None, body):
        raise Refused(_("This body is merged or closed. What is written about it stays as it was."))


def add_domain(body: Municipality, text: str, by: Any) -> EmailDomain:
    """Who writes from this domain belongs to the body; added twice it is there once. Raises Refused."""
    require(by, EDIT, body)
    require_in_being(body)
    domain = tidy_domain(text.strip().removeprefix("@"))
    require_own(domain, body)
    with transaction.atomic():
        found, is_new = EmailDomain.objects.get_or_create(municipality=body, domain=domain)
        if is_new:
            written_of_domain("added", found, by)
    return found


def require_own(domain: str, body: Municipality) -> None:
    """Raises Refused unless the domain may be one body's: "kommune.no" is everybody's."""
    try:
        DomainNameValidator()(domain)
    except ValidationError as error:
        raise Refused(_("Write a domain such as oslo.kommune.no.")) from error
    others = EmailDomain.objects.exclude(municipality=body).exclude(domain=domain).values_list("domain", flat=True)
    if domain in OPEN_TO_ALL or any(is_within(f"@{other}", [domain]) for other in others):
        raise Refused(_("People of others write from this domain too. Write one that is the body's own."))


def remove_domain(domain: EmailDomain, by: Any) -> None:
    """Already removed is as good. Raises PermissionDenied."""
    require(by, EDIT, domain.municipality)
    with transaction.atomic():
        if EmailDomain.objects.filter(pk=domain.pk).delete()[0]:
            written_of_domain("deleted", domain, by)
