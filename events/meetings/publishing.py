"""A timetable becomes what everybody goes by: meetings are made, moved and cancelled, and both sides are told."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState, move
from events.meetings.enums import MeetingState, TimetableKind
from events.meetings.frame import locked
from events.meetings.puzzle import Pair, Plan, from_json, plan_from_json, to_json
from events.meetings.solving import puzzle_of
from events.models import Meeting, MeetingCompany, MeetingDay, MeetingSlot, MeetingStep, Timetable
from events.models.meeting_days import MEETINGS
from events.notifications import meetings as notifications
from events.telling.announcing import refuse_off, when


def publish(timetable: Timetable, by: Any, at: datetime | None = None) -> None:
    """Raises Refused where the day has changed since it was drawn: then another one must be drawn.

    `at` is for history that is loaded, not lived: nobody is mailed.
    """
    require(by, MEETINGS, timetable.day)
    with locked(timetable.day) as day:
        if at is None:
            refuse_off(day.event)
        current = Timetable.objects.select_for_update(of=("self",)).get(pk=timetable.pk)
        if not current.is_solved or current.published_at:
            raise WrongState(_("This timetable is published already, or it is not solved."))
        if is_outdated(current, day):
            raise Refused(_("Something has changed since this timetable was drawn. Draw it again."))
        move(day, "publish", by, log=when(at))
        Timetable.objects.filter(pk=current.pk).update(published_at=at or timezone.now())
        fresh = apply(day, plan_from_json(current.plan), by)
        if at is None:
            tell(day, fresh, is_first=current.kind == TimetableKind.FIRST)
    timetable.refresh_from_db()


def is_outdated(timetable: Timetable, day: MeetingDay) -> bool:
    """What counts is what the plan was made of; times that have begun since only where it would change them."""
    puzzle, plan = puzzle_of(day), plan_from_json(timetable.plan)
    now, then = to_json(puzzle), to_json(from_json(timetable.puzzle))
    changed = {pair for pair in {*plan, *puzzle.before} if plan.get(pair) != puzzle.before.get(pair)}
    begun = {slot for pair in changed for slot in (plan.get(pair), puzzle.before.get(pair))} & puzzle.past
    return bool(begun) or any(now[name] != then[name] for name in now if name not in ("past", "fixed"))


def tell(day: MeetingDay, fresh: list[Meeting], *, is_first: bool) -> None:
    for meeting in fresh:
        notifications.planned(meeting)
    if is_first:
        notifications.none_for(day)


def apply(day: MeetingDay, plan: Plan, by: Any) -> list[Meeting]:
    """Answers the meetings that are new; of those that move or fall away both sides are told here."""
    slots = {slot.number: slot for slot in day.slots.all()}
    standing = {
        (meeting.asker.key, meeting.body_id): meeting
        for meeting in day.meetings.standing().select_related("asker", "slot", "day__event__dialogue")
    }
    for pair, meeting in standing.items():
        if pair not in plan:
            cancel(meeting, by)
    moved = [(standing[pair], slots[slot]) for pair, slot in plan.items() if pair in standing]
    move_all([(meeting, slot) for meeting, slot in moved if meeting.slot_id != slot.pk], by)
    fresh = {pair: slots[slot] for pair, slot in plan.items() if pair not in standing}
    return make(day, fresh, by)


def make(day: MeetingDay, fresh: dict[Pair, MeetingSlot], by: Any) -> list[Meeting]:
    """New meetings, each with the first step of its trail."""
    askers = {asker.key: asker for asker in MeetingCompany.objects.filter(day=day).select_related("company")}
    bodies = {body.pk: body for body in day.bodies.select_related("municipality", "room")}
    rows = Meeting.objects.bulk_create(
        Meeting(day=day, body=bodies[body], asker=askers[key], slot=slot) for (key, body), slot in fresh.items()
    )
    planned = MeetingState.PLANNED
    step = {"action": "plan", "from_state": "", "to_state": planned, "actor": by}
    MeetingStep.objects.bulk_create(MeetingStep(subject=row, **step) for row in rows)
    return rows


def cancel(meeting: Meeting, by: Any, reason: str = "") -> None:
    move(meeting, "cancel", by, reason=reason, sequence=meeting.sequence + 1, changed_at=timezone.now())
    notifications.cancelled(meeting)


@transaction.atomic
def move_all(moved: list[tuple[Meeting, MeetingSlot]], by: Any, reason: str = "") -> None:
    """Meetings change their times together: none stands in another's way meanwhile."""
    before = {meeting.pk: meeting.slot for meeting, _slot in moved}
    Meeting.objects.filter(pk__in=before).update(slot=None)
    for meeting, slot in moved:
        changed: dict[str, Any] = {"slot": slot, "sequence": meeting.sequence + 1, "changed_at": timezone.now()}
        move(meeting, "move", by, reason=reason, **changed)
    for meeting, _slot in moved:
        notifications.changed(meeting, before[meeting.pk])
