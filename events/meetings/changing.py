"""What changes on the day: somebody does not come or comes later, a room changes, two meetings are swapped by hand."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.permissions import require
from core.workflow import Refused, WrongState, move
from events.meetings import publishing
from events.meetings.clashes import Clash, Rule, clashes, touching
from events.meetings.enums import MeetingState
from events.meetings.frame import locked
from events.meetings.puzzle import Pair, Plan
from events.meetings.solving import puzzle_of
from events.models import Meeting, MeetingBody, MeetingCompany, MeetingDay, MeetingMinutes, MeetingRoom, MeetingSlot
from events.models.meeting_days import MEETINGS
from events.notifications import meetings as notifications

SAID = {
    Rule.COMPANY_TWICE: gettext_lazy("%(company)s would be in two meetings at once."),
    Rule.BODY_TWICE: gettext_lazy("%(body)s would be in two meetings at once."),
    Rule.COMPANY_AWAY: gettext_lazy("%(company)s is not there at that time."),
    Rule.BODY_AWAY: gettext_lazy("%(body)s is not there at that time."),
    Rule.TOO_FAR: gettext_lazy("%(company)s could not walk from one room to the other in time."),
}


def current(meeting: Meeting) -> Meeting:
    return Meeting.objects.whole().get(pk=meeting.pk)


def act(meeting: Meeting, action: str, by: Any, reason: str = "") -> None:
    """That it was held, that somebody did not come, that neither was so, or that it is cancelled."""
    with locked(meeting.day) as day:
        one = current(meeting)
        require(by, MEETINGS, day)
        if action == "cancel":
            publishing.cancel(one, by, reason)
            return
        if action == "restore":
            refuse_restoring(day, one)
        if action in ("hold", "miss") and one.slot and one.slot.starts_at > timezone.now():
            raise Refused(_("This meeting has not begun yet."))
        changed: dict[str, Any] = {}
        if action != "hold":  # calendars say the same of what is planned and of what was held
            changed = {"sequence": one.sequence + 1, "changed_at": timezone.now()}
        move(one, action, by, reason=reason, **changed)


def refuse_restoring(day: MeetingDay, one: Meeting) -> None:
    """What was missed left its time to others; what was held stands, once there are minutes of it."""
    if MeetingMinutes.objects.filter(meeting=one).exists():
        raise Refused(_("Minutes are written of meetings that were held."))
    if one.state != MeetingState.MISSED or one.slot is None:
        return
    if is_taken(one):
        raise Refused(_("Somebody else has this time now."))
    refuse_clashes(day, [(one, one.slot)])


def is_taken(meeting: Meeting) -> bool:
    others = Meeting.objects.standing().filter(slot=meeting.slot).exclude(pk=meeting.pk)
    return others.filter(body=meeting.body).exists() or others.filter(asker=meeting.asker).exists()


def put(meeting: Meeting, slot: MeetingSlot, by: Any, reason: str = "") -> list[Meeting]:
    """Another time by hand; whoever has it at that table swaps with it. Answers those that moved.

    Raises Refused, with the rule in words, where it would break one.
    """
    with locked(meeting.day) as day:
        require(by, MEETINGS, day)
        one = current(meeting)
        if one.state != MeetingState.PLANNED:
            raise WrongState(_("Only a meeting that is planned can be moved."))
        other = Meeting.objects.standing().filter(body=one.body, slot=slot).exclude(pk=one.pk).first()
        moved: list[tuple[Meeting, Any]] = [(one, slot)]
        if other:
            if other.state != MeetingState.PLANNED:
                raise Refused(_("The meeting at that time was held already."))
            moved.append((current(other), one.slot))
        if any(new and new.starts_at <= timezone.now() for _one, new in moved):
            raise Refused(_("This moment is over. Choose a later one."))
        refuse_clashes(day, moved)
        publishing.move_all(moved, by, reason)
    return [thing for thing, _slot in moved]


def refuse_clashes(day: MeetingDay, moved: list[tuple[Meeting, MeetingSlot]]) -> None:
    puzzle = puzzle_of(day)
    changed: Plan = {(one.asker.key, one.body_id): slot.number for one, slot in moved}
    if found := touching(puzzle, {**puzzle.before, **changed}, changed):
        raise Refused(" ".join(dict.fromkeys(in_words(day, clash) for clash in found)))


def in_words(day: MeetingDay, clash: Clash) -> str:
    key, body = clash.pairs[0]
    company = MeetingCompany.objects.select_related("company").get(day=day, key=key)
    table = MeetingBody.objects.select_related("municipality").get(pk=body)
    return str(SAID[clash.rule]) % {"company": company.company, "body": table.municipality}


def stay_away(side: MeetingBody | MeetingCompany, slots: Iterable[MeetingSlot], by: Any) -> list[Pair]:
    """A body or a company is not there at these times: a delay, or until the end. Answers its meetings in the way.

    They stand until a timetable is published that moves them.
    """
    with locked(side.day) as day:
        require(by, MEETINGS, day)
        side.away.add(*slots)
        puzzle = puzzle_of(day)
        broken = {clash.pairs[0] for clash in clashes(puzzle, puzzle.before) if len(clash.pairs) == 1}
        place, mine = (1, side.pk) if isinstance(side, MeetingBody) else (0, side.key)
        return sorted(pair for pair in broken - puzzle.fixed if pair[place] == mine)


def come_back(side: MeetingBody | MeetingCompany, slots: Iterable[MeetingSlot], by: Any) -> None:
    with locked(side.day) as day:
        require(by, MEETINGS, day)
        side.away.remove(*slots)


def change_room(body: MeetingBody, room: MeetingRoom, by: Any) -> None:
    """Everybody who meets this body from now on is told."""
    with locked(body.day) as day:
        require(by, MEETINGS, day)
        if not MeetingBody.objects.filter(pk=body.pk).exclude(room=room).update(room=room):
            raise Refused(_("It sits in this room already."))
        coming = day.meetings.filter(body=body, state=MeetingState.PLANNED, slot__starts_at__gt=timezone.now())
        for meeting in coming.whole():
            move(meeting, "move", by, sequence=meeting.sequence + 1, changed_at=timezone.now())
            notifications.changed(meeting, meeting.slot)
