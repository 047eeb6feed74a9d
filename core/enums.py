"""Lists that every floor uses: the Nordic countries, their currencies, the states and priorities of mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Country(models.TextChoices):
    NORWAY = "NO", _("Norway")
    SWEDEN = "SE", _("Sweden")
    DENMARK = "DK", _("Denmark")
    FINLAND = "FI", _("Finland")
    ICELAND = "IS", _("Iceland")
    FAROE_ISLANDS = "FO", _("Faroe Islands")
    GREENLAND = "GL", _("Greenland")
    ALAND = "AX", _("Åland")


class Currency(models.TextChoices):
    EUR = "EUR", "EUR"
    NOK = "NOK", "NOK"
    SEK = "SEK", "SEK"
    DKK = "DKK", "DKK"
    ISK = "ISK", "ISK"


class MailState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("state of a mail", "waiting")
    SENDING = "sending", pgettext_lazy("state of a mail", "being sent")
    SENT = "sent", pgettext_lazy("state of a mail", "sent")
    FAILED = "failed", pgettext_lazy("state of a mail", "failed")

    @classmethod
    def owed(cls) -> list["MailState"]:
        return [cls.QUEUED, cls.SENDING]


class MailPriority(models.IntegerChoices):
    """Which mail goes first: what somebody waits for now (a code, a link), then urgent news to many, then digests."""

    SINGLE = 0, _("At once")
    URGENT = 1, _("Urgent, to many")
    BULK = 2, _("To many")
