from django.db import models
from django.utils.translation import gettext_lazy as _


class InvitationState(models.TextChoices):
    """Of an invitation that nobody but the invited person has to agree to."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Expired")
