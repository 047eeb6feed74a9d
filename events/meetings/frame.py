"""The frame of a day of meetings: its times, rooms and who sits where. It stands once the timetable is published."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState, move
from events.models import Event, MeetingBody, MeetingDay, MeetingRoom, MeetingSlot, MeetingWalk
from events.models.event import RUN
from events.models.meeting_days import MEETINGS
from events.telling.announcing import refuse_off
from municipalities.models import Municipality

Span = tuple[datetime, datetime]
MOST_SLOTS = 60


@contextmanager
def locked(day: MeetingDay) -> Iterator[MeetingDay]:
    """The day as it is now, held until the end: whoever plans, wishes or moves at once waits."""
    with transaction.atomic():
        rows = MeetingDay.objects.select_for_update(of=("self",)).select_related("event__dialogue")
        yield rows.get(pk=day.pk)


@contextmanager
def frame(day: MeetingDay, by: Any) -> Iterator[MeetingDay]:
    require(by, MEETINGS, day)
    with locked(day) as current:
        if current.is_published:
            raise WrongState(_("The timetable is published. What changes now is changed meeting by meeting."))
        yield current


def spans(first: datetime, last: datetime, minutes: int, between: int, breaks: Iterable[Span]) -> list[Span]:
    """Times of equal length from `first` to `last`, with `between` minutes to walk; none lies in a break."""
    length, found, starts = timedelta(minutes=minutes), [], first
    pauses = sorted(breaks)
    while starts + length <= last and len(found) < MOST_SLOTS:
        hit = next((pause for pause in pauses if starts < pause[1] and pause[0] < starts + length), None)
        if hit:
            starts = hit[1]
            continue
        found.append((starts, starts + length))
        starts += length + timedelta(minutes=between)
    return found


def set_up(event: Event, by: Any, times: list[Span], rooms: list[str], **fields: Any) -> MeetingDay:
    """Make the day, or change it. Times that stay keep what people said of them."""
    require(by, RUN, event)
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
        day = MeetingDay.objects.filter(event=event).first()
        if day is None:
            day = MeetingDay.objects.create(event=event, **fields)
        with frame(day, by) as current:
            for name, value in fields.items():
                setattr(current, name, value)
            current.save()
            set_times(current, times)
            set_rooms(current, rooms)
    return current


def set_times(day: MeetingDay, times: list[Span]) -> None:
    known = {(slot.starts_at, slot.ends_at): slot for slot in day.slots.all()}
    MeetingSlot.objects.filter(pk__in=[slot.pk for span, slot in known.items() if span not in times]).delete()
    day.slots.update(number=F("number") + 1000)
    for number, span in enumerate(times, 1):
        if span in known:
            MeetingSlot.objects.filter(pk=known[span].pk).update(number=number)
        else:
            MeetingSlot.objects.create(day=day, number=number, starts_at=span[0], ends_at=span[1])


def set_rooms(day: MeetingDay, names: list[str]) -> None:
    known = set(day.rooms.values_list("name", flat=True))
    MeetingRoom.objects.bulk_create(MeetingRoom(day=day, name=name) for name in names if name not in known)
    try:
        day.rooms.exclude(name__in=names).delete()
    except ProtectedError as error:
        raise Refused(_("A body sits in a room that you took out. Give it another one first.")) from error


def seat(day: MeetingDay, by: Any, places: Mapping[Municipality, MeetingRoom | None]) -> None:
    """Which body sits in which room; without a room it does not take part. One that is wished stays."""
    with frame(day, by) as current:
        for body, room in places.items():
            if room is not None:
                MeetingBody.objects.update_or_create(day=current, municipality=body, defaults={"room": room})
                continue
            try:
                current.bodies.filter(municipality=body).delete()
            except ProtectedError as error:
                said = _("Companies wish to meet %(body)s already. It stays on the list.")
                raise Refused(said % {"body": body}) from error


def set_walks(day: MeetingDay, by: Any, walks: Mapping[tuple[MeetingRoom, MeetingRoom], int]) -> None:
    """Minutes between two rooms. The ways may change on the day as well."""
    require(by, MEETINGS, day)
    with locked(day):
        for rooms, minutes in walks.items():
            first, second = sorted(rooms, key=lambda room: room.pk)
            MeetingWalk.objects.update_or_create(first=first, second=second, defaults={"minutes": minutes})


def open_day(day: MeetingDay, by: Any) -> None:
    """Companies may wish from `opens_at` on."""
    with locked(day) as current:
        refuse_off(current.event)
        if not current.slots.exists() or not current.bodies.exists():
            raise Refused(_("Say first when meetings are, and which public buyers take part."))
        if not current.questions.exists():
            raise Refused(_("Write the question sheet first: it is the same in every meeting."))
        move(current, "open", by)
