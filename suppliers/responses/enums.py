from django.db import models
from django.utils.translation import pgettext_lazy


class ResponseState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a response", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a response", "Submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a response", "Withdrawn")
