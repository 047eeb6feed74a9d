"""Events, who registers for them, and what stands of them in people's calendars."""

from events.models.calendar import CalendarEntry, CalendarFeed
from events.models.event import Event, EventQuerySet, Session
from events.models.registration import Registration, RegistrationStep
from events.models.seats import RegistrationTerms, Seats

__all__ = [
    "CalendarEntry",
    "CalendarFeed",
    "Event",
    "EventQuerySet",
    "Registration",
    "RegistrationStep",
    "RegistrationTerms",
    "Seats",
    "Session",
]
