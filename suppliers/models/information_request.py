"""A request for information: questions to the market, with the times at which it opens and closes."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, TransitionLog
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from needs.models import Challenge, Clause
from suppliers.models.company import Representative
from suppliers.requests.enums import ConfidentialReaders, QuestionKind, Readers, RequestState

S = RequestState
MANAGE, RUN = "suppliers.manage_request", "suppliers.run_request"


class InformationRequestQuerySet(models.QuerySet["InformationRequest"]):
    def public(self) -> "InformationRequestQuerySet":
        return self.filter(state__in=RequestState.public())

    def valid(self) -> "InformationRequestQuerySet":
        """Public, and not withdrawn."""
        return self.filter(state__in=RequestState.valid())

    def taking_answers(self) -> "InformationRequestQuerySet":
        """Open by the database's clock, whether or not a worker has closed them yet."""
        return self.valid().filter(closes_at__gt=Now())

    def over(self) -> "InformationRequestQuerySet":
        """Whose deadline has passed by the database's clock, so that its answers are read."""
        return self.valid().filter(closes_at__lte=Now())

    def answered_for(self, user: Any) -> "InformationRequestQuerySet":
        """What a company answers, or began to, that the person represented at any time since the request was opened."""
        return self.filter(Exists(Representative.objects.since(user, "responses__company", "opened_at")))

    def visible_to(self, user: Any) -> "InformationRequestQuerySet":
        """What managers work on: those of their dialogues, in every state."""
        if user.is_superuser:
            return self
        managed = user.staff_roles.filter(kind=StaffRoleKind.MANAGER)
        return self.filter(dialogue__in=managed.values("dialogue"))


class InformationRequest(models.Model):
    """Questions to the market.

    Written as a draft; once it is scheduled or open a database trigger keeps it as it is, but for what a
    `RequestCorrection` says and for a later deadline. Until `closes_at` answers are taken, and read by nobody but the
    company; the database's clock decides, `state` only follows. `opens_at` is the moment for which the opening is owed.
    One that is withdrawn says why in its `withdrawal`, and nothing of it changes any more.
    """

    TRANSITIONS = (
        Transition("schedule", (S.DRAFT,), S.SCHEDULED, MANAGE),
        Transition("recall", (S.SCHEDULED,), S.DRAFT, MANAGE),
        Transition("open", (S.DRAFT,), S.OPEN, MANAGE),
        Transition("open_as_scheduled", (S.SCHEDULED,), S.OPEN, None),
        Transition("miss", (S.SCHEDULED,), S.DRAFT, None),
        Transition("extend", (S.OPEN,), S.OPEN, RUN),
        Transition("close", (S.OPEN,), S.CLOSED, None),
        Transition("reopen", (S.OPEN, S.CLOSED), S.OPEN, RUN),
        Transition("withdraw", (S.OPEN,), S.WITHDRAWN, RUN),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="information_requests")
    slug = models.SlugField(_("address"), unique=True)
    state = models.CharField(_("state"), max_length=20, choices=RequestState, default=RequestState.DRAFT)
    title = models.CharField(_("title"), max_length=200, blank=True)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What the answers are for, and how to answer. Markdown.")
    )
    readers = models.CharField(_("who reads the answers"), max_length=20, choices=Readers, default=Readers.MANAGERS)
    confidential_readers = models.CharField(
        _("who reads what is confidential"),
        max_length=20,
        choices=ConfidentialReaders,
        default=ConfidentialReaders.MANAGERS,
        db_default=ConfidentialReaders.MANAGERS,
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Oslo")
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("begun"), default=timezone.now)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=S.DRAFT) | Q(closes_at__isnull=False), name="request_has_a_deadline"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RequestState.valid()) | Q(opened_at__isnull=False),
                name="open_request_has_opened",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(closes_at__gt=F("opened_at")),
                name="request_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state in RequestState.public()

    @property
    def is_withdrawn(self) -> bool:
        return self.state == RequestState.WITHDRAWN

    @property
    def takes_answers(self) -> bool:
        """To be shown. What is written asks the database."""
        return self.state in RequestState.valid() and self.closes_at is not None and self.closes_at > timezone.now()


class RequestTransition(TransitionLog):
    """`language` is the one in which the reason is written; of a reopening both are public."""

    subject = models.ForeignKey(InformationRequest, models.CASCADE, related_name="trail")
    language = models.CharField(max_length=2, blank=True)


class RequestQuestion(models.Model):
    """One question: about a clause, a challenge, or in general.

    `options` has one line each: what may be chosen, or the columns of a table; the same line is the same option in
    every language, and an answer keeps its number, counted from 1. `most` is the limit of characters of a text, of
    rows of a table, of files. `least`, `greatest`, `places` and `unit` belong to numbers.
    """

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("number"))
    key = models.UUIDField(default=uuid4, editable=False)
    kind = models.CharField(_("kind of answer"), max_length=20, choices=QuestionKind)
    text = models.TextField(_("question"), max_length=2000, blank=True)
    help = models.TextField(_("help"), max_length=2000, blank=True)
    options = models.TextField(_("options, one per line"), max_length=4000, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    is_required = models.BooleanField(_("an answer is required"), default=False)
    most = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    least = models.DecimalField(_("not below"), max_digits=20, decimal_places=4, null=True, blank=True)
    greatest = models.DecimalField(_("not above"), max_digits=20, decimal_places=4, null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("digits after the decimal mark"), default=0)
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="request_questions", verbose_name=_("challenge")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="request_questions", verbose_name=_("clause")
    )

    class Meta:
        verbose_name = _("question of a request for information")
        verbose_name_plural = _("questions of requests for information")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "position"],
                name="request_question_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["request", "key"], name="request_question_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"

    @property
    def dialogue(self) -> Dialogue:
        return self.request.dialogue

    @property
    def lines(self) -> list[str]:
        """The options, or the columns of a table, in the reader's language."""
        return lines_of(self.options)


def lines_of(options: str | None) -> list[str]:
    """What there is to choose from, or the columns of a table: one per line."""
    return [line.strip() for line in (options or "").splitlines() if line.strip()]


class RequestCorrection(models.Model):
    """What was put right in an open request, for everybody to see: written once, before the text itself is changed.

    `before` and `after` have the localized names of the fields that changed. The trigger lets a text of an open
    request change in no other way than one of these says.
    """

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="corrections")
    question = models.ForeignKey(RequestQuestion, models.CASCADE, null=True, related_name="corrections")
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("corrected"), default=timezone.now)

    class Meta:
        verbose_name = _("correction of a request for information")
        verbose_name_plural = _("corrections of requests for information")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.question or self.request}"


class RequestWithdrawal(models.Model):
    """Why an open request was taken back, for everybody to read: written once, before the state is changed.

    The trigger lets no request be withdrawn without one.
    """

    request = models.OneToOneField(InformationRequest, models.CASCADE, related_name="withdrawal")
    reason = models.TextField(
        _("reason"),
        max_length=2000,
        help_text=_("Everybody reads it: on the page, in the ledger and by mail. Name no company."),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("withdrawn"), default=timezone.now)

    class Meta:
        verbose_name = _("withdrawal of a request for information")
        verbose_name_plural = _("withdrawals of requests for information")

    def __str__(self) -> str:
        return f"{self.request}"
