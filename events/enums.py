from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    INFORMATION_MEETING = "information_meeting", _("Information meeting")
    WORKSHOP = "workshop", _("Workshop")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    WEBINAR = "webinar", _("Webinar")


class Audience(models.TextChoices):
    MUNICIPALITIES = "municipalities", _("Municipalities")
    SUPPLIERS = "suppliers", _("Suppliers")
    EVERYONE = "everyone", _("Everyone")


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")

    @classmethod
    def public(cls) -> list["EventState"]:
        return [cls.PUBLISHED, cls.CANCELLED, cls.HELD]
