"""What is kept of those who run meetings and breakouts, and of those who take part in them."""

from typing import Any

from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, Shown, actor_in_trail, by_address, by_user, keep_hers
from core.periods import period
from events.models import (
    BreakoutPlace,
    BreakoutRun,
    BreakoutWish,
    MeetingBody,
    MeetingDayStep,
    MeetingMinutes,
    MeetingMinutesStep,
    MeetingStep,
    Timetable,
)
from events.telling.kept import AS_EVENT, WHY

AFTER_EVENT = format_lazy(_("{time} after the event"), time=period("registrations"))
SEATED = _("So that you are given a breakout that you wish for.")


def of_registration(person: Person) -> Q:
    return by_address("registration__email")(person) | by_user("registration__user")(person)


def asked_for(name: str, model: Any, label: Any, related: str) -> Kept:
    fields = (related, "asked_at")
    return Kept(name, model, label, WHY, AS_EVENT, by_user("asked_by"), fields, erase=keep_hers, related=(related,))


def of_breakouts(name: str, model: Any, label: Any) -> Kept:
    until = period("registrations").after(F("registration__event__ends_at"))
    return Kept(name, model, label, SEATED, AFTER_EVENT, of_registration, ("session",), until=until)


MEETINGS: list[Kept] = [
    actor_in_trail("meeting-day-steps", MeetingDayStep, _("Days of meetings that you ran"), WHY, AS_EVENT),
    actor_in_trail("meeting-steps", MeetingStep, _("Meetings that you planned or moved"), WHY, AS_EVENT),
    actor_in_trail(
        "meeting-minutes-steps", MeetingMinutesStep, _("Minutes of meetings that you sent or confirmed"), WHY, AS_EVENT
    ),
    Kept(
        "meeting-minutes",
        MeetingMinutes,
        _("Minutes of meetings that you wrote"),
        WHY,
        AS_EVENT,
        by_user("written_by"),
        ("meeting",),
        erase=keep_hers,
        related=("meeting__body__municipality", "meeting__asker__company"),
    ),
    Kept(
        "meeting-tables",
        MeetingBody.people.through,
        _("Meetings at which you sit at your body's table"),
        _("So that they stand in your calendar."),
        AFTER_EVENT,
        by_user("user"),
        (Shown("meetingbody", _("public buyer at meetings")),),
        until=period("registrations").after(F("meetingbody__day__event__ends_at")),
        related=("meetingbody__municipality",),
    ),
    asked_for("timetables", Timetable, _("Timetables that you asked for"), "day"),
    asked_for("breakout-runs", BreakoutRun, _("Distributions to breakouts that you asked for"), "breakouts"),
    of_breakouts("breakout-wishes", BreakoutWish, _("Breakouts that you wish for")),
    of_breakouts("breakout-places", BreakoutPlace, _("Breakouts that you are in")),
    Kept(
        "breakouts-placed",
        BreakoutPlace,
        _("People whom you put into breakouts"),
        WHY,
        AS_EVENT,
        by_user("placed_by"),
        ("session",),
        erase=keep_hers,
    ),
]
