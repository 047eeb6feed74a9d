from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import InvitationBase
from core.workflow import Transition, TransitionLog
from municipalities.enums import InvitationState, MembershipRole
from municipalities.models.register import Municipality


class Invitation(InvitationBase):
    """Somebody is asked to become a public buyer's colleague in the portal, with a role."""

    TRANSITIONS = (
        Transition("consent", (InvitationState.NEEDS_CONSENT,), InvitationState.SENT, "municipalities.consent"),
        Transition("refuse", (InvitationState.NEEDS_CONSENT,), InvitationState.REFUSED, "municipalities.consent"),
        Transition("accept", (InvitationState.SENT,), InvitationState.ACCEPTED, None),
        Transition("revoke", InvitationState.open(), InvitationState.REVOKED, "municipalities.invite"),
        Transition("expire", InvitationState.open(), InvitationState.EXPIRED, None),
    )

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.OBSERVER)
    state = models.CharField(_("state"), max_length=20, choices=InvitationState)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(state__in=InvitationState.open()),
                name="one_open_invitation_per_address",
            )
        ]


class InvitationStep(TransitionLog):
    subject = models.ForeignKey(Invitation, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of an invitation")
        verbose_name_plural = _("steps of an invitation")
