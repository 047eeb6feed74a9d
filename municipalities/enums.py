from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Region or county")
    COMPANY = "company", _("Municipal company")
    CENTRAL_PURCHASING = "central_purchasing", _("Central purchasing body")


class MembershipRole(models.TextChoices):
    OBSERVER = "observer", _("Observer")
    EDITOR = "editor", _("Editor")
    SIGNATORY = "signatory", _("Signatory")

    @property
    def rank(self) -> int:
        """From reading to signing: who has a higher one may do all that a lower one may."""
        return list(type(self)).index(self)


class ParticipationRole(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")


class InterestState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    CONFIRMED = "confirmed", _("Waits for an answer")
    ASKED = "asked", _("Asked back")
    ON_HOLD = "on_hold", _("On hold")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Joined with another")

    @classmethod
    def waiting(cls) -> tuple["InterestState", ...]:
        """Confirmed by its sender and not decided."""
        return cls.CONFIRMED, cls.ASKED, cls.ON_HOLD

    @classmethod
    def open(cls) -> tuple["InterestState", ...]:
        return cls.UNCONFIRMED, *cls.waiting()


class InvitationState(models.TextChoices):
    NEEDS_CONSENT = "needs_consent", _("Waits for staff's consent")
    SENT = "sent", pgettext_lazy("invitation", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    REFUSED = "refused", _("Refused")
    REVOKED = "revoked", _("Taken back")
    EXPIRED = "expired", _("Expired")

    @classmethod
    def open(cls) -> tuple["InvitationState", ...]:
        return cls.NEEDS_CONSENT, cls.SENT
