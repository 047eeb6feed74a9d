from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvitationState(models.TextChoices):
    """Of an invitation that nobody but the invited person has to agree to."""

    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Expired")
