"""What the market was told, entry by entry."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.languages import CODES
from core.texts import Text, text_from
from core.zones import in_zone
from dialogues.enums import LedgerKind
from dialogues.models.dialogue import Dialogue


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def about(self, *topics: str) -> "LedgerEntryQuerySet":
        """Entries with any of these topics (dialogues/ledger/topics.py)."""
        return self.filter(topics__overlap=list(topics))

    def public(self) -> "LedgerEntryQuerySet":
        """What was shared with everybody, and not at a named event alone."""
        return self.filter(audience="")

    def with_what_is_left(self) -> "LedgerEntryQuerySet":
        """Each with `is_gone`: whether what it tells of was taken back, so that its page is not there."""
        about = LedgerEntry.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
        latest = Subquery(about.order_by("-number").values("kind")[:1])
        return self.alias(latest=latest).annotate(is_gone=Q(latest__in=LedgerKind.takes_back()))


class LedgerEntry(models.Model):
    """One sharing with the market. Written once by `record`, chained to the entry before; the database refuses changes.

    `titles` is what it was called, in each language in which it was shared; `page` the name of its address and the
    arguments; `files` have language, name, size in bytes, sha256, and where they are stored. `audience` is empty where
    it was shared with everybody, and names the event otherwise. `actor` is known to staff alone, `role` is public.
    """

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="ledger")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=LedgerKind)
    at = models.DateTimeField(_("shared"))
    titles = models.JSONField(_("titles"))
    languages = ArrayField(models.CharField(max_length=2), verbose_name=_("languages"))
    role = models.CharField(_("by"), max_length=100, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    audience = models.CharField(_("shared with"), max_length=200, blank=True)
    page = models.JSONField(_("page"))
    files = models.JSONField(_("files"), default=list)
    details = models.JSONField(_("details"), default=dict)
    is_urgent = models.BooleanField(_("told at once"), default=False)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    previous_hash = models.CharField(_("checksum of the entry before"), max_length=64, blank=True)
    hash = models.CharField(_("checksum"), max_length=64)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["dialogue", "number"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="ledger_number_once")]
        indexes = [
            GinIndex(fields=["topics"], name="ledger_topics"),
            models.Index(fields=["-at", "-id"], name="ledger_newest"),
            models.Index(fields=["subject_type", "subject_id"], name="ledger_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        """Of several answers that came at one moment: the list of all answers, narrowed to these."""
        name, args = self.page
        return reverse(name, args=args, query={"entry": self.number} if len(self.answers) > 1 else None)

    @property
    def answers(self) -> list[str]:
        """The keys of the answers that it tells of."""
        return [answer.partition("/")[0] for answer in self.details.get("answers", [])]

    @property
    def addresses(self) -> list[str]:
        """Where all that it tells of is read: each answer has a page of its own."""
        if not self.answers:
            return [self.get_absolute_url()]
        return [reverse("answer", args=[self.dialogue.slug, key]) for key in self.answers]

    @property
    def link(self) -> str:
        """Where a reader is led: its page, or the ledger where that is gone, if it was asked (`with_what_is_left`)."""
        is_gone = getattr(self, "is_gone", False)
        return reverse("ledger", args=[self.dialogue.slug]) if is_gone else self.get_absolute_url()

    @property
    def title(self) -> Text:
        """In the reader's language, or else in the first that there is."""
        first = next(code for code in CODES if code in self.titles)
        language = get_language()
        return Text(self.titles[language], language) if language in self.titles else Text(self.titles[first], first)

    @property
    def public_role(self) -> str:
        """By whom it was shared, in the reader's language; nobody's name."""
        return gettext(self.role) if self.role else ""

    @property
    def utc(self) -> str:
        """When it was shared, to the second: "2020-11-13 12:00:00"."""
        return f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"

    @property
    def language_names(self) -> list[str]:
        """Each language by its own name."""
        return [str(name) for code, name in settings.LANGUAGES if code in self.languages]

    @property
    def is_in_all_languages(self) -> bool:
        return len(self.language_names) == len(settings.LANGUAGES)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What its details say that a reader wants to know, each with its label."""
        said = self.details
        now = said["after"] if isinstance(said.get("after"), dict) else said  # of a deadline that was moved
        moment = now.get("closes_at") and in_zone(datetime.fromisoformat(now["closes_at"]), now.get("zone") or "UTC")
        reason = said.get("reason")
        named = [
            (gettext("Version"), said.get("version")),
            (gettext("Deadline"), moment),
            (capfirst(gettext("number of the notice")), said.get("notice_number")),
            (gettext("Reason"), text_from(reason) if isinstance(reason, dict) else reason),
        ]
        return [(label, str(value)) for label, value in named if value]

    @property
    def content(self) -> dict[str, Any]:
        """What its checksum is made of: JSON only, the same whenever it is read."""
        return {
            "format": 1,
            "dialogue": self.dialogue.slug,
            "number": self.number,
            "kind": self.kind,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "titles": self.titles,
            "languages": self.languages,
            "by": self.role,
            "shared_with": self.audience,
            "page": self.page,
            "files": [{key: file[key] for key in ("language", "name", "size", "sha256")} for file in self.files],
            "details": self.details,
            "previous": self.previous_hash,
        }
