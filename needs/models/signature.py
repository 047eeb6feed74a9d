"""Who is asked to sign a statement, who signed it, and with what reservations."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Paper
from municipalities.models import Municipality
from needs.enums import Decision, StatementState
from needs.models.statement import Statement


class SigningInvitation(models.Model):
    """A municipality that is asked to sign a circulated statement; its signatories are written to."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="signing_invitations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="signing_invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)

    class Meta:
        verbose_name = _("invitation to sign")
        verbose_name_plural = _("invitations to sign")
        ordering = ["invited_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["statement", "municipality"], name="asked_to_sign_once")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.statement}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> "SignatureQuerySet":
        """Approvals that are not withdrawn."""
        return self.filter(decision=Decision.APPROVE, withdrawn_at__isnull=True)

    def held_to(self) -> "SignatureQuerySet":
        """Standing ones under a version that was not given up, and not taken back under a later one."""
        return self.standing().not_taken_back_since().exclude(statement__state=StatementState.ABANDONED)

    def not_taken_back_since(self) -> "SignatureQuerySet":
        """Without those of bodies that took back what they signed of a later version that is public."""
        later = Signature.objects.filter(
            decision=Decision.APPROVE,
            withdrawn_at__isnull=False,
            municipality=OuterRef("municipality"),
            statement__challenge=OuterRef("statement__challenge"),
            statement__number__gt=OuterRef("statement__number"),
            statement__state__in=StatementState.public(),
        )
        return self.exclude(Exists(later))

    def not_taken_back_where_given(self) -> "SignatureQuerySet":
        """Without what was carried over and taken back since under an earlier version."""
        earlier = Signature.objects.filter(
            withdrawn_at__isnull=False,
            municipality=OuterRef("municipality"),
            signed_at=OuterRef("signed_at"),
            statement__challenge=OuterRef("statement__challenge"),
            statement__number__lt=OuterRef("statement__number"),
        )
        return self.exclude(Exists(earlier))


class Signature(models.Model):
    """A municipality's word on a statement. Bodies may sign after publication: the list grows, the text does not.

    Written once; it is only ever withdrawn, after publication as a public notice. `content_hash` is the checksum of the
    text that was signed. `carried_from` is the signature under the version before, where only editorial changes came
    between. `subject_to` says what the mandate still depends on, `reason` why the body declines, both in `language`.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="signatures")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="signatures")
    decision = models.CharField(_("decision"), max_length=20, choices=Decision, default=Decision.APPROVE)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)
    mandate = models.CharField(_("case number"), max_length=200, blank=True)
    council_date = models.DateField(_("decided by the council on"), null=True, blank=True)
    subject_to = models.CharField(_("subject to"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), max_length=3000, blank=True, db_default="")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True, db_default="")
    content_hash = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "municipality"],
                condition=Q(withdrawn_at__isnull=True),
                name="signed_once_per_body",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.signed_on}"

    @property
    def signed_on(self) -> date:
        return self.day_of(self.signed_at)

    @property
    def withdrawn_on(self) -> date | None:
        return self.day_of(self.withdrawn_at) if self.withdrawn_at else None

    def day_of(self, at: datetime) -> date:
        """In the statement's zone, as the briefs and the deadline have it."""
        return timezone.localdate(at, ZoneInfo(self.statement.zone))


class Reservation(models.Model):
    """What a municipality holds back on one clause, in its own language. Written with the signature, never changed."""

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="reservations")
    clause_key = models.UUIDField()
    clause_number = models.PositiveSmallIntegerField(_("clause"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("reservation"), max_length=3000)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["clause_number"]
        constraints = [models.UniqueConstraint(fields=["signature", "clause_key"], name="one_reservation_per_clause")]

    def __str__(self) -> str:
        return f"{self.clause_number}: {self.text[:60]}"


class Receipt(Paper):
    """What a body has in hand of its word: a PDF with the text that was signed."""

    signature = models.OneToOneField(Signature, models.PROTECT, related_name="receipt")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return str(self.signature)
