from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Change
from dialogues.models import Dialogue
from municipalities.enums import MembershipRole, ParticipationRole
from municipalities.models.register import Municipality


class Membership(models.Model):
    """A person's role in a public buyer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.OBSERVER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "municipality"], name="one_role_per_body")]

    def __str__(self) -> str:
        return f"{self.user}, {self.municipality}"


class MembershipChange(Change):
    """Somebody's role in a public buyer, before and after; empty where there was none or is none any more."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="membership_changes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="membership_changes")

    class Meta(Change.Meta):
        verbose_name = _("change of a membership")
        verbose_name_plural = _("changes of memberships")


class Participation(models.Model):
    """A public buyer's part in a dialogue."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="participations")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=20, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["municipality", "dialogue"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.dialogue}"


class ParticipationChange(Change):
    """A public buyer's part in a dialogue, before and after; empty where there was none or is none any more."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="participation_changes")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="participation_changes")

    class Meta(Change.Meta):
        verbose_name = _("change of a participation")
        verbose_name_plural = _("changes of participations")
