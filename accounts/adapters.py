import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mails import KeptMails
from accounts.security_log import tell

REFUSALS = {
    "too_many_login_attempts": "too many tries",
    "rate_limited": "too many tries",
    "incorrect_code": "code refused",
    "incorrect_password": "password refused",
}


class AccountAdapter(KeptMails):
    """People come in by invitation of their organisation; nobody makes an account unasked."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a few minutes and try again."),
        "invalid_password_reset": gettext_lazy("This link works no longer. Ask for a new one."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("Write the password that you have now."),
        "incorrect_code": gettext_lazy("The code is not right, or too old."),
        "duplicate_email": gettext_lazy("This is the address that you have already."),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What is refused here for trying too often, or for a wrong code from a mail, no signal tells."""
        if code in REFUSALS:
            tell(logging.WARNING, REFUSALS[code])
        return super().validation_error(code, *args)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """With a new address, as with a new password, a person is signed out everywhere else."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            others = UserSession.objects.filter(user=email_address.user)
            for session in others.exclude(session_key=request.session.session_key or ""):
                session.end()
        return confirmed

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """allauth's ways of saying once more who one is, in the portal's words."""
        words = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]
