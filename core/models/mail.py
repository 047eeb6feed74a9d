"""A mail and how far it got."""

from functools import reduce

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.declarations import modules
from core.enums import MailPriority, MailState
from core.letters import html_of


class MailQuerySet(models.QuerySet["Mail"]):
    def found(self, words: str) -> "MailQuerySet":
        """Whose address or subject has these words."""
        return self.filter(Q(to__icontains=words) | Q(subject__icontains=words))

    def shown(self) -> "MailQuerySet":
        """Without those that would tell what nobody may know yet: `sealed_mails` in an app's sealed.py says which."""
        return reduce(lambda rows, module: rows.exclude(module.sealed_mails()), modules("sealed"), self)


class Mail(models.Model):
    """One mail to one address: what it says, and whether it went out.

    `due_at` is when a worker should look at it: at once, later after a failure, and while one is sending it the
    end of that worker's lease. `message_id` stays the same however often it is tried, so that a receiver who gets
    it twice can tell. A secret mail carries a link or a code that only its receiver may have. `calendar` is an
    iCalendar object with a METHOD, which the receiver's program puts into her calendar or takes out of it.
    """

    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    template = models.CharField(_("template"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    calendar = models.TextField(_("calendar"), blank=True, default="", db_default="")
    message_id = models.CharField(_("message number"), max_length=200, unique=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=MailPriority, default=MailPriority.SINGLE, db_default=0
    )
    is_secret = models.BooleanField(_("secret"), default=False)
    about_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    state = models.CharField(_("state"), max_length=20, choices=MailState, default=MailState.QUEUED)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("what went wrong"), blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="mails_newest"),
            models.Index(fields=["about_type", "about_id"], name="mails_about"),
            models.Index(
                fields=["priority", "due_at"], condition=Q(state__in=MailState.owed()), name="mails_owed_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def html(self) -> SafeString:
        return html_of(self.text)

    @property
    def can_be_tried_again(self) -> bool:
        """Not once its text is forgotten."""
        return self.state == MailState.FAILED and bool(self.text)


class MailPace(models.Model):
    """One row: from when on the next mail may go out, for all workers together."""

    next_at = models.DateTimeField(_("next mail"))

    class Meta:
        verbose_name = _("pace of mails")
        verbose_name_plural = _("pace of mails")

    def __str__(self) -> str:
        return str(self.next_at)
