"""1:1 meetings follow their event: moved with it, elsewhere with it, cancelled with it; both sides are told."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.workflow import move
from events.meetings.enums import MeetingState
from events.models import Event, Meeting, MeetingDay, MeetingSlot
from events.notifications import meetings as notifications


def move_along(event: Event, shifted: Any, by: timedelta) -> None:
    """`shifted` moves a time as clocks show it: (time, by, zone)."""
    hold_days(event)
    before = {meeting.pk: meeting.slot for meeting in planned(event)}
    slots = list(MeetingSlot.objects.filter(day__event=event))
    for slot in slots:
        slot.starts_at, slot.ends_at = (shifted(at, by, event.zone) for at in (slot.starts_at, slot.ends_at))
    MeetingSlot.objects.bulk_update(slots, ["starts_at", "ends_at"])
    raise_and_tell(event, before)


def tell_changed(event: Event) -> None:
    """The event is somewhere else: its meetings stand, and mails and calendars say where."""
    hold_days(event)
    raise_and_tell(event, {})


def hold_days(event: Event) -> None:
    """Whoever moves a meeting now waits."""
    list(MeetingDay.objects.select_for_update(of=("self",)).filter(event=event))


def raise_and_tell(event: Event, before: dict[int, MeetingSlot | None]) -> None:
    for meeting in planned(event):
        meeting.sequence, meeting.changed_at = meeting.sequence + 1, timezone.now()
        meeting.save(update_fields=["sequence", "changed_at"])
        notifications.changed(meeting, before.get(meeting.pk))


def cancel_along(event: Event, by: Any, reason: str, at: datetime | None) -> None:
    """Nobody is mailed of history that is loaded (`at`)."""
    for day in MeetingDay.objects.select_for_update(of=("self",)).filter(event=event):
        for meeting in planned(day.event):
            changed: dict[str, Any] = {"sequence": meeting.sequence + 1, "changed_at": at or timezone.now()}
            move(meeting, "cancel", by, reason=reason, log={"at": at} if at else {}, **changed)
            if at is None:
                notifications.cancelled(meeting)


def planned(event: Event) -> list[Meeting]:
    return list(Meeting.objects.whole().filter(day__event=event, state=MeetingState.PLANNED).order_by("pk"))
