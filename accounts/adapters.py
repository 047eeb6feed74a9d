from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Site:
    """What allauth's mails call the portal."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation of their organisation; nobody makes an account unasked."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a few minutes and try again."),
        "invalid_password_reset": gettext_lazy("This link works no longer. Ask for a new one."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("Write the password that you have now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        site = Site(_("Nordic dialogue portal"), urlsplit(settings.SITE_URL).netloc)
        return super().render_mail(template_prefix, email, {**context, "current_site": site}, headers)
