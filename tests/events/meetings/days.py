"""A day of meetings that tests begin from, and how they look at it."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Mail
from events.meetings import changing, frame, publishing, solving
from events.models import Meeting, MeetingSlot, Timetable
from tests.factories import MembershipFactory, RepresentativeFactory, StaffRoleFactory
from tests.factories.meetings import (
    MeetingBodyFactory,
    MeetingCompanyFactory,
    MeetingDayFactory,
    MeetingRoomFactory,
    wishes,
)


class Day:
    """Four times, two bodies in rooms ten minutes apart, three companies; wishes are closed."""

    def __init__(self) -> None:
        self.day = MeetingDayFactory(closes_at=timezone.now() - timedelta(hours=1))
        self.manager = StaffRoleFactory(dialogue=self.day.dialogue).user
        rooms = [MeetingRoomFactory(day=self.day, name=name) for name in ("Hall", "Loft")]
        self.bodies = [MeetingBodyFactory(day=self.day, room=room) for room in rooms]
        self.editor = MembershipFactory(municipality=self.bodies[0].municipality, user__language="nb").user
        frame.set_walks(self.day, self.manager, {(rooms[0], rooms[1]): 10})
        self.askers = [MeetingCompanyFactory(day=self.day) for _ in range(3)]
        self.people = [RepresentativeFactory(company=asker.company).user for asker in self.askers]
        for asker in self.askers:
            wishes(asker, *self.bodies)

    def publish(self, **how: Any) -> Timetable:
        row = solving.ask(self.day, self.manager, **how)
        assert solving.solve(row.pk)
        row.refresh_from_db()
        publishing.publish(row, self.manager)
        self.day.refresh_from_db()
        return row

    @property
    def slots(self) -> list[MeetingSlot]:
        return list(self.day.slots.all())

    def plan(self) -> dict[Any, int]:
        return {(one.asker.key, one.body_id): one.slot.number for one in self.day.meetings.standing()}

    def held(self) -> Meeting:
        """The first meeting of the first body, half an hour ago."""
        one = self.day.meetings.filter(body=self.bodies[0]).order_by("slot__number").first()
        assert one
        assert one.slot
        then = timezone.now() - timedelta(minutes=30)
        MeetingSlot.objects.filter(pk=one.slot.pk).update(starts_at=then, ends_at=then + timedelta(minutes=20))
        changing.act(one, "hold", self.manager)
        return changing.current(one)


def calendar(mail: Mail) -> list[str]:
    names = ("METHOD", "UID", "SEQUENCE", "STATUS", "LOCATION")
    return [line for line in mail.calendar.replace("\r\n ", "").split("\r\n") if line.startswith(names)]


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
