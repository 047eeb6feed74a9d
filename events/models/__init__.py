"""Events, their material and minutes, who registers for them, and what stands of them in people's calendars."""

from events.models.calendar import CalendarEntry, CalendarFeed
from events.models.event import Event, EventQuerySet, EventTransition, Session
from events.models.material import Material, MaterialFile, MaterialTransition
from events.models.minutes import Minutes, MinutesTransition
from events.models.registration import Registration, RegistrationStep
from events.models.seats import RegistrationTerms, Seats

__all__ = [
    "CalendarEntry",
    "CalendarFeed",
    "Event",
    "EventQuerySet",
    "EventTransition",
    "Material",
    "MaterialFile",
    "MaterialTransition",
    "Minutes",
    "MinutesTransition",
    "Registration",
    "RegistrationStep",
    "RegistrationTerms",
    "Seats",
    "Session",
]
