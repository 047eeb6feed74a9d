"""Secrets of authenticator apps and seeds of recovery codes lie encrypted in the database, and so in its backups.

The key is made of SECRET_KEY. What SECRET_KEY_FALLBACKS opens is sealed anew at night, and so is what lies in clear: a
release before this one reads no sealed secret, and none serves any more by then. Who sets up an app while both serve
is let in by the newer alone.
"""

import logging
from base64 import urlsafe_b64encode

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

SEALED = "sealed:"  # no secret in clear begins so
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}  # where each kind keeps it


def seal(secret: str) -> str:
    return SEALED + boxes()[0].encrypt(secret.encode()).decode()


def unseal(kept: str) -> str:
    """Raises InvalidToken where it was sealed with a key that is not known any more."""
    if not kept.startswith(SEALED):
        return kept
    return MultiFernet(boxes()).decrypt(kept.removeprefix(SEALED)).decode()


def boxes() -> list[Fernet]:
    """Today's first."""
    return [Fernet(key_of(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def key_of(secret: str) -> bytes:
    return urlsafe_b64encode(salted_hmac(__name__, "second factor", secret=secret, algorithm="sha256").digest())


def seal_anew() -> None:
    """Seal with today's key whatever is not; what nobody can open stays, and is told."""
    lost = 0
    for pk, kind, data in Authenticator.objects.filter(type__in=SECRETS).values_list("pk", "type", "data"):
        if not is_todays(data.get(SECRETS[kind], "")):
            try:
                seal_one(pk)
            except InvalidToken:
                lost += 1
    if lost:
        logger.error("Second factors sealed with a SECRET_KEY that is not in SECRET_KEY_FALLBACKS: %s", lost)


def is_todays(kept: str) -> bool:
    if not kept:
        return True
    try:
        boxes()[0].decrypt(kept.removeprefix(SEALED))
    except InvalidToken:
        return False
    return kept.startswith(SEALED)


@transaction.atomic
def seal_one(pk: int) -> None:
    for row in Authenticator.objects.select_for_update(of=("self",)).filter(pk=pk):  # none if it was removed meanwhile
        name = SECRETS[row.type]
        row.data[name] = seal(unseal(row.data[name]))
        row.save(update_fields=["data"])
