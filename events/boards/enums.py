from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardState(models.TextChoices):
    DRAFT = "draft", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class NoteState(models.TextChoices):
    SHOWN = "shown", _("On the board")
    HIDDEN = "hidden", _("Hidden")
    TAKEN_BACK = "taken_back", _("Taken back by its writer")
