from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """What one retention run did. `report` has an entry for each kind of personal record, and names nobody:

    {"name", "due", "forgotten", "withheld": {reason: number}, "warned", "error"}; the reason is an English msgid,
    the error the kind of exception.
    """

    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    report = models.JSONField(_("report"), default=list)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    @property
    def forgotten(self) -> int:
        return sum(entry["forgotten"] for entry in self.report)

    @property
    def withheld(self) -> int:
        return sum(sum(entry["withheld"].values()) for entry in self.report)

    @property
    def errors(self) -> int:
        return sum(bool(entry["error"]) for entry in self.report)
