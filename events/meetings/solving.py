"""Timetables that are asked for: the day as a puzzle, owed as a row, solved by a worker."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.queue import tell
from core.workflow import Refused
from events.meetings.enums import Answer, MeetingState, TimetableKind
from events.meetings.frame import locked
from events.meetings.puzzle import Guest, Pair, Puzzle, Slot, Table, from_json, plan_to_json, to_json
from events.models import MeetingAnswer, MeetingCompany, MeetingDay, MeetingWalk, Timetable
from events.models.meeting_days import MEETINGS
from events.solving import owed
from events.telling.announcing import refuse_off
from suppliers.enums import SizeClass

TASK = "events.tasks.solve_timetable"
SMALL = (SizeClass.MICRO, SizeClass.SMALL)


def ask(day: MeetingDay, by: Any, *, fills: bool = False) -> Timetable:
    """A timetable is owed: the first one from the wishes once they are closed, later ones from what stands."""
    require(by, MEETINGS, day)
    with locked(day) as current:
        refuse_off(current.event)
        if current.is_draft or current.closes_at > timezone.now():
            raise Refused(_("Wishes are not closed yet. The timetable is drawn from all of them."))
        kind = TimetableKind.AGAIN if current.is_published else TimetableKind.FIRST
        row = Timetable(day=current, kind=kind, fills=fills, asked_by=by, puzzle=to_json(puzzle_of(current)))
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise Refused(_("A timetable is being drawn already. Wait for it.")) from error
        tell(TASK, row.pk)
    return row


def solve(pk: int) -> bool:
    return owed.solve(Timetable, pk, made)


def made(row: Timetable) -> tuple[list[Any], dict[str, Any]]:
    """HiGHS is loaded here, in the worker."""
    from events.meetings import clashes, drawing, moving
    from events.solving.highs import version

    puzzle = from_json(row.puzzle)
    is_first = row.kind == TimetableKind.FIRST
    drawn = drawing.draw(puzzle) if is_first else moving.again(puzzle, fills=row.fills)
    if wrong := clashes.touching(puzzle, drawn.plan, set(drawn.plan) - puzzle.fixed):
        raise ValueError(f"The plan breaks a rule: {wrong[0]}")
    stages = [{"name": one.name, "reached": one.reached, "bound": one.bound} for one in drawn.stages]
    return plan_to_json(drawn.plan), {"stages": stages, "solver": version()}


def settle() -> int:
    return owed.settle(Timetable, TASK)


def puzzle_of(day: MeetingDay) -> Puzzle:
    """The day as it is now. Meetings that were held, and all whose time has begun, no longer move."""
    slots = list(day.slots.all())
    begin, now = slots[0].starts_at if slots else timezone.now(), timezone.now()
    meetings = list(day.meetings.standing().select_related("asker", "slot"))
    past = frozenset(slot.number for slot in slots if slot.starts_at <= now and day.is_published)
    pairs = {meeting: (meeting.asker.key, meeting.body_id) for meeting in meetings}
    answers = answers_of(day)
    return Puzzle(
        seed=day.seed,
        slots=tuple(Slot(slot.number, minutes(begin, slot.starts_at), minutes(begin, slot.ends_at)) for slot in slots),
        tables=tables_of(day),
        guests=guests_of(day, tuple(slot.number for slot in slots)),
        walks={(walk.first_id, walk.second_id): walk.minutes for walk in MeetingWalk.objects.filter(first__day=day)},
        must=frozenset(pair for pair, answer in answers.items() if answer == Answer.MUST),
        never=frozenset({*(pair for pair, answer in answers.items() if answer == Answer.NEVER), *over(day)}),
        before={pair: meeting.slot.number for meeting, pair in pairs.items() if meeting.slot},
        fixed=frozenset(
            pair
            for meeting, pair in pairs.items()
            if meeting.state == MeetingState.HELD or (meeting.slot and meeting.slot.number in past)
        ),
        past=past,
    )


def minutes(begin: Any, at: Any) -> int:
    return int((at - begin).total_seconds()) // 60


def tables_of(day: MeetingDay) -> tuple[Table, ...]:
    bodies = day.bodies.prefetch_related("away").order_by("pk")
    return tuple(Table(body.pk, body.room_id, numbers(body.away.all())) for body in bodies)


def guests_of(day: MeetingDay, slots: tuple[int, ...]) -> tuple[Guest, ...]:
    """In the order of their keys, which tells nothing. A company that has closed is among them if it had a meeting."""
    askers = day.companies.select_related("company").prefetch_related("away", "wishes").order_by("key")
    met = set(day.meetings.values_list("asker", flat=True))
    return tuple(guest_of(asker, slots) for asker in askers if asker.company.is_open or asker.pk in met)


def guest_of(asker: MeetingCompany, slots: tuple[int, ...]) -> Guest:
    """A company that has closed wishes nothing, and is there in none of the day's `slots`."""
    is_small = asker.company.size_class in SMALL
    if not asker.company.is_open:
        return Guest(asker.key, (), is_small, slots)
    wishes = sorted(asker.wishes.all(), key=lambda wish: wish.rank)
    return Guest(asker.key, tuple(wish.body_id for wish in wishes), is_small, numbers(asker.away.all()))


def numbers(slots: Any) -> tuple[int, ...]:
    return tuple(sorted(slot.number for slot in slots))


def answers_of(day: MeetingDay) -> dict[Pair, str]:
    rows = MeetingAnswer.objects.filter(body__day=day).values_list("asker__key", "body", "answer")
    return {(key, body): answer for key, body, answer in rows}


def over(day: MeetingDay) -> set[Pair]:
    """Pairs whose meeting was cancelled, or to which somebody did not come: they get no other time by themselves."""
    rows = day.meetings.exclude(state__in=MeetingState.standing()).values_list("asker__key", "body")
    return set(rows)
