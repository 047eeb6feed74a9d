"""Who follows what, and how the news reach them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, LedgerEntry
from suppliers.enums import MailingKind, MailingState
from suppliers.models.company import new_key

LONGEST_QUERY = 500


class FollowerQuerySet(models.QuerySet["Follower"]):
    def of_key(self, key: str) -> "FollowerQuerySet":
        """Whom the links with this key are for: her own, or those to an address of hers that followed by itself."""
        return self.filter(Q(key=key) | Q(pk__in=FormerKey.objects.filter(key=key).values("follower")))


class Follower(models.Model):
    """An account, or an e-mail address whose owner opened a link. `key` is what the links in her mails carry, signed.

    With `wants_mail` off, an account sees the news in the portal alone.
    """

    key = models.CharField(_("key"), max_length=20, unique=True, default=new_key, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="follower"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    wants_mail = models.BooleanField(_("wants mail"), default=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    last_told_at = models.DateTimeField(_("last told"), null=True, blank=True)
    last_looked_at = models.DateTimeField(_("last looked"), null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) & ~Q(email="") | Q(user__isnull=False, email=""),
                name="follower_account_or_address",
            ),
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="follower_address_once"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email


class FormerKey(models.Model):
    """Of an address whose follows an account has taken over: the links in mails to it go on to stop the mails."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="former_keys")
    key = models.CharField(max_length=20, unique=True)

    class Meta:
        verbose_name = _("former key")
        verbose_name_plural = _("former keys")

    def __str__(self) -> str:
        return self.key


class FollowQuerySet(models.QuerySet["Follow"]):
    def confirmed(self) -> "FollowQuerySet":
        return self.filter(confirmed_at__isnull=False)


class Follow(models.Model):
    """One thing that is followed: a topic of the ledger, or a search of the public challenges as its address has it.

    Unconfirmed until the link in the mail is opened; nothing is told of before.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    topic = models.CharField(_("topic"), max_length=60, blank=True)
    query = models.CharField(_("search"), max_length=LONGEST_QUERY, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("since"), null=True, blank=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "topic", "query"], name="followed_once"),
            models.CheckConstraint(condition=Q(topic="") ^ Q(query=""), name="follow_topic_or_search"),
        ]
        indexes = [models.Index(fields=["topic", "follower"], name="followers_of_topic")]

    def __str__(self) -> str:
        return self.topic or self.query


class MailingQuerySet(models.QuerySet["Mailing"]):
    def visible_to(self, user: Any) -> "MailingQuerySet":
        """Those with an entry of a dialogue that she runs."""
        if user.is_superuser or isinstance(user, AnonymousUser):
            return self if user.is_superuser else self.none()
        dialogues = Dialogue.objects.filter(staff__user=user)
        return self.filter(pk__in=Telling.objects.filter(entry__dialogue__in=dialogues).values("mailing"))


class Mailing(models.Model):
    """News on their way to those who follow: one urgent entry, or all that came in a day.

    Mails are written batch by batch in the order of the followers' numbers. `cursor` is the last one who was looked
    at; it moves in the transaction that writes the mails of a batch, so that whoever dies, each is written once.
    `done_with` are followers after it who are told already: they took over from an address before it.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=MailingKind)
    day = models.DateField(_("day"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailingState, default=MailingState.RUNNING)
    cursor = models.PositiveBigIntegerField(_("cursor"), default=0)
    followers = models.PositiveIntegerField(_("followers"), default=0)
    written = models.PositiveIntegerField(_("mails written"), default=0)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    leased_until = models.DateTimeField(_("leased until"), default=timezone.now)
    done_with = models.ManyToManyField(Follower, related_name="+")

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=Q(kind=MailingKind.DAILY), name="one_digest_a_day")
        ]
        indexes = [
            models.Index(fields=["leased_until"], condition=Q(state=MailingState.RUNNING), name="mailings_running")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.started_at:%Y-%m-%d %H:%M}"


class Telling(models.Model):
    """Which mailing tells of an entry of the ledger; each is told of once."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, primary_key=True, related_name="telling")
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="tellings")

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.mailing_id}"
