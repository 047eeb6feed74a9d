"""The doors of breakouts: wishes are written, places are given by a solver or by staff, and people are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from core.permissions import require
from core.queue import tell
from core.workflow import Refused, WrongState
from core.zones import in_zone
from events.breakouts.dividing import SECONDS, Breakout, Person, divide, from_json, to_json
from events.breakouts.rounds import Round, people_of, rounds_of, taken, with_wishes
from events.enums import EventState
from events.models import BreakoutPlace, BreakoutRun, Breakouts, BreakoutWish, Event, Registration, Session
from events.notifications import breakouts as notifications
from events.solving import owed
from events.solving.lots import lot
from events.telling.announcing import locked as locked_event
from events.telling.announcing import refuse_off

TASK = "events.tasks.solve_breakouts"
RUN = "events.handle_registrations"
Lost = dict[int, list[Session]]  # the places that people had and have no longer


@contextmanager
def locked(breakouts: Breakouts) -> Iterator[Breakouts]:
    with transaction.atomic():
        rows = Breakouts.objects.select_for_update(of=("self",)).select_related("event__dialogue")
        yield rows.get(pk=breakouts.pk)


def set_up(event: Event, by: Any, closes_at: datetime) -> Breakouts:
    """From now on the event's breakouts are chosen by ranked wishes. Who is registered by then is told, once."""
    require(by, RUN, event)
    with locked_event(event):
        if not (rounds := rounds_of(event)):
            raise Refused(_("Give at least two breakouts at the same time their seats first, under the terms."))
        breakouts, is_new = Breakouts.objects.update_or_create(event=event, defaults={"closes_at": closes_at})
        if is_new and is_open(breakouts):
            for person in people_of(event).select_related("event__dialogue"):
                notifications.open_for_wishes(person, rounds, closes_at)
    return breakouts


def is_open(breakouts: Breakouts) -> bool:
    """For the page; what counts is the database's clock when a wish is written."""
    return breakouts.event.state == EventState.PUBLISHED and timezone.now() < breakouts.closes_at


@transaction.atomic
def wish(registration: Registration, wishes: list[list[Session]]) -> None:
    """A person's wishes, for each round the first one first; those before are replaced.

    Raises WrongState when wishes are closed, or where she does not come.
    """
    mine = Registration.objects.active().select_for_update(of=("self",)).filter(pk=registration.pk)
    if not mine.exists():
        raise WrongState(_("This registration was cancelled already, or the event is over."))
    takes = Breakouts.objects.filter(event=registration.event_id, event__state=EventState.PUBLISHED)
    if not takes.filter(closes_at__gt=Now()).exists():
        raise WrongState(_("Wishes for breakouts are closed."))
    BreakoutWish.objects.filter(registration=registration).delete()
    BreakoutWish.objects.bulk_create(
        BreakoutWish(registration=registration, session=session, rank=rank)
        for ranked in wishes
        for rank, session in enumerate(ranked, 1)
    )


def ask(breakouts: Breakouts, by: Any, *, moves_told: bool = False) -> BreakoutRun:
    """A distribution is owed. Those who were told stay where they are unless `moves_told`; whom staff placed stays.

    Raises Refused while people may still wish.
    """
    require(by, RUN, breakouts.event)
    with locked(breakouts) as current:
        refuse_off(current.event)
        if is_open(current):
            until = in_zone(current.closes_at, current.event.time_zone)
            raise Refused(_("Wishes are open until %(until)s. Wait, or let them close earlier.") % {"until": until})
        row = BreakoutRun(breakouts=current, moves_told=moves_told, asked_by=by)
        row.puzzle = {"rounds": [of_round(current, one, moves_told=moves_told) for one in rounds_of(current.event)]}
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            raise Refused(_("People are being distributed already. Wait for it.")) from error
        tell(TASK, row.pk)
    return row


def of_round(breakouts: Breakouts, sessions: Round, *, moves_told: bool) -> dict[str, Any]:
    numbers = [session.pk for session in sessions]
    coming = people_of(breakouts.event).select_related("municipality", "company")
    rows = coming.prefetch_related("breakout_wishes", "breakout_places")
    people = [
        Person(
            row.pk,
            lot(breakouts.seed, row.key),
            country_of(row),
            tuple(wish.session_id for wish in row.breakout_wishes.all() if wish.session_id in numbers),
            next((place.session_id for place in row.breakout_places.all() if stays(place, numbers, moves_told)), None),
        )
        for row in rows.order_by("pk")
    ]
    return to_json(people, [Breakout(session.pk, numbers[0], session.size) for session in sessions])


def stays(place: BreakoutPlace, numbers: list[int], moves_told: bool) -> bool:
    is_told = place.told_at is not None and not moves_told
    return place.session_id in numbers and (is_told or place.placed_by_id is not None)


def country_of(registration: Registration) -> str:
    side = registration.municipality or registration.company
    return side.country if side else ""


def solve(pk: int) -> bool:
    return owed.solve(BreakoutRun, pk, made)


def made(row: BreakoutRun) -> tuple[list[Any], dict[str, Any]]:
    from events.solving.highs import version

    rounds = [from_json(one) for one in row.puzzle["rounds"]]
    divisions = [divide(*one, seconds=SECONDS / len(rounds)) for one in rounds]
    plan = [[person, place] for division in divisions for person, place in sorted(division.items())]
    return plan, {"solver": version()}


def settle() -> int:
    return owed.settle(BreakoutRun, TASK)


def take(run: BreakoutRun, by: Any) -> int:
    """The distribution becomes what people go by; whoever has another place than she was told is told. How many."""
    require(by, RUN, run.breakouts.event)
    with locked(run.breakouts) as breakouts:
        refuse_off(breakouts.event)
        newest = breakouts.runs.order_by("-pk").first()
        if newest != run or not newest.is_solved:
            raise WrongState(_("There is a newer distribution, or this one is not solved yet."))
        places = {(registration, session) for registration, session in newest.plan}
        sessions = {session.pk: session for one in rounds_of(breakouts.event) for session in one}
        if any(session not in sessions for _registration, session in places):
            raise Refused(_("The breakouts have changed since. Distribute people again."))
        lost = let_go(newest)
        hold(breakouts.event, places, sessions)
        return tell_all(breakouts.event, lost)


def left_out(run: BreakoutRun) -> set[tuple[int, int]]:
    """Whoever was asked about and got no place, with each breakout of that time."""
    places, found = {(registration, session) for registration, session in run.plan}, set()
    for people, breakouts in map(from_json, run.puzzle["rounds"]):
        numbers = [one.number for one in breakouts]
        without = [one.number for one in people if not any((one.number, number) in places for number in numbers)]
        found |= {(person, number) for person in without for number in numbers}
    return found


def let_go(run: BreakoutRun) -> Lost:
    """Who was asked about and got no place gives up hers, unless staff gave it. Answers who lost what."""
    coming = people_of(run.breakouts.event)
    held = BreakoutPlace.objects.filter(registration__in=coming, placed_by=None).select_related("session")
    gone = left_out(run)
    rows = [place for place in held if (place.registration_id, place.session_id) in gone]
    BreakoutPlace.objects.filter(pk__in=[place.pk for place in rows]).delete()
    lost: Lost = {}
    for place in rows:
        lost.setdefault(place.registration_id, []).append(place.session)
    return lost


def hold(event: Event, places: set[tuple[int, int]], sessions: dict[int, Session]) -> None:
    """Write down where everybody goes. Whom staff placed meanwhile stays there.

    Raises Refused where more would be in a breakout than it takes: seats or places have changed since.
    """
    mine = BreakoutPlace.objects.filter(registration__event=event)
    by_hand: dict[int, list[Session]] = {}
    for place in mine.filter(placed_by__isnull=False).select_related("session"):
        by_hand.setdefault(place.registration_id, []).append(place.session)
    known = {(place.registration_id, place.session_id) for place in mine}
    coming = set(people_of(event).values_list("pk", flat=True))
    fresh = [
        (person, sessions[session])
        for person, session in sorted(places - known)
        if person in coming and not any(overlap(one, sessions[session]) for one in by_hand.get(person, []))
    ]
    for person, session in fresh:
        mine.filter(at_that_time(session), registration=person, placed_by=None).delete()
        BreakoutPlace.objects.create(registration_id=person, session=session, starts_at=session.starts_at)
    for session in {session for _person, session in fresh}:
        if session.size is not None and taken(session) > session.size:
            raise Refused(_("The breakouts have changed since. Distribute people again."))


def at_that_time(session: Session) -> Q:
    return Q(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)


def overlap(one: Session, other: Session) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def tell_all(event: Event, lost: Lost | None = None) -> int:
    """Whoever has a new place is told, and whoever has `lost` hers."""
    owed_to = BreakoutPlace.objects.select_for_update(of=("self",)).filter(registration__event=event, told_at=None)
    rows = list(owed_to.select_related("registration__event", "session").order_by("registration", "starts_at"))
    gone = Registration.objects.select_related("event").in_bulk(lost or {})
    people = {row.registration_id: row.registration for row in rows} | gone
    rounds = with_wishes(event) if people else []
    for number, person in people.items():
        notifications.placed(person, rounds, (lost or {}).get(number, []))
    BreakoutPlace.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=timezone.now())
    return len(people)


def put(registration: Registration, session: Session, by: Any) -> None:
    """Staff decide: she goes there, and is told at once. Raises Refused where the breakout is full."""
    breakouts = Breakouts.objects.get(event=registration.event)
    require(by, RUN, breakouts.event)
    with locked(breakouts) as current:
        refuse_off(current.event)
        if not people_of(current.event).filter(pk=registration.pk).exists():
            raise WrongState(_("This registration was cancelled already, or the event is over."))
        sessions = {one.pk: one for together in rounds_of(current.event) for one in together}
        if session.pk not in sessions:
            raise Refused(_("This is no breakout of the event."))
        mine = BreakoutPlace.objects.filter(registration=registration)
        size = sessions[session.pk].size
        if size is not None and taken(session) >= size and not mine.filter(session=session).exists():
            raise Refused(_("“%(session)s” is full. Choose another one, or give it more seats.") % {"session": session})
        mine.filter(at_that_time(session)).delete()
        BreakoutPlace.objects.create(
            registration=registration, session=session, starts_at=session.starts_at, placed_by=by
        )
        tell_all(current.event)
