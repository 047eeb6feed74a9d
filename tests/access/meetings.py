"""1:1 meetings and breakouts by wishes."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from events.meetings.enums import DayState, MeetingState
from events.models import BreakoutRun, Breakouts, MeetingDay, MeetingMinutes, Timetable
from municipalities.models import Participation
from tests.access.world import ADMINISTRATOR, BODY, EVERYBODY, NOBODY, WRITERS, Access, World
from tests.factories import RegistrationFactory, SessionFactory, TermsFactory
from tests.factories.meetings import MeetingDayFactory, MeetingFactory

RUNNING = frozenset({"manager"}) | ADMINISTRATOR
OF_BODY = BODY | {"manager", "coordinator"} | ADMINISTRATOR
WRITING = WRITERS | ADMINISTRATOR
OWN = frozenset({"supplier"})


def day(world: World, **fields: Any) -> MeetingDay:
    made = MeetingDayFactory(event__dialogue=world.dialogue, **fields)
    Timetable.objects.create(day=made, kind="first", state="solved", published_at=timezone.now())
    return made


def meeting(world: World, **fields: Any) -> Any:
    """Of the world's body and company, held, with minutes that the company has."""
    here = day(world, **fields)
    one = MeetingFactory(day=here, body__municipality=world.body, asker__company=world.company, state=MeetingState.HELD)
    MeetingMinutes.objects.create(meeting=one, state="sent", content_hash="0")
    return one


def of_day(world: World) -> list[Any]:
    return [day(world).event.slug]


def of_timetable(world: World) -> list[Any]:
    here = day(world)
    return [here.event.slug, here.timetables.get().pk]


def of_room(world: World) -> list[Any]:
    one = meeting(world)
    return [one.day.event.slug, one.body.pk]


def a_room(world: World) -> dict[str, Any]:
    return {"room": MeetingDay.objects.get().rooms.get().pk}


def of_meeting(*more: str) -> Any:
    def args(world: World) -> list[Any]:
        one = meeting(world)
        return [one.day.event.slug, one.key, *more]

    return args


def of_company(*parts: str) -> Any:
    def args(world: World) -> list[Any]:
        one = meeting(world, state=DayState.PUBLISHED)
        return [world.company.key, one.day.event.slug, *([one.key] if parts else [])]

    return args


def of_body(*parts: str) -> Any:
    def args(world: World) -> list[Any]:
        Participation.objects.get_or_create(
            municipality=world.body, dialogue=world.dialogue, defaults={"since": date(2019, 10, 24)}
        )
        one = meeting(world, state=DayState.PUBLISHED)
        return [world.body.pk, one.day.event.slug, *([one.key] if parts else [])]

    return args


def breakouts(world: World, closes_in: timedelta = timedelta(days=1)) -> Breakouts:
    terms = TermsFactory(event__dialogue=world.dialogue)
    return Breakouts.objects.create(event=terms.event, closes_at=timezone.now() + closes_in)


def of_breakouts(world: World) -> list[Any]:
    return [breakouts(world).event.slug]


def of_closed_breakouts(world: World) -> list[Any]:
    return [breakouts(world, closes_in=timedelta(hours=-1)).event.slug]


def of_run(world: World) -> list[Any]:
    here = breakouts(world)
    return [here.event.slug, BreakoutRun.objects.create(breakouts=here).pk]


def of_person(world: World) -> list[Any]:
    event = breakouts(world).event
    SessionFactory(event=event)
    return [event.slug, RegistrationFactory(event=event).pk]


def a_session(_world: World) -> dict[str, Any]:
    return {"session": Breakouts.objects.get().event.sessions.get().pk}


def registration(world: World) -> list[Any]:
    return [RegistrationFactory(event=breakouts(world).event).key]


SET_UP = Access(read=RUNNING, send=RUNNING, args=of_day)
PRESS = Access(read=NOBODY, send=RUNNING, args=of_day)

ACCESS = {
    "workspace-meetings": Access(read=RUNNING, args=of_day),
    "workspace-meetings-times": SET_UP,
    "workspace-meetings-rooms": SET_UP,
    "workspace-meetings-sheet": SET_UP,
    "workspace-meetings-open": PRESS,
    "workspace-meetings-draw": PRESS,
    "workspace-meetings-timetable": Access(read=RUNNING, args=of_timetable),
    "workspace-meetings-publish": Access(read=NOBODY, send=RUNNING, args=of_timetable),
    "workspace-meetings-day": Access(read=RUNNING, args=of_day),
    "workspace-meetings-away": PRESS,
    "workspace-meetings-room": Access(read=NOBODY, send=RUNNING, args=of_room, data=a_room),
    "workspace-meetings-meeting": Access(read=RUNNING, args=of_meeting()),
    "workspace-meetings-minutes": Access(read=NOBODY, send=RUNNING, args=of_meeting()),
    "workspace-meetings-minutes-step": Access(read=NOBODY, send=RUNNING, args=of_meeting("take-back")),
    "workspace-meetings-act": Access(read=NOBODY, send=RUNNING, args=of_meeting("restore")),
    "workspace-company-meetings": Access(read=OWN, send=OWN, args=of_company()),
    "workspace-company-meetings-drawn": Access(read=OWN, args=of_company()),
    "workspace-company-meeting": Access(read=OWN, args=of_company("one")),
    "workspace-company-meeting-answer": Access(read=NOBODY, send=OWN, args=of_company("one")),
    "workspace-body-meetings": Access(read=OF_BODY, args=of_body()),
    "workspace-body-meetings-there": Access(read=NOBODY, send=WRITING, args=of_body()),
    "workspace-body-meetings-answers": Access(read=NOBODY, send=WRITING, args=of_body()),
    "workspace-body-meetings-drawn": Access(read=OF_BODY, args=of_body()),
    "workspace-body-meeting": Access(read=OF_BODY, send=WRITING | {"manager"}, args=of_body("one")),
    "workspace-body-meeting-take-back": Access(read=NOBODY, send=WRITING | {"manager"}, args=of_body("one")),
    "workspace-breakouts": Access(read=RUNNING, send=RUNNING, args=of_breakouts),
    "workspace-breakouts-distribute": Access(read=NOBODY, send=RUNNING, args=of_closed_breakouts),
    "workspace-breakouts-take": Access(read=NOBODY, send=RUNNING, args=of_run),
    "workspace-breakouts-put": Access(read=NOBODY, send=RUNNING, args=of_person, data=a_session),
    # Whoever has the key of a registration may read and change it
    "registration-breakouts": Access(read=EVERYBODY, send=EVERYBODY, args=registration),
}
