"""The second factor and the providers that vouch for people: what allauth does, in the portal's words and limits."""

import logging
from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException, Response, Session

from accounts.sealing import seal, unseal
from core.errors import history, told

logger = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in the portal's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is not right, or too old."),
        "unverified_email": gettext_lazy("Confirm your new e-mail address first: follow the link in the mail."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an authenticator app or a passkey first."),
        "other_key": gettext_lazy(
            "Your second step cannot be checked: the portal's key was changed. Write to the portal."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return unseal(encrypted_text)
        except InvalidToken as error:
            logger.error("A second factor was sealed with a SECRET_KEY that is not in SECRET_KEY_FALLBACKS")
            raise self.validation_error("other_key") from error

    def get_totp_issuer(self) -> str:
        return _("Nordic dialogue portal")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": _("Nordic dialogue portal")}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)


class ProviderSession(Session):
    """Where a provider does not answer, or not as it should, the person gets the page that says so."""

    def request(self, *args: Any, **kwargs: Any) -> Response:
        try:
            response = super().request(*args, **{"timeout": settings.SOCIALACCOUNT_REQUESTS_TIMEOUT, **kwargs})
            response.raise_for_status()
        except RequestException as error:
            logger.warning("A sign-in provider failed: %s", told(error))
            page = render(context.request, "socialaccount/authentication_error.html")
            raise ImmediateHttpResponse(page) from error
        return response


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Whoever signs in through a provider must have an account here already."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": gettext_lazy("Choose a password first, or you could not sign in any more."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_requests_session(self) -> Session:
        return ProviderSession()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """The person is told that it failed; why, only the log knows, without what the provider said of the person."""
        reasons = " after ".join(told(each) for each in reversed(history(exception))) if exception else error
        logger.warning("Sign-in through %s failed: %s", provider, reasons)
