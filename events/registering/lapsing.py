"""What was not confirmed in time goes to the next, and what is hers no more. It is owed in the database; beat looks."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from core.attempts import attempt
from events.enums import Audience, Ending, EventState, RegistrationState
from events.models import Registration
from events.models.registration import waits
from events.notifications import registrations as notifications
from events.registering import seats
from events.registering.coming import cancel, end, pass_on
from municipalities.models import Membership

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
# Who came for a body to what is for public buyers alone, and would not be let in now (`events.register`)
OUT = ~Exists(Membership.objects.filter(user=OuterRef("user"))) & Q(
    state__in=RegistrationState.active(),
    user__isnull=False,
    municipality__isnull=False,
    event__audience=Audience.MUNICIPALITIES,
    event__ends_at__gt=Now(),
)
OFF = Q(state__in=RegistrationState.active(), event__state=EventState.CANCELLED)


def settle_all() -> None:
    """Every event where something is due, each in a transaction of its own."""
    due = Registration.objects.filter(LAPSED_OFFER | NEVER_CONFIRMED | WAITS | OUT | OFF)
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
    for registration in rows.filter(OUT):
        cancel(registration, ending=Ending.ROLE)
    for registration in rows.filter(OFF):
        end(registration, "cancel", None, Ending.EVENT)
        notifications.cancelled(registration)
    pass_on(event_id)
