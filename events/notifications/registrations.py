"""What those who register are written. The link in a mail is the key to the registration."""

from typing import Any

from django.utils import timezone, translation

from core.mail import Message, address
from events.calendars.entries import Version, invitation
from events.calendars.noting import note
from events.enums import Ending, RegistrationState
from events.models import Registration

CONFIRM = Message("events/mail/registration_confirm", secret=True)
REGISTERED = Message("events/mail/registration_registered", secret=True)
WAITING = Message("events/mail/registration_waiting", secret=True)
MOVED_UP = Message("events/mail/registration_moved_up", secret=True)
ALREADY = Message("events/mail/registration_already", secret=True)
LAPSED = Message("events/mail/registration_lapsed")
CANCELLED = Message("events/mail/registration_cancelled")


def taken(registration: Registration) -> None:
    """What came of it: to be confirmed, registered, or on the waiting list."""
    if not registration.confirmed_at:
        tell(CONFIRM, registration, until=registration.held_until)
    elif registration.state == RegistrationState.REGISTERED:
        tell(REGISTERED, registration, invites=True)
    else:
        knows(registration)
        tell(WAITING, registration)


def already(registration: Registration) -> None:
    """Somebody registered this address once more; only its owner is told that it was there."""
    if registration.confirmed_at:
        knows_at_last(registration)
        tell(ALREADY, registration)
    else:
        taken(registration)


def moved_up(registration: Registration) -> None:
    knows(registration)
    tell(MOVED_UP, registration, until=registration.offered_until)


def lapsed(registration: Registration) -> None:
    tell(LAPSED, registration)


def cancelled(registration: Registration) -> None:
    """Who never confirmed has never heard of a seat."""
    if registration.confirmed_at:
        tell(CANCELLED, registration, by_staff=registration.ending == Ending.STAFF)


def tell(
    message: Message, registration: Registration, until: Any = None, *, invites: bool = False, **context: Any
) -> None:
    """A reserved seat has no address yet; whoever reserved it is told instead, once, of her own.

    `invites`: the mail puts the event, as it is now, into her calendar. A mail that tells her that she no longer comes
    takes out what an earlier one put in.
    """
    if not registration.email:
        return
    event, language = registration.event, registration.language
    context |= {
        "registration": registration,
        "event": event,
        "until": until,
        "zone": event.time_zone,
        "url": address("registration", registration.key, language=language),
        "event_url": address("event", event.slug, language=language),
    }
    calendar = for_calendar(registration, invites=invites)
    message.send(registration.email, language, about=event, calendar=calendar, **context)


def for_calendar(registration: Registration, *, invites: bool) -> str:
    comes = registration.is_active or registration.has_seat  # who was there has a seat, and is asked nothing any more
    if not invites and (comes or not was_invited(registration)):
        return ""
    version = knows(registration) if invites else note(registration.event)
    now = Version(version.sequence, timezone.now())
    with translation.override(registration.language):
        return invitation(registration, "REQUEST" if invites else "CANCEL", now).decode()


def knows(registration: Registration) -> Version:
    """She reads of the event as it is now: what changes from here on she is told (events/calendars/following.py)."""
    version = note(registration.event)
    type(registration).objects.filter(pk=registration.pk).update(invited_as=version.sequence)
    registration.invited_as = version.sequence
    return version


def knows_at_last(registration: Registration) -> None:
    """Who was told nothing yet, since others had typed her address too often, is told of changes from here on."""
    if registration.invited_as is None:
        knows(registration)


def was_invited(registration: Registration) -> bool:
    """Whether her calendar had it. Who only waited, or was offered a seat, knew of the event without that."""
    had_seat = registration.trail.filter(from_state=RegistrationState.REGISTERED)
    return registration.invited_as is not None and had_seat.exists()
