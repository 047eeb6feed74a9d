"""What the public buyers make of answers while they read: notes, tags, translations, and who opened them when."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue
from municipalities.models import Membership, Municipality
from suppliers.models.company import Company, Representative
from suppliers.models.information_request import InformationRequest, RequestQuestion
from suppliers.models.response import Answer, Response, managed_by
from suppliers.responses.enums import WayOfReading


class AnswerTag(models.Model):
    """A word that managers put on answers of one request, such as "charging"."""

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="tags")
    name = models.CharField(_("tag"), max_length=60)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name")]
        constraints = [models.UniqueConstraint("request", Lower("name"), name="answer_tag_once")]

    def __str__(self) -> str:
        return self.name


class TaggedAnswer(models.Model):
    """A tag on what a company says to a question, whichever version is the last. Two who tag the same make one row."""

    tag = models.ForeignKey(AnswerTag, models.CASCADE, related_name="tagged")
    response = models.ForeignKey(Response, models.CASCADE, related_name="tagged")
    question = models.ForeignKey(RequestQuestion, models.CASCADE, related_name="tagged")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("tagged"), default=timezone.now)

    class Meta:
        verbose_name = _("tagged answer")
        verbose_name_plural = _("tagged answers")
        ordering = ["tag", "pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "response", "question"], name="answer_tagged_once")]

    def __str__(self) -> str:
        return f"{self.tag}: {self.response_id}, {self.question_id}"


class ReadingNoteQuerySet(models.QuerySet["ReadingNote"]):
    def readable_by(self, user: Any) -> "ReadingNoteQuerySet":
        """Managers read those of the managers, people of a public buyer those of their own body.

        And only beside an answer that they may read as it is now.
        """
        if not user.is_authenticated:
            return self.none()
        theirs = Membership.objects.filter(user=user).values("municipality")
        managed = Response.objects.filter(managed_by(user)).values("pk")
        seen = Answer.objects.readable_by(user).filter(
            response=models.OuterRef("response"), question=models.OuterRef("question")
        )
        mine = Q(body__isnull=True, response__in=managed) | Q(body__in=theirs)
        return self.filter(mine, models.Exists(seen))


class ReadingNote(models.Model):
    """What somebody who reads wrote down about an answer; without a `body` it is of the dialogue's managers.

    `version` is that of the response which the note was written about.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="notes")
    question = models.ForeignKey(RequestQuestion, models.CASCADE, related_name="notes")
    version = models.PositiveSmallIntegerField(_("version"))
    body = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("written"), default=timezone.now)

    objects = ReadingNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on an answer")
        verbose_name_plural = _("notes on answers")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class AnswerTranslation(models.Model):
    """Staff's own translation of one submitted answer: a help for readers, never the company's word."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("translation"), max_length=20000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("translation of an answer")
        verbose_name_plural = _("translations of answers")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["answer", "language"], name="answer_translated_once")]

    def __str__(self) -> str:
        return f"{self.answer} ({self.language})"


class ReadingLogQuerySet(models.QuerySet["ReadingLog"]):
    def visible_to(self, user: Any) -> "ReadingLogQuerySet":
        """Of the dialogues that the person manages; administrators read all."""
        return self.filter(managed_by(user)) if user.is_authenticated else self.none()

    def by_people_of(self, company: Company) -> "ReadingLogQuerySet":
        """Answers of others that were shown to who represents the company, or has at any time since."""
        theirs = Q(company=company) | Q(company__joined_into=company)
        people = Representative.objects.filter(theirs, user=OuterRef("reader")).exclude(ended_at__lt=OuterRef("at"))
        own = ArraySubquery(Response.objects.filter(theirs).values("pk"))
        shown = self.filter(Exists(people), is_refused=False)
        return shown.exclude(responses__contained_by=own)


class ReadingLog(models.Model):
    """Somebody opened answers, or was refused since the deadline had not come. Written once, by `opening.log`.

    `responses` are those whose answers were shown; `question` where it was one question's.
    """

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="reading_log")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    way = models.CharField(_("how"), max_length=20, choices=WayOfReading)
    question = models.ForeignKey(RequestQuestion, models.PROTECT, null=True, related_name="+")
    responses = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("whose"))
    is_refused = models.BooleanField(_("refused"), default=False)

    objects = ReadingLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of answers")
        verbose_name_plural = _("readings of answers")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["request", "-at"], name="reading_log_newest")]

    def __str__(self) -> str:
        return f"{self.request}, {self.way}"

    @property
    def dialogue(self) -> Dialogue:
        return self.request.dialogue
