from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    INFORMATION_MEETING = "information_meeting", _("Information meeting")
    WORKSHOP = "workshop", _("Workshop")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    WEBINAR = "webinar", _("Webinar")


class Audience(models.TextChoices):
    MUNICIPALITIES = "municipalities", _("Municipalities")
    SUPPLIERS = "suppliers", _("Suppliers")
    EVERYONE = "everyone", _("Everyone")


# What is asked of one person who comes
COMES_FROM = {
    Audience.MUNICIPALITIES.value: _("a municipality or another public buyer"),
    Audience.SUPPLIERS.value: _("a company"),
    Audience.EVERYONE.value: _("elsewhere"),
}
# The same in a list
COMES_FROM_SHORT = {
    Audience.MUNICIPALITIES.value: pgettext_lazy("who comes to an event", "public buyer"),
    Audience.SUPPLIERS.value: pgettext_lazy("who comes to an event", "company"),
    Audience.EVERYONE.value: pgettext_lazy("who comes to an event", "other"),
}


class Form(models.TextChoices):
    """Where people take part."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site and online")


class EventState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")

    @classmethod
    def public(cls) -> list["EventState"]:
        return [cls.PUBLISHED, cls.CANCELLED, cls.HELD]


class RegistrationState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    REGISTERED = "registered", pgettext_lazy("registration for an event", "Registered")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Moved up, to be confirmed")
    CANCELLED = "cancelled", pgettext_lazy("registration for an event", "Cancelled")
    ATTENDED = "attended", _("Was there")

    @classmethod
    def seated(cls) -> list["RegistrationState"]:
        """Those that hold a seat."""
        return [cls.UNCONFIRMED, cls.REGISTERED, cls.OFFERED, cls.ATTENDED]

    @classmethod
    def sure(cls) -> list["RegistrationState"]:
        """Those whose seat needs no more confirming."""
        return [cls.REGISTERED, cls.ATTENDED]

    @classmethod
    def active(cls) -> list["RegistrationState"]:
        return [cls.UNCONFIRMED, cls.REGISTERED, cls.WAITING, cls.OFFERED]


class Ending(models.TextChoices):
    """Why a registration is cancelled."""

    OWN = "own", pgettext_lazy("registration for an event", "Cancelled")
    STAFF = "staff", _("Cancelled by the organisers")
    LAPSED = "lapsed", _("The seat was not confirmed in time")
    EVENT = "event", _("The event was cancelled")
    ROLE = "role", _("The event is for people of public buyers, and you act for none any more")
