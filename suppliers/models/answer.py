"""Answers: several questions in one, with the texts that everybody gets, and every text that was ever public."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from core.workflow import Transition, TransitionLog
from core.zones import TimeZone
from dialogues.models import Dialogue
from needs.models import Challenge, Statement
from suppliers.models.company import new_key
from suppliers.models.question import ANSWER, LONGEST, desks_of
from suppliers.questions.enums import VersionState

S = VersionState
TEXTS = ("question", "text")


class QuestionAnswerQuerySet(models.QuerySet["QuestionAnswer"]):
    def managed_by(self, user: Any) -> "QuestionAnswerQuerySet":
        return self.filter(dialogue__in=desks_of(user))

    def public(self) -> "QuestionAnswerQuerySet":
        return self.filter(released_at__isnull=False)


class QuestionAnswer(models.Model):
    """What one or more questions lead to. Its texts are in its versions: the first, and one for each correction.

    `led_to` is the statement's version that was begun because of it. `released_at` is when it became public.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="answers")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="answers")
    led_to = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="answers")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = QuestionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-released_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="answers_about"),
            models.Index(fields=["dialogue", "-released_at"], name="answers_of_dialogue"),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("answer", args=[self.dialogue.slug, self.key])


class AnswerVersion(models.Model):
    """One wording of question and answer, in every language of the portal, of which `language` is the original.

    What is released never changes: a trigger holds that. A correction is the next number.
    """

    TRANSITIONS = (
        Transition("check", (S.DRAFT,), S.DRAFT, "suppliers.check_answer"),
        Transition("release", (S.DRAFT,), S.DUE, ANSWER),
        Transition("recall", (S.DUE,), S.DRAFT, ANSWER),
        Transition("empty", (S.DUE,), S.DRAFT, None),
        Transition("outdate", (S.DUE,), S.DRAFT, None),
        Transition("discard", (S.DRAFT,), S.DISCARDED, ANSWER),
        Transition("publish", (S.DUE,), S.RELEASED, None),
        Transition("supersede", (S.RELEASED,), S.SUPERSEDED, None),
    )

    answer = models.ForeignKey(QuestionAnswer, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT)
    language = models.CharField(_("original"), max_length=2, choices=settings.LANGUAGES)
    question = models.TextField(
        _("question as everybody reads it"), max_length=LONGEST, blank=True, help_text=_("Without naming who asked.")
    )
    text = models.TextField(_("answer"), max_length=LONGEST, blank=True)
    changes_need = models.BooleanField(
        _("this answer changes the need"),
        default=False,
        help_text=_("Readers are told that a new version of the statement follows."),
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    release_at = models.DateTimeField(_("to be released"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone, default=TimeZone.OSLO)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ["answer", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once"),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state__in=S.open()), name="one_answer_version_on_its_way"
            ),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state=S.RELEASED), name="one_released_answer_version"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("written_by")), name="writer_does_not_check"
            ),
            models.CheckConstraint(
                condition=Q(state=S.DUE, release_at__isnull=False) | ~Q(state=S.DUE), name="due_answer_has_moment"
            ),
        ]
        indexes = [models.Index(fields=["release_at"], condition=Q(state=S.DUE), name="answers_due")]

    def __str__(self) -> str:
        return f"{self.answer}, {self.number}"

    @property
    def dialogue(self) -> Dialogue:
        return self.answer.dialogue

    @property
    def is_draft(self) -> bool:
        return self.state == S.DRAFT

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    def in_language(self, field: str, code: str) -> str:
        return getattr(self, build_localized_fieldname(field, code)) or ""

    @property
    def missing(self) -> list[str]:
        """The languages in which the question or the answer has no text yet."""
        return [code for code in CODES if not all(self.in_language(field, code).strip() for field in TEXTS)]


class AnswerTransition(TransitionLog):
    subject = models.ForeignKey(AnswerVersion, models.CASCADE, related_name="trail")
