"""The questions of a request as a PDF, for a company's file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Paper
from suppliers.models.information_request import InformationRequest


class RequestPaper(Paper):
    """The PDF in one language, public once it is made.

    Each opening, correction and change of the deadline owes the next `edition`. One that was not made by then is gone.
    """

    request = models.ForeignKey(InformationRequest, models.CASCADE, related_name="papers")
    edition = models.PositiveSmallIntegerField(_("edition"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("request for information as a PDF")
        verbose_name_plural = _("requests for information as PDFs")
        ordering = ["request", "-edition", "language"]
        constraints = [
            models.UniqueConstraint(fields=["request", "edition", "language"], name="request_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request} ({self.edition}, {self.language})"
