from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workflow import Change
from dialogues.models import Dialogue
from municipalities.enums import MembershipRole, ParticipationRole
from municipalities.models.register import Municipality


def bodies_of(user: Any) -> QuerySet[Municipality]:
    """The public buyers whose people she may see: her own, and those that she handles as staff."""
    if user.is_superuser:
        return Municipality.objects.order_by()
    own = Q(pk__in=Membership.objects.filter(user=user).values("municipality"))
    return Municipality.objects.order_by().filter(own | Q(pk__in=bodies_run_by(user)))


def bodies_run_by(staff: Any) -> QuerySet[Municipality]:
    """Those that take part in a dialogue which she manages, or coordinates for their country."""
    bodies = Municipality.objects.order_by()
    if staff.is_superuser:
        return bodies
    roles = {"participations__dialogue__staff__user": staff}
    country = Q(participations__dialogue__staff__country="") | Q(participations__dialogue__staff__country=F("country"))
    return bodies.filter(country, **roles)


def bodies_read_by(user: Any) -> RawSQL:
    """Numbers of her own bodies, and of all that have become a part of them: of those she reads what was."""
    return RawSQL(
        """
        WITH RECURSIVE own (id) AS (
            SELECT municipality_id FROM municipalities_membership WHERE user_id = %s
            UNION
            SELECT old.id FROM municipalities_municipality old JOIN own ON old.merged_into_id = own.id
                WHERE old.closed_on IS NULL OR old.closed_on <= %s
        ) SELECT id FROM own
        """,
        [user.pk, timezone.localdate()],
    )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """Her colleagues in all of her bodies, and the people of the bodies that she handles as staff."""
        return self.filter(municipality__in=bodies_of(user))


class Membership(models.Model):
    """A person's role in a public buyer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole, default=MembershipRole.OBSERVER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = MembershipQuerySet.as_manager()

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


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: Any) -> "ParticipationQuerySet":
        """Who takes part in the dialogues that she manages, or coordinates for their country."""
        if user.is_superuser:
            return self
        countries = ["", OuterRef("municipality__country")]
        return self.filter(Exists(user.staff_roles.filter(dialogue=OuterRef("dialogue"), country__in=countries)))


class Participation(models.Model):
    """A public buyer's part in a dialogue."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="participations")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="participations", verbose_name=_("dialogue"))
    role = models.CharField(_("role"), max_length=20, choices=ParticipationRole, default=ParticipationRole.PARTICIPANT)
    since = models.DateField(_("since"))

    objects = ParticipationQuerySet.as_manager()

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
