from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Site:
    """What allauth's mails call the portal."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation of their organisation; nobody makes an account unasked."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        site = Site(_("Nordic dialogue portal"), urlsplit(settings.SITE_URL).netloc)
        return super().render_mail(template_prefix, email, {**context, "current_site": site}, headers)
