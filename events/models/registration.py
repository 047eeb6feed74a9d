"""Who comes to an event, or waits for a seat."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from core.addresses import NOWHERE
from core.workflow import Transition, TransitionLog
from dialogues.models import Dialogue
from events.enums import COMES_FROM_SHORT, Audience, Ending, RegistrationState
from events.models.event import Event
from municipalities.models import Municipality
from suppliers.models import Company

HANDLE = "events.handle_registrations"
NEEDS = ("access", "food", "interpretation")
NO_NEEDS: dict[str, Any] = dict.fromkeys(NEEDS, "")


def new_key() -> str:
    """What the link in a mail says: whoever has it may change the registration, so nobody can guess it."""
    return get_random_string(32)


def waits(path: str = "") -> Q:
    """Who is on the waiting list and has confirmed: who has not is passed over. `path` leads to the registration."""
    return Q(**{f"{path}state": RegistrationState.WAITING, f"{path}confirmed_at__isnull": False})


def shown_as(state: str) -> Q:
    """Whose `shown_state` it is."""
    passed_over = Q(state=RegistrationState.WAITING) & ~waits()
    if state == RegistrationState.UNCONFIRMED:
        return Q(state=state) | passed_over
    return Q(state=state) & ~passed_over


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=RegistrationState.active())

    def seated(self) -> "RegistrationQuerySet":
        return self.filter(state__in=RegistrationState.seated())

    def coming(self) -> "RegistrationQuerySet":
        """Who has a seat for sure, and is not there yet."""
        return self.filter(state=RegistrationState.REGISTERED)

    def sure(self) -> "RegistrationQuerySet":
        """Who has a seat for sure, or is there already."""
        return self.filter(state__in=RegistrationState.sure())

    def told(self) -> "RegistrationQuerySet":
        """Who has an address, and hears it when the event changes."""
        states = [RegistrationState.REGISTERED, RegistrationState.WAITING, RegistrationState.OFFERED]
        return self.filter(state__in=states).exclude(email="")

    def known(self) -> "RegistrationQuerySet":
        """Of whom it is still known who they are."""
        return self.exclude(email__endswith=NOWHERE)

    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """What staff see: those of the dialogues that they manage."""
        if user.is_superuser:
            return self
        return self.filter(event__dialogue__in=Dialogue.objects.filter(staff__user=user, staff__kind="manager"))


class Registration(models.Model):
    """One seat, or the wish for one. A reserved seat that nobody is named for yet has no name and no address; one that
    was given to somebody who is registered already has her name alone.

    `places` names the limits that the seat counts in (`Seats.place`). A seat is held for an unconfirmed person until
    `held_until`, and for one who was moved up until `offered_until`. `confirmed_at` says that its address was proven.
    `invited_as` is the event's number in calendars (`CalendarEntry.sequence`) that she was told last.
    """

    TRANSITIONS = (
        Transition("confirm", (RegistrationState.UNCONFIRMED,), RegistrationState.REGISTERED, None),
        Transition("wait", (RegistrationState.UNCONFIRMED,), RegistrationState.WAITING, None),
        Transition("move_up", (RegistrationState.WAITING,), RegistrationState.OFFERED, None),
        Transition("accept", (RegistrationState.OFFERED,), RegistrationState.REGISTERED, None),
        Transition("cancel", tuple(RegistrationState.active()), RegistrationState.CANCELLED, None),
        Transition("take_out", tuple(RegistrationState.active()), RegistrationState.CANCELLED, HANDLE),
        Transition("attend", (RegistrationState.REGISTERED,), RegistrationState.ATTENDED, HANDLE),
        Transition("unattend", (RegistrationState.ATTENDED,), RegistrationState.REGISTERED, HANDLE),
    )

    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=20, choices=RegistrationState)
    audience = models.CharField(_("comes for"), max_length=20, choices=Audience)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="registrations")
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    booked_by = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="booked", verbose_name=_("registered by")
    )
    places = ArrayField(models.CharField(max_length=300), verbose_name=_("counts in"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    ending = models.CharField(_("why it ended"), max_length=20, choices=Ending, blank=True)
    access = models.TextField(_("what you need to take part"), blank=True, max_length=1000)
    food = models.TextField(_("what you do not eat"), blank=True, max_length=500)
    interpretation = models.TextField(_("interpretation"), blank=True, max_length=500)
    is_listed = models.BooleanField(_("named in the list of participants"), default=False, db_default=False)
    invited_as = models.PositiveIntegerField(null=True, blank=True, editable=False)
    reminded_week_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_day_at = models.DateTimeField(null=True, blank=True, editable=False)
    thanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=RegistrationState.active()) & ~Q(email=""),
                name="registered_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["event", "asked_at", "id"],
                condition=Q(state=RegistrationState.WAITING),
                name="registrations_waiting",
            ),
            models.Index(
                fields=["held_until"], condition=Q(confirmed_at__isnull=True), name="registrations_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("a seat without a name"))

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.key])

    @property
    def dialogue(self) -> Dialogue:
        return self.event.dialogue

    @property
    def comes_from(self) -> Any:
        return COMES_FROM_SHORT[self.audience]

    @property
    def is_active(self) -> bool:
        return self.state in RegistrationState.active()

    @property
    def shown_state(self) -> Any:
        """As staff read it: who waits and has not confirmed is passed over until she does."""
        waits = self.state == RegistrationState.WAITING and self.confirmed_at is None
        return (RegistrationState.UNCONFIRMED if waits else RegistrationState(self.state)).label

    @property
    def is_forgotten(self) -> bool:
        return self.email.endswith(NOWHERE)

    @property
    def has_seat(self) -> bool:
        return self.state in RegistrationState.seated()

    @property
    def can_be_corrected(self) -> bool:
        """Somebody comes, or was there. Of a seat without a name there is nothing to correct."""
        return bool(self.name) and (self.is_active or self.has_seat) and not self.is_forgotten

    @property
    def is_for_known(self) -> bool:
        """Its organisation is a public buyer or a company of the portal, and was typed by nobody."""
        return bool(self.municipality_id or self.company_id)

    @property
    def online_link(self) -> str:
        """Where she takes part online: for those alone who have a seat for sure."""
        return self.event.online_link if self.state in RegistrationState.sure() else ""

    @property
    def sessions(self) -> list[int]:
        """The sessions that were chosen."""
        return [int(place.partition(":")[2]) for place in self.places if place.startswith("session:")]


class RegistrationStep(TransitionLog):
    subject = models.ForeignKey(Registration, models.CASCADE, related_name="trail")

    class Meta(TransitionLog.Meta):
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
