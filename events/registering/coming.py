"""The doors of a registration: register, confirm, accept a seat that became free, cancel."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from core.limits import Limit
from core.workflow import Refused, WrongState, move
from events.enums import Ending, RegistrationState
from events.models import Registration, RegistrationTerms
from events.models.registration import NO_NEEDS, new_key
from events.notifications import registrations as notifications
from events.registering import seats
from events.registering.places import has_room, places_of, session
from suppliers.companies import representing

MOST_BROUGHT = 40  # by one person, those who cancelled among them: as many as one form may ask for
TO_ADDRESS = Limit("registration-mails-address", most=2, seconds=24 * 3600)  # for each event


@transaction.atomic
def register(wish: Registration, colleagues: Iterable[Registration] = (), sessions: Iterable[int] = ()) -> None:
    """Take a seat, or a place on the waiting list, for a person and for those she brings along.

    Where her address is not proven all of them wait for her to open the link in the mail, and only her own seat is
    held: the others get theirs once she has, as far as there are any. Raises seats.Closed, and seats.Registered where
    she is registered already, and PermissionDenied where she does not act for the company that she comes for.
    """
    if wish.company:
        wish.company = representing.locked_for(wish.user, wish.company)
    wish.places = places_of(wish, sessions)
    seats.take(wish, savepoint=False)
    bring(wish, colleagues)
    notifications.taken(wish)


def tell_owner(event_id: int, email: str) -> None:
    """Whoever has the address hears that it is registered already, unless that lapsed meanwhile."""
    there = Registration.objects.active().select_related("event__dialogue", "booked_by")
    if registration := there.filter(event=event_id, email=email).first():
        tell_named(registration, notifications.already)


def tell_named(person: Registration, tell: Callable[[Registration], None] = notifications.taken) -> None:
    """Tell her of what anybody did who typed her address; what is too much for one day is left out unseen."""
    if person.email and not TO_ADDRESS.wait(f"{person.event_id} {person.email}"):
        tell(person)


def bring(leader: Registration, colleagues: Iterable[Registration]) -> list[Registration]:
    """Seats for colleagues, with or without a name, on the leader's word.

    As in `name_seat` a seat is taken under the name alone of who is registered already, so that the leader does not
    learn who else comes. She hears of it by mail, but not on the word of somebody who has not confirmed.
    """
    brought = []
    for colleague in colleagues:
        colleague.booked_by, colleague.event = leader, leader.event
        colleague.confirmed_at = leader.confirmed_at
        colleague.places = places_of(colleague)
        there = take_for(colleague)
        brought.append(colleague)
        if leader.confirmed_at and there:
            tell_named(there, notifications.already)
        elif leader.confirmed_at:
            tell_named(colleague)
    return brought


def take_for(colleague: Registration) -> Registration | None:
    """Take her seat; if her address is registered already, under her name alone, and answer what she has."""
    try:
        seats.take(colleague)
    except seats.Registered:
        there = Registration.objects.active().select_related("event__dialogue", "booked_by")
        email, colleague.email = colleague.email, ""
        seats.take(colleague)
        return there.filter(event=colleague.event_id, email=email).first()
    return None


def bring_more(leader: Registration, colleagues: Sequence[Registration]) -> list[Registration]:
    """More seats, later on, for whom she comes for now. Raises Refused where she has brought as many as one may."""
    with transaction.atomic():
        if leader.company:
            representing.locked(leader.company)
        seats.lock(leader.event_id)
        leader = confirmed(leader)
        for colleague in colleagues:
            colleague.municipality, colleague.company = leader.municipality, leader.company
        brought = Registration.objects.filter(event=leader.event_id, booked_by__email=leader.email).count()
        if brought + len(colleagues) > MOST_BROUGHT:
            said = _("You can register %(most)d others in all. Ask the organisers to register more.")
            raise Refused(said % {"most": MOST_BROUGHT})
        return bring(leader, colleagues)


def confirmed(leader: Registration) -> Registration:
    """As she is under the lock, where she comes."""
    found = (
        Registration.objects.active().select_related("event__dialogue", "municipality", "company").filter(pk=leader.pk)
    )
    if not (there := found.filter(confirmed_at__isnull=False).first()):
        raise WrongState(_("Confirm your own registration first."))
    return there


@transaction.atomic
def confirm(registration: Registration) -> None:
    """Whoever opened the link in the mail is whom she says; those she brings along are registered with her.

    From now on they count for her organisation: where that has all of its seats, she waits in spite of the one that was
    held. Who of them finds no seat waits as long as she who asked for it: from when the form was sent. Who confirms
    before somebody who brings her along comes on her own: she is not forgotten with one who never confirms.
    """
    seats.lock(registration.event_id)
    come_alone(registration)
    party = Q(pk=registration.pk) | Q(booked_by=registration.pk)
    rows = Registration.objects.select_related("event__dialogue", "event__terms", "booked_by")
    waits = rows.filter(party, confirmed_at__isnull=True)
    people = list(waits.filter(state__in=[RegistrationState.UNCONFIRMED, RegistrationState.WAITING]).order_by("pk"))
    if registration.pk not in {person.pk for person in people}:
        raise WrongState(_("This was confirmed already, or it is no longer there."))
    now = timezone.now()
    for person in people:
        person.confirmed_at = now
        proven: dict[str, Any] = {"confirmed_at": now, "held_until": None, "places": places_of(person, person.sessions)}
        has_seat = has_room(person)
        if person.state == RegistrationState.UNCONFIRMED:
            move(person, "confirm" if has_seat else "wait", None, **proven)
        else:
            Registration.objects.filter(pk=person.pk).update(**proven)
            person.places = proven["places"]
    pass_on(registration.event_id, there={person.pk: person for person in people})
    seat_late(people)
    for person in people:
        if person.pk == registration.pk:
            notifications.taken(person)
        else:
            tell_named(person)


def come_alone(registration: Registration) -> None:
    """She comes on her own, whoever brings her along and has not confirmed.

    That one waits for a seat under her name alone, as in `take_for`, and does not learn that she came.
    """
    mine = Registration.objects.filter(pk=registration.pk)
    unproven = Registration.objects.filter(confirmed_at=None)
    if left := mine.filter(booked_by__in=unproven).first():
        mine.update(booked_by=None)
        left.pk, left.key, left.email, left._state.adding = None, new_key(), "", True
        left.save()


def seat_late(people: Iterable[Registration]) -> None:
    """Once the event has begun nobody moves up, but who is there just now gets a seat as others who come late do."""
    for person in people:
        if person.state == RegistrationState.WAITING and seats.is_given(person):
            move(person, "move_up", None)
            move(person, "accept", None)


def pass_on(event_id: int, there: dict[int, Registration] | None = None) -> None:
    """Seats that are free go to those who wait, in order. Wants the lock.

    Who is `there` just now need not be asked, and of a reserved seat nobody could be: she who waits for it has it.
    """
    for lucky in seats.settle(event_id):
        if person := (there or {}).get(lucky.pk):
            move(lucky, "accept", None, offered_until=None)
            person.state = lucky.state
        elif not lucky.email:
            move(lucky, "accept", None, offered_until=None)
        else:
            notifications.moved_up(lucky)


@transaction.atomic
def accept(registration: Registration) -> None:
    """She takes the seat that became free, in time by the database's clock."""
    seats.lock(registration.event_id)
    offered = Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__gt=Now())
    if not (mine := offered.select_related("event__dialogue").filter(pk=registration.pk).first()):
        raise WrongState(_("The seat is no longer held for you."))
    move(mine, "accept", None, offered_until=None, confirmed_at=mine.confirmed_at or timezone.now())
    notifications.taken(mine)


@transaction.atomic
def cancel(
    registration: Registration,
    by: Any = None,
    ending: Ending = Ending.OWN,
    reason: str = "",
    colleagues: Iterable[Registration] = (),
) -> None:
    """Give the seat to whoever waits. Seats that she reserved and named nobody for go with her.

    So do those of the `colleagues` whom she brought and who still come. `by` is a member of staff who does it, or None
    where it is herself; she does not cancel what is over. Who was told of no seat is not told of its end.
    """
    seats.lock(registration.event_id)
    going = Q(email="", name="") | Q(pk__in=[colleague.pk for colleague in colleagues])
    for one in [current(registration, by), *Registration.objects.active().filter(going, booked_by=registration.pk)]:
        end(one, "take_out" if by else "cancel", by, ending, reason)
        if one.invited_as is not None:
            notifications.cancelled(one)
    pass_on(registration.event_id)


def end(registration: Registration, action: str, by: Any, ending: Ending, reason: str = "") -> None:
    """What she needs to take part is forgotten with it. Wants the lock, and its seat is still to be passed on."""
    move(registration, action, by, reason=reason, ending=ending, offered_until=None, **NO_NEEDS)


def current(registration: Registration, by: Any) -> Registration:
    """As it is under the lock, where `by` may still cancel it."""
    found = Registration.objects.select_related("event__dialogue").filter(pk=registration.pk).first()
    if found is None or not found.is_active or (by is None and found.event.ends_at <= timezone.now()):
        raise WrongState(_("This registration was cancelled already, or the event is over."))
    return found


@transaction.atomic
def name_seat(leader: Registration, seat: Registration, name: str, email: str) -> None:
    """Somebody comes on a seat that was reserved.

    Who is registered already hears of it by mail and keeps what she has; the seat stays under her name without the
    address, so that whoever names it does not learn who else comes.
    """
    seats.lock(leader.event_id)
    active = Registration.objects.active()
    mine = active.filter(pk=seat.pk, booked_by=leader.pk, name="", email="")
    try:
        with transaction.atomic():
            is_mine = mine.update(name=name, email=email)
    except IntegrityError:  # registered_once
        is_mine = mine.update(name=name)
    if not is_mine:
        raise WrongState(_("This seat has a name already, or it was cancelled."))
    there = active.select_related("event__dialogue", "booked_by").filter(event=seat.event_id, email=email)
    if person := there.first():
        tell_named(person, notifications.taken if person.pk == seat.pk else notifications.already)


@transaction.atomic
def change(registration: Registration, sessions: Iterable[int] | None = None, **fields: Any) -> None:
    """Her name, what she needs, and which breakouts she chose; None leaves those as they are.

    What was asked only for the event is not taken once it is over, nor before she has confirmed.
    """
    confirmed = Registration.objects.active().filter(confirmed_at__isnull=False)
    rows = confirmed.filter(pk=registration.pk, event__ends_at__gt=Now())
    if sessions is not None:
        seats.lock(registration.event_id)
    if not rows.update(**fields):
        raise WrongState(_("This registration was cancelled already, or the event is over."))
    if sessions is not None:
        choose(rows.select_related("event").get(), set(sessions))


def choose(registration: Registration, sessions: set[int]) -> None:
    """Other breakouts as long as registration is open; what she leaves goes to who waits. Wants the lock.

    Raises seats.Closed, and Refused where one of them has no seat left for her.
    """
    event, more = registration.event, sessions.difference(registration.sessions)
    if sessions == set(registration.sessions):
        return
    if not RegistrationTerms.objects.filter(event=event, closes_at__gt=Now()).exists():
        raise seats.Closed
    kept = [place for place in registration.places if not place.startswith("session:")]
    Registration.objects.filter(pk=registration.pk).update(places=[*kept, *map(session, sorted(sessions))])
    pass_on(event.pk)
    too_many = event.seats.filter(place__in=map(session, more), taken__gt=F("capacity"))
    if registration.has_seat and too_many.exists():
        raise Refused(_("A breakout that you chose has no seat left. Nothing was changed."))
