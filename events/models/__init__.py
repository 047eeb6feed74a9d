"""Events, their boards, material and minutes, who registers for them, and what stands of them in people's calendars."""

from events.models.board import (
    Board,
    BoardCode,
    BoardFacilitator,
    BoardGroup,
    BoardGuest,
    BoardNote,
    BoardReport,
    BoardTransition,
    Dot,
    NoteUse,
)
from events.models.breakouts import BreakoutPlace, BreakoutRun, Breakouts, BreakoutWish
from events.models.calendar import CalendarEntry, CalendarFeed
from events.models.event import Event, EventQuerySet, EventTransition, Session
from events.models.material import Material, MaterialFile, MaterialTransition
from events.models.meeting_days import (
    MeetingAnswer,
    MeetingBody,
    MeetingCompany,
    MeetingDay,
    MeetingDayStep,
    MeetingRoom,
    MeetingSlot,
    MeetingWalk,
    MeetingWish,
)
from events.models.meetings import (
    Meeting,
    MeetingAsked,
    MeetingMinutes,
    MeetingMinutesStep,
    MeetingQuestion,
    MeetingStep,
    Timetable,
)
from events.models.minutes import Minutes, MinutesTransition
from events.models.registration import Registration, RegistrationStep
from events.models.seats import RegistrationTerms, Seats

__all__ = [
    "Board",
    "BoardCode",
    "BoardFacilitator",
    "BoardGroup",
    "BoardGuest",
    "BoardNote",
    "BoardReport",
    "BoardTransition",
    "BreakoutPlace",
    "BreakoutRun",
    "BreakoutWish",
    "Breakouts",
    "CalendarEntry",
    "CalendarFeed",
    "Dot",
    "Event",
    "EventQuerySet",
    "EventTransition",
    "Material",
    "MaterialFile",
    "MaterialTransition",
    "Meeting",
    "MeetingAnswer",
    "MeetingAsked",
    "MeetingBody",
    "MeetingCompany",
    "MeetingDay",
    "MeetingDayStep",
    "MeetingMinutes",
    "MeetingMinutesStep",
    "MeetingQuestion",
    "MeetingRoom",
    "MeetingSlot",
    "MeetingStep",
    "MeetingWalk",
    "MeetingWish",
    "Minutes",
    "MinutesTransition",
    "NoteUse",
    "Registration",
    "RegistrationStep",
    "RegistrationTerms",
    "Seats",
    "Session",
    "Timetable",
]
