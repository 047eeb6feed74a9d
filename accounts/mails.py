"""What allauth says by mail goes the way of all mails: written down in its reader's language, then sent by a worker."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext as _

from core.mail import keep


@dataclass(frozen=True)
class Site:
    """What allauth's templates call the portal."""

    name: str
    domain: str


class KeptMails(DefaultAccountAdapter):
    """All of them are secret, since allauth does not say which carry a link or a code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user") or get_user_model().objects.filter(email__iexact=email).first()
        language = user.language if user else translation.get_language()
        context = in_language(context, language)
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        subject, text = str(message.subject), str(message.body)
        keep(email, language, subject, text, template=template_prefix, is_secret=True, about=user)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        site = Site(_("Nordic dialogue portal"), urlsplit(settings.SITE_URL).netloc)
        known = {"request": allauth.request, "email": email, "current_site": site, "SITE_URL": settings.SITE_URL}
        return super().render_mail(template_prefix, email, {**context, **known}, headers)


def in_language(context: dict[str, Any], language: str) -> dict[str, Any]:
    """The addresses in a mail lead to pages in the mail's language, whatever page it was asked for on.

    Django finds out which page an address is of only while that page's language is on.
    """
    return {name: translate_url(value, language) if name.endswith("_url") else value for name, value in context.items()}
