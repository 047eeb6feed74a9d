"""Timetables as people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.meetings.clashes import clashes
from events.meetings.enums import MeetingState
from events.meetings.forms import slot_label
from events.meetings.puzzle import Plan, plan_from_json
from events.meetings.solving import puzzle_of
from events.models import Meeting, MeetingBody, MeetingCompany, MeetingDay, MeetingSlot, MeetingWish, Timetable
from events.models.meetings import MeetingQuerySet

STAGES = {
    "served": gettext_lazy("Companies with at least one meeting"),
    "must": gettext_lazy("Meetings that a body must have"),
    "first": gettext_lazy("First wishes met"),
    "small": gettext_lazy("Meetings that small companies are short of their share"),
    "ranks": gettext_lazy("Weight of all wishes met: a higher wish weighs more"),
    "lots": gettext_lazy("Companies whose lot was drawn"),
    "kept": gettext_lazy("Meetings kept"),
    "stayed": gettext_lazy("Meetings that stay at their time"),
    "filled": gettext_lazy("Meetings added for wishes that were not met"),
}


@dataclass(frozen=True)
class Line:
    """One objective: what was reached, and what was proven to be possible at best."""

    label: str
    reached: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.reached == self.bound


def lines(timetable: Timetable) -> Iterator[Line]:
    for stage in timetable.report.get("stages", []):
        kind, _dash, number = stage["name"].partition("-")
        if kind == "even" and not stage["bound"]:
            continue
        label = _("Companies with at least %(count)s meetings") % {"count": number} if number else str(STAGES[kind])
        yield Line(label, stage["reached"], stage["bound"])


def is_proven(timetable: Timetable) -> bool:
    """Whether no timetable is better."""
    return all(line.is_proven for line in lines(timetable))


@dataclass(frozen=True)
class Cell:
    """A time at a table. `slot` and `body` of the same row and column also where nobody meets."""

    body: MeetingBody
    company: Any = None
    meeting: Meeting | None = None
    is_away: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    slot: MeetingSlot
    cells: list[Cell]

    @property
    def is_now(self) -> bool:
        return self.slot.starts_at <= timezone.now() < self.slot.ends_at


def bodies_of(day: MeetingDay) -> list[MeetingBody]:
    return list(day.bodies.select_related("municipality", "room").prefetch_related("away").order_by("room", "pk"))


def grid(day: MeetingDay, bodies: list[MeetingBody], plan: Plan) -> list[Row]:
    """A row for each time, a cell for each body: of a plan that is not published yet."""
    companies = {asker.key: asker.company for asker in day.companies.select_related("company")}
    there = {(body, slot): companies[key] for (key, body), slot in plan.items()}
    return rows_of(day, bodies, lambda body, slot: {"company": there.get((body.pk, slot.number))})


def standing(day: MeetingDay, bodies: list[MeetingBody]) -> list[Row]:
    """The same of the meetings as they stand. Where somebody did not come and nobody else came, that is shown."""
    order = {MeetingState.HELD: 2, MeetingState.PLANNED: 2, MeetingState.MISSED: 1, MeetingState.CANCELLED: 0}
    meetings = sorted(day.meetings.whole(), key=lambda meeting: order[MeetingState(meeting.state)])
    there = {(one.body_id, one.slot_id): one for one in meetings if one.state != MeetingState.CANCELLED}

    def cell(body: MeetingBody, slot: MeetingSlot) -> dict[str, Any]:
        meeting = there.get((body.pk, slot.pk))
        return {"meeting": meeting, "company": meeting and meeting.company}

    return rows_of(day, bodies, cell)


def rows_of(day: MeetingDay, bodies: list[MeetingBody], cell: Any) -> list[Row]:
    away = {(body.pk, slot.pk) for body in bodies for slot in body.away.all()}
    return [
        Row(
            slot_label(slot, day.event),
            slot,
            [Cell(body, **cell(body, slot), is_away=(body.pk, slot.pk) in away) for body in bodies],
        )
        for slot in day.slots.all()
    ]


@dataclass(frozen=True)
class Difference:
    """What a timetable would do to one meeting; without `now` it is new, without `then` it is lost."""

    company: MeetingCompany
    body: MeetingBody
    now: str
    then: str


def differences(timetable: Timetable) -> list[Difference]:
    """What publishing it changes of the meetings that stand."""
    day, plan = timetable.day, plan_from_json(timetable.plan)
    companies = {asker.key: asker for asker in day.companies.select_related("company")}
    bodies = {body.pk: body for body in day.bodies.select_related("municipality")}
    labels = {slot.number: slot_label(slot, day.event) for slot in day.slots.all()}
    before = plan_from_json(timetable.puzzle["before"])
    changed = sorted(pair for pair in {*before, *plan} if before.get(pair) != plan.get(pair))
    return [
        Difference(
            companies[pair[0]], bodies[pair[1]], labels.get(before.get(pair, 0), ""), labels.get(plan.get(pair, 0), "")
        )
        for pair in changed
    ]


def in_the_way(day: MeetingDay) -> list[Meeting]:
    """Meetings to come that break a rule since somebody is late, a room has changed or a company has closed."""
    puzzle = puzzle_of(day)
    broken = {pair for clash in clashes(puzzle, puzzle.before) for pair in clash.pairs} - puzzle.fixed
    rows = day.meetings.whole().filter(state=MeetingState.PLANNED)
    return [meeting for meeting in rows if (meeting.asker.key, meeting.body_id) in broken]


def coming_first(meetings: MeetingQuerySet) -> list[Meeting]:
    """One side's own, in the order of their times; `when` is said in the event's zone."""
    rows = list(meetings.whole().order_by("slot__starts_at", "pk"))
    for meeting in rows:
        meeting.when = slot_label(meeting.slot, meeting.day.event) if meeting.slot else ""
    return rows


def unmet(asker: MeetingCompany) -> list[MeetingWish]:
    met = asker.meetings.exclude(state=MeetingState.CANCELLED).values("body")
    return list(asker.wishes.exclude(body__in=met).select_related("body__municipality"))


def about(meeting: Meeting) -> str:
    """What the company wished to talk about."""
    return meeting.asker.wishes.filter(body=meeting.body).values_list("about", flat=True).first() or ""
