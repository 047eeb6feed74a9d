"""Where people go in the breakouts. The link in the mail is the key to the registration."""

from core.mail import Message
from events.breakouts.explaining import explained
from events.models import Registration
from events.notifications.registrations import tell

PLACED = Message("events/mail/breakouts_placed", secret=True)


def placed(registration: Registration) -> None:
    tell(PLACED, registration, places=explained(registration))
