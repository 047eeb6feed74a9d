"""Mails: an app declares a message and sends it; what it says is written down at once, a worker sends it on.

    CONFIRM = Message("municipalities/mail/confirm", secret=True)
    CONFIRM.send(to=…, language=…, about=…, url=address("interest-confirm", token, language=…))

`about`, `headers`, `calendar` and what `Message.send` names are no names for the template's context.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core.letters import clean_subject, clean_text, subject_and_text
from core.models import Mail
from core.outbox import tell_a_worker


@dataclass(frozen=True)
class Message:
    """A kind of mail. `template` is a file's name without ".txt"; it extends mail/base.txt and fills the blocks
    `subject` and `body` with plain text. `secret`: it carries a link or code that only its receiver may have."""

    template: str
    secret: bool = False

    def send(self, to: str, language: str, about: Model | None = None, **more: Any) -> Mail:
        """Write the mail in this language and queue it, both with the transaction that the caller is in."""
        [mail] = post([self.write(to, language, about, **more)])
        return mail

    def write(
        self,
        to: str,
        language: str,
        about: Model | None = None,
        headers: dict[str, str] | None = None,
        calendar: str = "",
        **context: Any,
    ) -> Mail:
        """The mail in this language, for `post` together with others."""
        with translation.override(language):
            output = render_to_string(f"{self.template}.txt", {"SITE_URL": settings.SITE_URL, "to": to, **context})
        subject, text = subject_and_text(output)
        about_it: dict[str, Any] = {"template": self.template, "is_secret": self.secret, "about": about}
        about_it["calendar"] = calendar
        return ready(to, language, subject, text, headers=headers, **about_it)


def keep(to: str, language: str, subject: str, text: str, **fields: Any) -> Mail:
    """Queue a mail whose words are ready."""
    [mail] = post([ready(to, language, subject, text, **fields)])
    return mail


def ready(
    to: str, language: str, subject: str, text: str, *, headers: dict[str, str] | None = None, **fields: Any
) -> Mail:
    return Mail(
        to=to,
        language=language,
        subject=clean_subject(subject),
        text=clean_text(text),
        headers=headers or {},
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        due_at=timezone.now(),
        **fields,
    )


def post(mails: Iterable[Mail]) -> list[Mail]:
    """Write mails down, all at once, and tell a worker when the transaction is committed."""
    kept = Mail.objects.bulk_create(mails)
    if kept:
        tell_a_worker()
    return kept


def address(url_name: str, *args: Any, language: str) -> str:
    """The absolute address of a page in that language."""
    with translation.override(language):
        return settings.SITE_URL + reverse(url_name, args=args)
