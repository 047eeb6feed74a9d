"""The mails of a mailing: written once for each language and choice of news, then made out to each follower."""

from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.enums import MailPriority
from core.letters import clean_subject, clean_text, subject_and_text
from core.mail import address
from core.models import Mail
from dialogues.models import LedgerEntry
from suppliers.enums import MailingKind
from suppliers.following.links import own_token
from suppliers.models import Follower, Mailing

TEMPLATES = {MailingKind.DAILY: "suppliers/mail/digest", MailingKind.URGENT: "suppliers/mail/urgent"}
PRIORITIES = {MailingKind.DAILY: MailPriority.BULK, MailingKind.URGENT: MailPriority.URGENT}
SHE = "---follower---"  # where her link's token comes


class Letters:
    def __init__(self, mailing: Mailing) -> None:
        self.mailing = mailing
        self.template = TEMPLATES[MailingKind(mailing.kind)]
        self.written: dict[tuple[Any, ...], dict[str, str]] = {}
        self.about = ContentType.objects.get_for_model(Mailing)
        self.domain = urlsplit(settings.SITE_URL).hostname

    def to(self, follower: Follower, entries: tuple[LedgerEntry, ...]) -> Mail:
        """Not saved yet. Secret, since it carries the link to her own page: the text goes once it is sent."""
        text, token, now = self.text(follower.language, entries), own_token(follower.key), timezone.now()
        return Mail(
            to=follower.address,
            language=follower.language,
            template=self.template,
            subject=text["subject"],
            text=text["text"].replace(SHE, token),
            headers={
                "List-Unsubscribe": f"<{text['unsubscribe'].replace(SHE, token)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            message_id=make_msgid(domain=self.domain),
            priority=PRIORITIES[MailingKind(self.mailing.kind)],
            is_secret=True,
            about_type=self.about,
            about_id=self.mailing.pk,
            due_at=now,
        )

    def text(self, language: str, entries: tuple[LedgerEntry, ...]) -> dict[str, str]:
        key = language, *(entry.pk for entry in entries)
        if key not in self.written:
            self.written[key] = self.write(language, entries)
        return self.written[key]

    def write(self, language: str, entries: tuple[LedgerEntry, ...]) -> dict[str, str]:
        with translation.override(language):
            news = [(entry, settings.SITE_URL + entry.link) for entry in entries]
            own = address("follow-own", SHE, language=language)
            said = {"news": news, "count": len(news), "own": own, "SITE_URL": settings.SITE_URL}
            subject, text = subject_and_text(render_to_string(f"{self.template}.txt", said))
        unsubscribe = address("follow-unsubscribe", SHE, language=language)
        return {"subject": clean_subject(subject), "text": clean_text(text), "unsubscribe": unsubscribe}
