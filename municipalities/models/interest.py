from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.enums import Country
from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue, Theme
from municipalities.enums import InterestState, Kind
from municipalities.models.register import Municipality

WAITING, OPEN = InterestState.waiting(), InterestState.open()
HANDLE = "municipalities.handle_interest"


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, user: Any) -> "InterestQuerySet":
        """What came to staff: a manager's of her dialogues, a coordinator's of her country in hers."""
        came = self.exclude(state=InterestState.UNCONFIRMED)
        if user.is_superuser:
            return came
        roles = user.staff_roles.filter(dialogue=OuterRef("dialogue"), country__in=["", OuterRef("country")])
        return came.filter(Exists(roles))

    def waiting(self) -> "InterestQuerySet":
        return self.filter(state__in=WAITING)


class Interest(models.Model):
    """A public buyer that wants to take part in a dialogue, with the people who said so.

    A body that the register does not have is described (`body_name`, `body_kind`, `body_note`) until staff find or
    add it. `waits_since` is when the interest last came to staff; what waits too long is reminded of once.
    """

    TRANSITIONS = (
        Transition("confirm", (InterestState.UNCONFIRMED,), InterestState.CONFIRMED, None),
        Transition("ask", (InterestState.CONFIRMED, InterestState.ON_HOLD), InterestState.ASKED, HANDLE),
        Transition("answer", (InterestState.ASKED,), InterestState.CONFIRMED, None),
        Transition("hold", (InterestState.CONFIRMED, InterestState.ASKED), InterestState.ON_HOLD, HANDLE),
        Transition("resume", (InterestState.ON_HOLD,), InterestState.CONFIRMED, HANDLE),
        Transition("accept", WAITING, InterestState.ACCEPTED, HANDLE),
        Transition("decline", WAITING, InterestState.DECLINED, HANDLE),
        Transition("merge", WAITING, InterestState.MERGED, HANDLE),
        Transition("join", (InterestState.UNCONFIRMED,), InterestState.MERGED, None),
        Transition("withdraw", OPEN, InterestState.WITHDRAWN, None),
    )

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="interests", verbose_name=_("dialogue"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="interests", verbose_name=_("municipality")
    )
    country = models.CharField(_("country"), max_length=2, choices=Country)
    body_name = models.CharField(_("name of the body"), max_length=200, blank=True)
    body_kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    body_note = models.TextField(_("about the body"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=InterestState, default=InterestState.UNCONFIRMED, editable=False
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["waits_since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "municipality"],
                condition=Q(state__in=WAITING),
                name="one_waiting_interest_per_body",
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=False) | ~Q(body_name=""), name="interest_names_its_body"
            ),
            models.CheckConstraint(
                condition=~Q(state=InterestState.ACCEPTED) | Q(municipality__isnull=False),
                name="accepted_interest_has_its_body",
            ),
        ]
        indexes = [
            models.Index(fields=["waits_since"], condition=Q(state__in=WAITING), name="interest_waiting"),
            models.Index(fields=["state"], condition=~Q(state=InterestState.UNCONFIRMED), name="interest_that_came"),
        ]

    def __str__(self) -> str:
        return str(self.municipality) if self.municipality else self.body_name

    def get_absolute_url(self) -> str:
        return reverse("workspace-interest-one", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def body_official_name(self) -> str:
        """As the register has it, or as its sender wrote it."""
        return self.municipality.official_name if self.municipality else self.body_name

    @property
    def people(self) -> "models.QuerySet[Applicant]":
        """Those who stand behind it: confirmed their address and did not leave."""
        return self.applicants.filter(confirmed_at__isnull=False, left_at__isnull=True)


class Applicant(models.Model):
    """A person who registers a body's interest; what she wrote stands from the moment that she confirms her address.

    `links_sent` numbers the mails that ask her to confirm: only the newest link works.
    """

    interest = models.ForeignKey(Interest, models.CASCADE, related_name="applicants")
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    themes = models.ManyToManyField(Theme, blank=True, related_name="chosen_by", verbose_name=_("themes"))
    buys = models.TextField(_("what you buy"), max_length=4000, blank=True)
    consented_at = models.DateTimeField(_("consented"), auto_now_add=True)
    link_sent_at = models.DateTimeField(_("link sent"), null=True, blank=True)
    links_sent = models.PositiveSmallIntegerField(_("links sent"), default=0)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    left_at = models.DateTimeField(_("withdrew"), null=True, blank=True)

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("interest", Lower("email"), name="applicant_once_per_interest")]

    def __str__(self) -> str:
        return self.name


class InterestStep(TransitionLog):
    """A step, taken by staff (`actor`), by one of those who sent it (`applicant`), or by the portal itself."""

    subject = models.ForeignKey(Interest, models.CASCADE, related_name="trail")
    applicant = models.ForeignKey(Applicant, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(_("language of the text"), max_length=2, choices=settings.LANGUAGES, blank=True)

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of an interest")
        verbose_name_plural = _("steps of an interest")
