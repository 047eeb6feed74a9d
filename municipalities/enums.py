from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Region or county")
    COMPANY = "company", _("Municipal company")
    CENTRAL_PURCHASING = "central_purchasing", _("Central purchasing body")


class MembershipRole(models.TextChoices):
    OBSERVER = "observer", _("Observer")
    EDITOR = "editor", _("Editor")
    SIGNATORY = "signatory", _("Signatory")


class ParticipationRole(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")
