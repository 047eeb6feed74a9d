"""What happens to sign-ins, in the log: who, by the number of the person, never by name or address.

An address that was typed is told by a mark: the same for the same address, and of no use to who has not SECRET_KEY.
"""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

OF_PEOPLE = {
    auth.user_logged_in: "signed in",
    auth.user_logged_out: "signed out",
    account.password_changed: "password changed",
    account.password_set: "password changed",
    account.password_reset: "password reset",
    account.email_changed: "e-mail address changed",
    mfa.authenticator_added: "second step added",
    mfa.authenticator_removed: "second step removed",
    mfa.authenticator_reset: "second step renewed",
}


def connect() -> None:
    for signal in OF_PEOPLE:
        signal.connect(happened)
    auth.user_login_failed.connect(sign_in_failed)
    mfa.authentication_failed.connect(second_step_failed)


def happened(signal: Any, user: Any = None, **more: Any) -> None:
    if user:  # who signs out without having signed in is nobody
        tell(logging.INFO, OF_PEOPLE[signal], person=user.pk, **kind_of(more))


def sign_in_failed(credentials: dict[str, Any], **_more: Any) -> None:
    address = str(credentials.get("email") or credentials.get("username") or "")
    tell(logging.WARNING, "sign-in failed", address=mark(address))


def second_step_failed(user: Any, **more: Any) -> None:
    tell(logging.WARNING, "second step failed", person=user.pk, **kind_of(more))


def tell(level: int, event: str, **fields: Any) -> None:
    logger.log(level, event, extra={"fields": fields})


def kind_of(told: dict[str, Any]) -> dict[str, str]:
    return {"kind": told["authenticator"].type} if "authenticator" in told else {}


def mark(address: str) -> str:
    return salted_hmac(__name__, address.strip().lower(), algorithm="sha256").hexdigest()[:16]
