"""What those who come are written before and after an event."""

from core.mail import Message
from events.models import Registration
from events.notifications.registrations import knows_at_last, tell

SOON = Message("events/mail/event_soon", secret=True)
OVER = Message("events/mail/event_over")


def soon(registration: Registration) -> None:
    knows_at_last(registration)
    tell(SOON, registration)


def over(registration: Registration) -> None:
    tell(OVER, registration)
