from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import InvitationBase, InvitationQuerySet
from core.workflow import Transition, TransitionLog
from municipalities.enums import InvitationState, MembershipRole
from municipalities.models.people import bodies_of, bodies_run_by
from municipalities.models.register import Municipality
from municipalities.rules import is_in_being

INVITE, CONSENT = "municipalities.invite", "municipalities.consent"


class BodyInvitationQuerySet(InvitationQuerySet):
    def visible_to(self, user: Any) -> "BodyInvitationQuerySet":
        """Invitations to her own bodies, and to those that she handles as staff."""
        return self.filter(municipality__in=bodies_of(user))

    def waiting_for(self, staff: Any) -> "BodyInvitationQuerySet":
        """What she as staff may consent to."""
        return self.filter(state=InvitationState.NEEDS_CONSENT, municipality__in=bodies_run_by(staff))


class Invitation(InvitationBase):
    """Somebody is asked to become a public buyer's colleague in the portal, with a role."""

    OPEN = InvitationState.open()

    TRANSITIONS = (
        Transition("consent", (InvitationState.NEEDS_CONSENT,), InvitationState.SENT, CONSENT),
        Transition("refuse", (InvitationState.NEEDS_CONSENT,), InvitationState.REFUSED, CONSENT),
        Transition("accept", (InvitationState.SENT,), InvitationState.ACCEPTED, None),
        Transition("revoke", InvitationState.open(), InvitationState.REVOKED, INVITE),
        Transition("expire", InvitationState.open(), InvitationState.EXPIRED, None),
    )

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.OBSERVER)
    state = models.CharField(_("state"), max_length=20, choices=InvitationState)

    objects = BodyInvitationQuerySet.as_manager()

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

    @property
    def place(self) -> Municipality:
        return self.municipality

    @property
    def is_void(self) -> bool:
        return not is_in_being(None, self) or self.lacks_authority(INVITE)


class InvitationStep(TransitionLog):
    subject = models.ForeignKey(Invitation, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of an invitation")
        verbose_name_plural = _("steps of an invitation")

    @property
    def became(self) -> str:
        return str(InvitationState(self.to_state).label)
