"""What companies ask, or what was asked in a meeting: always in private."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.search import Fold
from core.workflow import Transition, TransitionLog
from core.zones import TimeZone
from dialogues.models import Dialogue
from needs.models import Challenge
from suppliers.models.company import Representative, new_key
from suppliers.models.information_request import InformationRequest
from suppliers.questions.enums import QuestionState, Source

S = QuestionState
ANSWER = "suppliers.answer_questions"
LONGEST = 5000


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> "QuestionQuerySet":
        """What the person's companies asked, and all that is on her desk."""
        hers = user.representations.active().values("company")
        return self.filter(Q(dialogue__in=desks_of(user)) | Q(company__in=hers))

    def managed_by(self, user: Any) -> "QuestionQuerySet":
        """The desk: all of the dialogues whose questions the person handles."""
        return self.filter(dialogue__in=desks_of(user))

    def asked_for(self, user: Any) -> "QuestionQuerySet":
        """Those of a company that the person represented at any time since it asked."""
        return self.filter(Exists(Representative.objects.since(user, "company", "asked_at")))

    def to_tell(self) -> "QuestionQuerySet":
        """What came, or was changed in an answer that is not released, since staff were told."""
        changed = Q(state=S.BUNDLED, edited_at__gt=F("bundled_at"))
        return self.filter(Q(state=S.RECEIVED) | changed, told_at__isnull=True)


def desks_of(user: Any) -> QuerySet[Dialogue]:
    """The dialogues whose questions the person handles: she manages them, and no company of hers takes part."""
    asked = Question.objects.asked_for(user).values("dialogue")
    answered = InformationRequest.objects.answered_for(user).values("dialogue")
    managed = Dialogue.objects.managed_by(user)
    return managed.exclude(pk__in=asked).exclude(pk__in=answered)


class Question(models.Model):
    """One question in the words of who asked. Its text is never public: an answer has its own wording of it.

    `subject` is a dialogue, challenge, clause, brief or event; `challenge` is the one that it belongs to, if any.
    `oral_answer` is what was answered on the spot where staff took the question down.
    """

    TRANSITIONS = (
        Transition("send", (S.LATE,), S.RECEIVED, "suppliers.edit_question"),
        Transition("withdraw", tuple(S.askers()), S.WITHDRAWN, "suppliers.edit_question"),
        Transition("bundle", (S.RECEIVED,), S.BUNDLED, ANSWER),
        Transition("unbundle", (S.BUNDLED,), S.RECEIVED, ANSWER),
        Transition("decline", (S.RECEIVED, S.LATE), S.DECLINED, ANSWER),
        Transition("answer", (S.BUNDLED,), S.ANSWERED, None),
    )

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="questions")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    challenge = models.ForeignKey(Challenge, models.PROTECT, null=True, blank=True, related_name="questions")
    company = models.ForeignKey(
        "suppliers.Company", models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("company")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("question"), max_length=LONGEST)
    folded = models.GeneratedField(expression=Fold("text"), output_field=models.TextField(), db_persist=True)
    source = models.CharField(_("how it came"), max_length=20, choices=Source, default=Source.PORTAL)
    heard_on = models.DateField(_("asked on"), null=True, blank=True)
    oral_answer = models.TextField(_("what was answered there"), max_length=LONGEST, blank=True)
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=QuestionState, default=QuestionState.LATE)
    answer = models.ForeignKey(
        "suppliers.QuestionAnswer", models.PROTECT, null=True, blank=True, related_name="questions"
    )
    asked_at = models.DateTimeField(_("asked"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    bundled_at = models.DateTimeField(_("taken into an answer"), null=True, blank=True)
    reason = models.TextField(_("why it is declined"), max_length=LONGEST, blank=True)
    told_at = models.DateTimeField(_("staff told"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="questions_about"),
            models.Index(fields=["dialogue", "state"], name="questions_of_dialogue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=S.in_an_answer(), answer__isnull=False)
                | (~Q(state__in=S.in_an_answer()) & Q(answer__isnull=True)),
                name="question_in_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.PORTAL) | Q(company__isnull=False), name="asked_question_has_company"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("workspace-question", args=[self.key])

    @property
    def is_taken_down(self) -> bool:
        return self.source != Source.PORTAL

    @property
    def is_askers(self) -> bool:
        """Whether who asked may still take it back."""
        return not self.is_taken_down and self.state in S.askers()

    @property
    def was_changed(self) -> bool:
        """By who asked, after staff had taken it into an answer."""
        return bool(self.bundled_at and self.edited_at and self.edited_at > self.bundled_at)


class QuestionTransition(TransitionLog):
    subject = models.ForeignKey(Question, models.CASCADE, related_name="trail")


class QuestionTerms(models.Model):
    """How a dialogue handles questions. Without a row: no second person, five working days."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="question_terms")
    four_eyes = models.BooleanField(
        _("a second person checks every answer"),
        default=False,
        help_text=_("Who wrote an answer last cannot check it. A change after the check asks for another."),
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days within which a question should be answered"), default=5
    )
    digest_on = models.DateField(_("staff last told"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("terms of questions")
        verbose_name_plural = _("terms of questions")

    def __str__(self) -> str:
        return str(self.dialogue)


class QuestionDeadline(models.Model):
    """Until when questions are taken: of a challenge, or of the rest of its dialogue. The database's clock decides."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="question_deadlines")
    challenge = models.ForeignKey(
        Challenge, models.CASCADE, null=True, blank=True, related_name="question_deadlines", verbose_name=_("challenge")
    )
    closes_at = models.DateTimeField(_("questions until"))
    zone = models.CharField(_("time zone"), max_length=40, choices=TimeZone)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(_("set"), auto_now=True)

    class Meta:
        verbose_name = _("deadline for questions")
        verbose_name_plural = _("deadlines for questions")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "challenge"], nulls_distinct=False, name="one_deadline_for_questions"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dialogue}: {self.closes_at:%Y-%m-%d %H:%M}"

    @property
    def is_past(self) -> bool:
        """For what a page says; a question is judged by the database as it is written."""
        return self.closes_at <= timezone.now()
