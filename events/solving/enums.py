from django.db import models
from django.utils.translation import gettext_lazy as _


class SolvingState(models.TextChoices):
    WAITING = "waiting", _("Waits for a worker")
    SOLVING = "solving", _("Being solved")
    SOLVED = "solved", _("Solved")
    FAILED = "failed", _("Failed")

    @classmethod
    def owed(cls) -> list["SolvingState"]:
        return [cls.WAITING, cls.SOLVING]
