"""A company's answers to a request for information: what is being written, and each version that was submitted.

Whoever reads answers for the public buyers goes through `readable_by`, and through nothing else.
"""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Paper
from core.storage import private_files
from core.workflow import Transition, TransitionLog
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue, StaffRole
from municipalities.enums import ParticipationRole
from municipalities.models import Membership, Participation
from needs.models import Signature
from suppliers.models.company import Company, new_key
from suppliers.models.information_request import InformationRequest, RequestQuestion
from suppliers.requests.enums import ConfidentialReaders, Readers
from suppliers.responses.enums import ResponseState

S = ResponseState
ANSWER = "suppliers.act_for"


def managed_by(user: Any) -> Q:
    """Rows of requests whose dialogue the person manages."""
    if user.is_superuser:
        return Q(pk__isnull=False)
    managed = StaffRole.objects.filter(user=user, kind=StaffRoleKind.MANAGER)
    return Q(request__dialogue__in=managed.values("dialogue"))


class ResponseQuerySet(models.QuerySet["Response"]):
    def readable_by(self, user: Any) -> "ResponseQuerySet":
        """What the public buyers' side may read: the one door. Before the deadline nothing, whoever asks.

        The deadline is compared with the database's clock in this very query. Managers of the dialogue read all;
        people of public buyers as far as the request sets it; nobody who has acted for a company that answers the
        same request since it was opened. A response that was not submitted, or was withdrawn, is read by nobody.
        """
        over = self.filter(state=ResponseState.SUBMITTED, request__in=InformationRequest.objects.over())
        if not user.is_authenticated:
            return over.none()
        competing = InformationRequest.objects.answered_for(user)
        return over.filter(managed_by(user) | read_as_body(user)).exclude(request__in=competing)


def read_as_body(user: Any) -> Q:
    """Rows of requests whose answers one of the person's bodies may read."""
    bodies = Membership.objects.filter(user=user).values("municipality")
    signed = Signature.objects.held_to().filter(
        statement__challenge__dialogue=OuterRef("request__dialogue"), municipality__in=bodies
    )
    takes_part = Participation.objects.filter(
        dialogue=OuterRef("request__dialogue"), municipality__in=bodies, role=ParticipationRole.PARTICIPANT
    )
    return Q(Exists(signed), request__readers=Readers.SIGNATORIES) | Q(
        Exists(takes_part), request__readers=Readers.PARTICIPANTS
    )


class Response(models.Model):
    """A company's answers to one request, written by its representatives one after another.

    `versions` counts what was submitted; the answers of a version never change. `language` is the one in which the
    company answers. The `key` stands in addresses: nobody can tell how many responses there are.
    """

    TRANSITIONS = (
        Transition("submit", (S.DRAFT, S.SUBMITTED, S.WITHDRAWN), S.SUBMITTED, ANSWER),
        Transition("withdraw", (S.SUBMITTED,), S.WITHDRAWN, ANSWER),
    )

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="responses")
    company = models.ForeignKey(Company, models.PROTECT, related_name="responses")
    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=20, choices=ResponseState, default=ResponseState.DRAFT)
    versions = models.PositiveSmallIntegerField(_("versions"), default=0)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "company"], name="one_response_per_company"),
            models.CheckConstraint(
                condition=Q(state=S.DRAFT) | Q(versions__gt=0, submitted_at__isnull=False),
                name="submitted_response_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.request}"

    @property
    def dialogue(self) -> Dialogue:
        return self.request.dialogue


class ResponseTransition(TransitionLog):
    subject = models.ForeignKey(Response, models.CASCADE, related_name="trail")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def being_written(self) -> "AnswerQuerySet":
        return self.filter(version=0)

    def readable_by(self, user: Any) -> "AnswerQuerySet":
        """The last submitted answers of what the person may read; confidential ones as far as the request sets it."""
        latest = self.filter(version=F("response__versions"), response__in=Response.objects.readable_by(user))
        manages = Response.objects.filter(managed_by(user)) if user.is_authenticated else Response.objects.none()
        shared = Q(response__request__confidential_readers=ConfidentialReaders.READERS)
        return latest.filter(Q(is_confidential=False) | shared | Q(response__in=manages))

    def hidden_from(self, user: Any) -> "AnswerQuerySet":
        """Confidential answers in what the person reads otherwise: to be counted and named, not shown."""
        latest = self.filter(version=F("response__versions"), response__in=Response.objects.readable_by(user))
        return latest.exclude(pk__in=Answer.objects.readable_by(user).values("pk"))


class Answer(models.Model):
    """What a company says to one question. Version 0 is what is being written; a submitted one never changes.

    Of `text`, `number`, `day`, `chosen` (numbers of options, from 1), `rows` (of a table, each a list of texts as long
    as there are columns) and the files, the question's kind tells which counts. `confidential_reason` says why not
    everybody who reads the others may read it.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(RequestQuestion, models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField(_("version"), default=0)
    text = models.TextField(_("text"), blank=True)
    number = models.DecimalField(_("number"), max_digits=20, decimal_places=4, null=True, blank=True)
    day = models.DateField(_("date"), null=True, blank=True)
    chosen = models.JSONField(_("chosen"), default=list, blank=True)
    rows = models.JSONField(_("rows"), default=list, blank=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    confidential_reason = models.TextField(_("why it is confidential"), max_length=1000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "version"], name="one_answer_per_version"),
            models.CheckConstraint(
                condition=Q(version=0) | Q(is_confidential=False) | ~Q(confidential_reason=""),
                name="confidential_answer_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response}, {self.question_id}"

    @property
    def is_empty(self) -> bool:
        """Files are counted elsewhere: nothing is said here."""
        return not (self.text.strip() or self.number is not None or self.day or self.chosen or self.rows)


class AnswerFile(models.Model):
    """A file of an answer, in the private storage. Versions share the bytes, which go with the last row."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    file = models.FileField(_("file"), max_length=200, storage=private_files)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class ResponseReceipt(Paper):
    """What a company has in hand of a version that it submitted, as a PDF.

    `content` is what was submitted, as a document, `content_hash` its SHA-256 as canonical JSON (docs/architecture.md).
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="receipts")
    version = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(encoder=DjangoJSONEncoder, editable=False)
    content_hash = models.CharField(_("checksum"), max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("receipt of a response")
        verbose_name_plural = _("receipts of responses")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["response", "version"], name="one_receipt_per_version")]

    def __str__(self) -> str:
        return f"{self.response} ({self.version})"
