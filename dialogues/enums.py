from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """How far a dialogue has come."""

    PLANNED = "planned", _("Planned")
    MAPPING = "mapping", _("Mapping needs")
    AGREEING = "agreeing", _("Agreeing on a statement")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CONCLUDED = "concluded", _("Concluded")


class PartnerRole(models.TextChoices):
    INITIATOR = "initiator", _("Initiator")
    FUNDER = "funder", _("Funder")
    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")


class StaffRoleKind(models.TextChoices):
    MANAGER = "manager", _("Programme manager")
    COORDINATOR = "coordinator", _("Coordinator")


class Precision(models.TextChoices):
    """How exactly a milestone's date is known."""

    DAY = "day", _("To the day")
    MONTH = "month", _("To the month")
    UNDECIDED = "undecided", _("To be decided")
