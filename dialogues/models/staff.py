"""Who runs a dialogue."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState
from accounts.models import InvitationBase, InvitationQuerySet
from core.enums import Country
from core.workflow import Change, Transition, TransitionLog
from dialogues.enums import StaffRoleKind
from dialogues.models.dialogue import Dialogue

APPOINT = "dialogues.appoint_staff"
HAS_COUNTRY = Q(kind=StaffRoleKind.MANAGER, country="") | (Q(kind=StaffRoleKind.COORDINATOR) & ~Q(country=""))


class StaffRoleQuerySet(models.QuerySet["StaffRole"]):
    def visible_to(self, user: Any) -> "StaffRoleQuerySet":
        """Who runs the dialogues that this person manages."""
        if user.is_superuser:
            return self
        managed = StaffRole.objects.filter(user=user, kind=StaffRoleKind.MANAGER)
        return self.filter(dialogue__in=managed.values("dialogue"))


class StaffRole(models.Model):
    """A person who runs a dialogue (programme manager) or handles a country (coordinator)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_roles", verbose_name=_("person")
    )
    kind = models.CharField(_("role"), max_length=20, choices=StaffRoleKind)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="staff")
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)

    objects = StaffRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "dialogue", "kind", "country"], name="staff_role_once"),
            models.CheckConstraint(condition=HAS_COUNTRY, name="coordinator_has_country"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"


class StaffRoleChange(Change):
    """Somebody's role as staff of a dialogue, before and after; empty where there was none or is none any more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="staff_role_changes")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="staff_changes")
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)

    class Meta(Change.Meta):
        verbose_name = _("change of a staff role")
        verbose_name_plural = _("changes of staff roles")


class StaffInvitation(InvitationBase):
    """Somebody who has no account yet is asked to run a dialogue, or to handle a country in it."""

    TRANSITIONS = (
        Transition("accept", (InvitationState.SENT,), InvitationState.ACCEPTED, None),
        Transition("revoke", InvitationBase.OPEN, InvitationState.REVOKED, APPOINT),
        Transition("expire", InvitationBase.OPEN, InvitationState.EXPIRED, None),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="staff_invitations")
    kind = models.CharField(_("role"), max_length=20, choices=StaffRoleKind)
    country = models.CharField(_("country"), max_length=2, choices=Country, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=InvitationState, default=InvitationState.SENT)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to the staff")
        verbose_name_plural = _("invitations to the staff")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "kind", "country", "email"],
                condition=Q(state__in=InvitationBase.OPEN),
                name="one_open_staff_invitation",
            ),
            models.CheckConstraint(condition=HAS_COUNTRY, name="invited_coordinator_has_country"),
        ]

    @property
    def place(self) -> Dialogue:
        return self.dialogue

    @property
    def is_void(self) -> bool:
        return self.lacks_authority(APPOINT)

    def get_role_display(self) -> str:
        """What the pages about invitations call it."""
        return str(StaffRoleKind(self.kind).label)


class StaffInvitationStep(TransitionLog):
    subject = models.ForeignKey(StaffInvitation, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of an invitation to the staff")
        verbose_name_plural = _("steps of invitations to the staff")
