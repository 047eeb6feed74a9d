"""What was not confirmed in time goes to the next. It is owed in the database; beat says when to look."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from core.attempts import attempt
from events.enums import Ending, EventState, RegistrationState
from events.models import Registration
from events.models.registration import waits
from events.notifications import registrations as notifications
from events.registering import seats
from events.registering.coming import end, pass_on

LAPSED_OFFER = Q(state=RegistrationState.OFFERED, offered_until__lte=Now())
RESERVED_WITH_IT = Q(
    name="",
    email="",
    state__in=RegistrationState.active(),
    booked_by__state=RegistrationState.OFFERED,
    booked_by__offered_until__lte=Now(),
)
NEVER_CONFIRMED = Q(
    state__in=[RegistrationState.UNCONFIRMED, RegistrationState.WAITING],
    confirmed_at__isnull=True,
    held_until__lte=Now(),
)
WAITS = waits() & Q(event__starts_at__gt=Now())
OFF = Q(state__in=RegistrationState.active(), event__state=EventState.CANCELLED)


def settle_all() -> None:
    """Every event where something is due, each in a transaction of its own."""
    due = Registration.objects.filter(LAPSED_OFFER | NEVER_CONFIRMED | WAITS | OFF)
    for event_id in due.order_by("event").values_list("event", flat=True).distinct():
        attempt(settle, event_id)


@transaction.atomic
def settle(event_id: int) -> None:
    seats.lock(event_id)
    rows = Registration.objects.filter(event=event_id).select_related("event__dialogue")
    rows.filter(NEVER_CONFIRMED).delete()
    for registration in rows.filter(LAPSED_OFFER | RESERVED_WITH_IT):
        end(registration, "cancel", None, Ending.LAPSED)
        notifications.lapsed(registration)
    for registration in rows.filter(OFF):
        end(registration, "cancel", None, Ending.EVENT)
        notifications.cancelled(registration)
    pass_on(event_id)
