"""The question sheet and the short minutes of a meeting: written by the body or staff, confirmed by the company."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from core.canonical import checksum
from core.permissions import require
from core.workflow import Refused, WrongState, move
from events.meetings.enums import MeetingMinutesState, MeetingState
from events.meetings.frame import locked as locked_day
from events.models import Meeting, MeetingAsked, MeetingDay, MeetingMinutes, MeetingQuestion, MeetingSlot, Minutes
from events.models.meeting_days import MEETINGS
from events.notifications import meetings as notifications
from events.telling.enums import MinutesState
from suppliers.models import Question
from suppliers.questions import asking
from suppliers.questions.enums import Source

WRITE, ACT = "events.write_meeting_minutes", "suppliers.act_for"
TEXTS = ("asked", "for_all")


def set_sheet(day: MeetingDay, by: Any, questions: list[dict[str, str]]) -> None:
    """The sheet, each question as its fields (`text_en` …). It stands as soon as minutes of one meeting are written."""
    require(by, MEETINGS, day)
    with locked_day(day) as current:
        if MeetingMinutes.objects.filter(meeting__day=current).exists():
            raise WrongState(_("Minutes were written with this sheet. It stays as it is, the same in every meeting."))
        current.questions.all().delete()
        for number, texts in enumerate(questions, 1):
            MeetingQuestion.objects.create(day=current, number=number, **texts)


def of_meeting(meeting: Meeting) -> MeetingMinutes:
    """As they are, or not saved yet."""
    return MeetingMinutes.objects.filter(meeting=meeting).first() or MeetingMinutes(meeting=meeting)


@contextmanager
def draft_of(meeting: Meeting, by: Any) -> Iterator[MeetingMinutes]:
    """To be written on, made where there are none; who writes at once, or changes meeting or sheet, waits."""
    require(by, WRITE, meeting)
    with locked_day(meeting.day):
        current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if current.state != MeetingState.HELD:
            raise WrongState(_("Minutes are written of meetings that were held."))
        rows = MeetingMinutes.objects.select_for_update(of=("self",)).filter(meeting=meeting)
        minutes = rows.first() or MeetingMinutes(meeting=meeting)
        if minutes.state != MeetingMinutesState.DRAFT:
            raise WrongState(_("The company has these minutes. Take them back to change them."))
        yield minutes


def write(meeting: Meeting, by: Any, answers: dict[str, str], seen: str = "", **texts: str) -> MeetingMinutes:
    """`answers` has a text for each number of the sheet, `seen` is the mark of what the writer saw (`mark`).

    Raises WrongState where somebody else wrote meanwhile.
    """
    with draft_of(meeting, by) as current:
        if seen and seen != mark(current):
            raise WrongState(_("This was changed by somebody else meanwhile. Look at it as it is now."))
        current.answers, current.written_by = answers, by
        if texts.get("for_all", "").strip() != current.for_all:
            current.told_in = None  # what was told was another text
        for name in TEXTS:
            setattr(current, name, texts.get(name, "").strip())
        current.save()
    return current


@contextmanager
def locked(minutes: MeetingMinutes) -> Iterator[MeetingMinutes]:
    meeting = ("meeting__day__event__dialogue", "meeting__slot")
    sides = ("meeting__asker__company", "meeting__body__municipality")
    with transaction.atomic():
        rows = MeetingMinutes.objects.select_for_update(of=("self",)).select_related(*meeting, *sides)
        yield rows.get(pk=minutes.pk)


def send(minutes: MeetingMinutes, by: Any) -> None:
    """The company is asked to confirm them. Raises Refused while a question of the sheet has no answer."""
    with locked(minutes) as current:
        numbers = current.meeting.day.questions.values_list("number", flat=True)
        if missing := [str(number) for number in numbers if not current.answers.get(str(number), "").strip()]:
            said = _("Write an answer to question %(numbers)s, if only that it was not spoken of.")
            raise Refused(said % {"numbers": ", ".join(missing)})
        move(current, "send", by, content_hash=checksum(content(current)))
        notifications.to_confirm(current)


def take_back(minutes: MeetingMinutes, by: Any) -> None:
    with locked(minutes) as current:
        move(current, "take_back", by, content_hash="")


def confirm(minutes: MeetingMinutes, by: Any, seen: str) -> None:
    """`seen` is the checksum of the text that was on the page."""
    with locked(minutes) as current:
        if current.content_hash != seen:
            raise WrongState(_("The minutes were changed meanwhile. Read them once more."))
        move(current, "confirm", by)


def object_to(minutes: MeetingMinutes, by: Any, reason: str) -> None:
    """The company says what is wrong; the minutes are written on and sent again."""
    if not reason.strip():
        raise Refused(_("Write what is not right in the minutes."))
    with locked(minutes) as current:
        move(current, "object", by, reason=reason.strip(), content_hash="")
        notifications.objected(current, reason.strip())


def content(minutes: MeetingMinutes) -> dict[str, Any]:
    """What their checksum is of."""
    return {
        "meeting": minutes.meeting_id,
        "answers": minutes.answers,
        **{name: getattr(minutes, name) for name in TEXTS},
    }


def mark(minutes: MeetingMinutes) -> str:
    return checksum(content(minutes))


def take_down(minutes: MeetingMinutes, by: Any, line: str, text: str, language: str) -> Question:
    """A question that came up goes to the desk, as one of the event that was heard in a meeting: each line once."""
    with locked(minutes) as current:
        if there := current.taken_down.select_related("question").filter(line=line).first():
            return there.question
        meeting = current.meeting
        event, slot = meeting.day.event, cast(MeetingSlot, meeting.slot)
        heard_on = slot.starts_at.astimezone(event.zone).date()
        said: dict[str, Any] = {"text": text, "language": language, "company": meeting.asker.company}
        question = asking.take_down(event, by, source=Source.MEETING, heard_on=heard_on, **said)
        MeetingAsked.objects.create(minutes=current, line=line, question=question)
    return question


def told(minutes: MeetingMinutes, by: Any, public: Minutes) -> None:
    """What mattered to all stands in these minutes of the event, which everybody can read."""
    require(by, MEETINGS, minutes)
    if public.event_id != minutes.meeting.day.event_id or public.state != MinutesState.PUBLISHED:
        raise Refused(_("Publish the minutes of the event first: then everybody can read it."))
    MeetingMinutes.objects.filter(pk=minutes.pk).update(told_in=public)
