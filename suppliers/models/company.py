"""A company, its representatives, and those who are invited to be one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState
from accounts.models import InvitationBase, InvitationQuerySet
from core.enums import Country
from core.workflow import Change, Transition, TransitionLog
from dialogues.models import StaffRole
from suppliers.enums import CompanyState, JoinState, SizeClass

KEY_LENGTH = 12
CHECK, CLOSE, ACT = "suppliers.check_company", "suppliers.close_company", "suppliers.act_for"


def new_key() -> str:
    """What addresses say instead of a number, which would tell how many there are."""
    return get_random_string(KEY_LENGTH, "abcdefghjkmnpqrstuvwxyz23456789")


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, user: Any) -> "CompanyQuerySet":
        """What staff see: all of them for managers of a dialogue, those of her country for a coordinator."""
        known = self.exclude(state=CompanyState.UNCONFIRMED)
        if user.is_superuser:
            return known
        roles = StaffRole.objects.filter(user=user, country__in=["", OuterRef("country")])
        return known.filter(Exists(roles))

    def acted_for_by(self, user: Any) -> "CompanyQuerySet":
        """Those that she represents now."""
        return self.filter(
            state__in=CompanyState.open(), representatives__user=user, representatives__ended_at__isnull=True
        )


class Company(models.Model):
    """A supplier. Companies are never shown to each other; addresses name it by its `key`, which tells nothing.

    Whoever registers one gets one of her own at once, also where the same number is registered already: that would
    tell. Staff confirm it, or join it with the confirmed one of that number; then it is closed and `joined_into` set.
    It has no number where that would be a person's identity number.
    """

    TRANSITIONS = (
        Transition("come_in", (CompanyState.UNCONFIRMED,), CompanyState.UNCHECKED, None),
        Transition("confirm", (CompanyState.UNCHECKED,), CompanyState.CONFIRMED, CHECK),
        Transition("doubt", (CompanyState.CONFIRMED,), CompanyState.UNCHECKED, None),
        Transition("join", (CompanyState.UNCHECKED,), CompanyState.CLOSED, None),
        Transition("close", CompanyState.open(), CompanyState.CLOSED, CLOSE),
    )

    key = models.CharField(_("key"), max_length=20, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    # Empty it is NULL, of which there may be several confirmed ones
    organisation_number = models.CharField(_("organisation number"), max_length=20, null=True)  # noqa: DJ001
    website = models.URLField(_("website"), blank=True)
    size_class = models.CharField(_("size"), max_length=10, choices=SizeClass, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=CompanyState, default=CompanyState.UNCHECKED)
    joined_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name=_("joined with")
    )
    registered_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "organisation_number"],
                condition=Q(state=CompanyState.CONFIRMED),
                name="company_confirmed_once",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | Q(state=CompanyState.CLOSED), name="joined_company_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace-company", args=[self.key])

    @property
    def is_open(self) -> bool:
        return self.state in CompanyState.open()

    @property
    def short_size(self) -> str:
        return SizeClass(self.size_class).short if self.size_class else ""

    @property
    def people(self) -> models.QuerySet["Representative"]:
        """Who represents it now."""
        return self.representatives.filter(ended_at__isnull=True)


class CompanyStep(TransitionLog):
    subject = models.ForeignKey(Company, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of a company")
        verbose_name_plural = _("steps of a company")

    @property
    def became(self) -> str:
        return str(CompanyState(self.to_state).label)


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def active(self) -> "RepresentativeQuerySet":
        return self.filter(ended_at__isnull=True)

    def since(self, user: Any, company: str, moment: str) -> "RepresentativeQuerySet":
        """Within a query: where the person represented that row's company at any time since the moment, if only once.

        `company` and `moment` are the paths to both. It counts also once she has left or the company is closed;
        those that were joined are one company.
        """
        joined = Coalesce(OuterRef(f"{company}__joined_into"), OuterRef(company))
        hers = self.filter(user=user).exclude(ended_at__lt=OuterRef(moment))
        return hers.alias(whole=Coalesce("company__joined_into", "company")).filter(whole=joined)


class Representative(models.Model):
    """A person who acts for a company: every one of them may do all that the company may. Ended, the row stays."""

    key = models.CharField(_("key"), max_length=20, default=new_key, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations", verbose_name=_("person")
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="representatives")
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"], condition=Q(ended_at__isnull=True), name="represents_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.company}"


class RepresentativeChange(Change):
    """Somebody began or ceased to represent a company; `to_value` is empty where it ended."""

    REPRESENTS = "representative"

    company = models.ForeignKey(Company, models.PROTECT, related_name="representative_changes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="representative_changes")

    class Meta(Change.Meta):
        verbose_name = _("change of a representative")
        verbose_name_plural = _("changes of representatives")


class CompanyInvitation(InvitationBase):
    """Somebody is asked to represent a company too."""

    TRANSITIONS = (
        Transition("accept", (InvitationState.SENT,), InvitationState.ACCEPTED, None),
        Transition("revoke", InvitationBase.OPEN, InvitationState.REVOKED, ACT),
        Transition("expire", InvitationBase.OPEN, InvitationState.EXPIRED, None),
    )

    HANDLE = "key"  # a number would tell how many companies invite and register

    key = models.CharField(_("key"), max_length=20, unique=True, default=new_key, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="invitations")
    state = models.CharField(_("state"), max_length=20, choices=InvitationState, default=InvitationState.SENT)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a company")
        verbose_name_plural = _("invitations to companies")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(state__in=InvitationBase.OPEN),
                name="one_open_company_invitation",
            )
        ]

    @property
    def place(self) -> Company:
        return self.company

    @property
    def is_registration(self) -> bool:
        """Whether it is the link of whoever registers the company, without a sign-in."""
        return self.company.state == CompanyState.UNCONFIRMED

    @property
    def is_void(self) -> bool:
        return not self.is_registration and (not self.company.is_open or self.lacks_authority(ACT))

    def get_role_display(self) -> str:
        """What the pages about invitations call it."""
        return str(Representative._meta.verbose_name)


class CompanyInvitationStep(TransitionLog):
    subject = models.ForeignKey(CompanyInvitation, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of an invitation to a company")
        verbose_name_plural = _("steps of invitations to companies")


class CompanyJoin(models.Model):
    """Staff propose that two registered companies are one; the people of the confirmed one say whether it is so."""

    key = models.CharField(_("key"), max_length=20, default=new_key, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="joins")
    into = models.ForeignKey(Company, models.PROTECT, related_name="joins_asked")
    state = models.CharField(_("state"), max_length=20, choices=JoinState, default=JoinState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("proposal to join companies")
        verbose_name_plural = _("proposals to join companies")
        constraints = [
            models.UniqueConstraint(
                fields=["company"], condition=Q(state=JoinState.ASKED), name="one_join_asked_per_company"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} → {self.into}"
