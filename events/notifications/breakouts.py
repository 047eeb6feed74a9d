"""Where people go in the breakouts. The link in the mail is the key to the registration."""

from datetime import datetime

from django.utils.translation import override

from core.mail import Message
from events.breakouts.explaining import explained
from events.breakouts.rounds import Round, name_of
from events.models import Registration, Session
from events.notifications.registrations import tell

PLACED = Message("events/mail/breakouts_placed", secret=True)
WISHES = Message("events/mail/breakouts_wishes", secret=True)


def open_for_wishes(registration: Registration, rounds: list[Round], until: datetime) -> None:
    with override(registration.language):
        names = [name_of(session) for together in rounds for session in together]
    tell(WISHES, registration, until, names=names)


def placed(registration: Registration, rounds: list[Round], lost: list[Session]) -> None:
    """`lost` are the breakouts in which she has no place any more, and none at that time in another one."""
    with override(registration.language):
        places, names = explained(registration, rounds), [name_of(session) for session in lost]
    tell(PLACED, registration, places=places, lost=names)
