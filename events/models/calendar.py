"""What stands in people's calendars."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


def new_secret() -> str:
    return get_random_string(40)


class CalendarEntry(models.Model):
    """How often what calendars show of an event has changed: their SEQUENCE. `shown` is what it was last.

    `before` is what it was before the changes that somebody is still to be told of, or else before the last one.
    """

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="calendar_entry")
    shown = models.JSONField(_("shown"), default=dict)
    before = models.JSONField(_("before"), default=dict, blank=True)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return f"{self.event}: {self.sequence}"


class CalendarFeed(models.Model):
    """A person's own calendar at a secret address; a new secret makes the old address dead."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(_("secret"), max_length=60, unique=True, default=new_secret)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar at a secret address")
        verbose_name_plural = _("calendars at secret addresses")

    def __str__(self) -> str:
        return str(self.user)
