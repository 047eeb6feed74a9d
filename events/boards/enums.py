from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BoardState(models.TextChoices):
    DRAFT = "draft", _("Not open yet")
    OPEN = "open", pgettext_lazy("board", "Open")
    CLOSED = "closed", pgettext_lazy("board", "Closed")


class NoteState(models.TextChoices):
    SHOWN = "shown", _("On the board")
    HIDDEN = "hidden", _("Hidden")
    TAKEN_BACK = "taken_back", _("Taken back by its writer")
