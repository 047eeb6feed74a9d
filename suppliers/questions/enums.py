from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionState(models.TextChoices):
    """How far a question is, as staff see it; who asked is not told that it is in an answer before all are told."""

    RECEIVED = "received", pgettext_lazy("state of a question", "received")
    BUNDLED = "bundled", pgettext_lazy("state of a question", "in an answer")
    ANSWERED = "answered", pgettext_lazy("state of a question", "answered")
    LATE = "late", pgettext_lazy("state of a question", "too late")
    DECLINED = "declined", pgettext_lazy("state of a question", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a question", "withdrawn")

    @classmethod
    def open(cls) -> list["QuestionState"]:
        """Neither answered nor over."""
        return [cls.RECEIVED, cls.BUNDLED]

    @classmethod
    def askers(cls) -> list["QuestionState"]:
        """What who asked may still change or take back."""
        return [cls.RECEIVED, cls.BUNDLED, cls.LATE]

    @classmethod
    def in_an_answer(cls) -> list["QuestionState"]:
        return [cls.BUNDLED, cls.ANSWERED]


class Source(models.TextChoices):
    """How a question came in."""

    PORTAL = "portal", _("Asked in the portal")
    MEETING = "meeting", _("Asked in a meeting")
    CALL = "call", _("Asked on the telephone")
    MAIL = "mail", _("Asked by e-mail")

    @classmethod
    def taken_down(cls) -> list["Source"]:
        return [cls.MEETING, cls.CALL, cls.MAIL]


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of an answer", "being written")
    DUE = "due", pgettext_lazy("state of an answer", "to be released")
    RELEASED = "released", pgettext_lazy("state of an answer", "released")
    SUPERSEDED = "superseded", pgettext_lazy("state of an answer", "corrected since")
    DISCARDED = "discarded", pgettext_lazy("state of an answer", "given up")

    @classmethod
    def open(cls) -> list["VersionState"]:
        return [cls.DRAFT, cls.DUE]

    @classmethod
    def public(cls) -> list["VersionState"]:
        return [cls.RELEASED, cls.SUPERSEDED]
