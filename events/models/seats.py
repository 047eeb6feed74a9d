"""How many may come, and when and how people register."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class RegistrationTerms(models.Model):
    """When and how people register for an event; an event without them takes no registrations."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="terms")
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"))
    hold_hours = models.PositiveSmallIntegerField(
        _("hours to confirm a registration"), default=24, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to confirm a seat that became free"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(336)],
    )
    per_organisation = models.PositiveSmallIntegerField(_("seats for each organisation"), null=True, blank=True)
    asks_access = models.BooleanField(_("ask what people need to take part"), default=False)
    asks_food = models.BooleanField(_("ask about food"), default=False)
    asks_interpretation = models.BooleanField(_("ask about interpretation"), default=False)

    class Meta:
        verbose_name = _("terms of registration")
        verbose_name_plural = _("terms of registration")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")), name="registration_closes_after"
            )
        ]

    def __str__(self) -> str:
        return str(self.event)


class Seats(models.Model):
    """The counter of one limit. `place` says what of: "event", "audience:…", "organisation:…" or "session:…".

    `capacity` is NULL where there is no limit. `taken` grows in the statement that registers and is counted anew by
    the one that gives seats back (migration 0002); nothing else writes it. Where a capacity was lowered it is above.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="seats")
    place = models.CharField(_("what of"), max_length=300)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("taken"), default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        constraints = [models.UniqueConstraint(fields=["event", "place"], name="seats_counted_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.taken}/{self.capacity}"

    @property
    def left(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)
