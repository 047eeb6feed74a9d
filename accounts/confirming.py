"""Before something that binds others: a second factor shown within the last minutes, not only at sign-in.

In the demo, whose password is known to everybody, a password shown within the last minutes is enough.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.middleware import WANTED_PAGE, has_second_factor


def asks_password(user: Any) -> bool:
    return settings.DEMO and not has_second_factor(user)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has shown it lately enough."""
    method = "password" if asks_password(request.user) else "mfa"
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == method and record["at"] > since for record in records)


def place_to_confirm(request: HttpRequest, back: str) -> str:
    """Where she shows it, or first sets one up; from there she comes back to the page `back`."""
    user: Any = request.user
    if asks_password(user):
        return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
    if not has_second_factor(user):
        request.session[WANTED_PAGE] = back
        return reverse("mfa_index")
    app = is_mfa_enabled(user, [Authenticator.Type.TOTP])
    return f"{reverse('mfa_reauthenticate' if app else 'mfa_reauthenticate_webauthn')}?{urlencode({'next': back})}"
