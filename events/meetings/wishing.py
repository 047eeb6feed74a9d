"""What companies wish for, and what bodies say: when they are there, whom they must or may not meet, who sits there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused, WrongState
from events.enums import EventState
from events.meetings.enums import Answer, DayState
from events.meetings.frame import locked
from events.models import MeetingAnswer, MeetingBody, MeetingCompany, MeetingDay, MeetingSlot, MeetingWish
from suppliers.companies import representing
from suppliers.models import Company

MEET = "events.meet_for_body"


def is_open(day: MeetingDay) -> bool:
    """For the page; what counts is the database's clock when a wish is written."""
    is_on = day.event.state == EventState.PUBLISHED and day.state == DayState.OPEN
    return is_on and day.opens_at <= timezone.now() < day.closes_at


@transaction.atomic
def wish(
    day: MeetingDay,
    company: Company,
    by: Any,
    wishes: list[tuple[MeetingBody, str]],
    away: Iterable[MeetingSlot] = (),
    at: datetime | None = None,
) -> MeetingCompany:
    """All wishes of a company, the first one first, each with what about; none takes all of them back.

    Raises WrongState when the day is not open for wishes by the database's clock. `at` is for history that is loaded.
    """
    company = representing.locked_for(by, company)
    with locked(day) as current:
        now_open: dict[str, Any] = {"state": DayState.OPEN, "opens_at__lte": at or Now(), "closes_at__gt": at or Now()}
        if at is None:
            now_open["event__state"] = EventState.PUBLISHED
        if not MeetingDay.objects.filter(pk=day.pk, **now_open).exists():
            raise WrongState(_("Wishes are not taken now. What you wrote is still on the page."))
        bodies = [body.pk for body, _about in wishes]
        if len(wishes) > current.most_wishes or len(set(bodies)) < len(bodies):
            raise Refused(_("Wish for each public buyer once, and for no more than the day allows."))
        asker, _new = MeetingCompany.objects.get_or_create(day=current, company=company)
        asker.away.set(away)
        asker.wishes.all().delete()
        rows = [
            MeetingWish(asker=asker, body=body, rank=rank, about=about) for rank, (body, about) in enumerate(wishes, 1)
        ]
        MeetingWish.objects.bulk_create(rows)
        asker.answers.exclude(body__in=bodies).delete()
    return asker


def be_there(body: MeetingBody, by: Any, *, away: Iterable[MeetingSlot], people: Iterable[Any]) -> None:
    """When a body is not there, and who of it sits at the table. After the timetable is published staff do it."""
    require(by, MEET, body)
    with locked(body.day) as current:
        if current.is_published:
            raise WrongState(_("The timetable is published. Tell the organisers what has to change."))
        body.away.set(away)
        body.people.set(people)


def answer(body: MeetingBody, by: Any, answers: Mapping[MeetingCompany, tuple[str, str]]) -> None:
    """Whom a body must or may not meet, each with a reason. Raises Refused where a reason is missing."""
    require(by, MEET, body)
    with locked(body.day) as current:
        if current.is_published:
            raise WrongState(_("The timetable is published. Tell the organisers what has to change."))
        for asker, (said, reason) in answers.items():
            if said == Answer.MAY:
                body.answers.filter(asker=asker).delete()
                continue
            if not reason.strip():
                raise Refused(_("Write a reason wherever you must or may not meet a company."))
            MeetingAnswer.objects.update_or_create(
                body=body, asker=asker, defaults={"answer": said, "reason": reason.strip()}
            )
