from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResponseState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a response", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a response", "Submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a response", "Withdrawn")


class WayOfReading(models.TextChoices):
    """How somebody came to see answers."""

    SUMMARY = "summary", _("All answers, summed up")
    QUESTION = "question", _("All answers to one question")
    COMPANY = "company", _("All answers of one company")
    FILE = "file", _("A file of an answer")
    EXPORT = "export", _("The answers as a file")
    SYNTHESIS = "synthesis", _("Beside the synthesis")
