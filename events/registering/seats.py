"""Seats in the database: taken by one statement together with the registration, never oversold, never left empty.

What the functions do stands in migration 0002. Locks go in one order: the event's seats first, then rows.
"""

from django.db import IntegrityError, connection, transaction
from django.db.models import Field

from events.enums import RegistrationState
from events.models import Registration

# Fixed by the statement itself, whatever the object says
BY_THE_STATEMENT = ("state", "held_until")
FIELDS: list[Field] = [
    field for field in Registration._meta.concrete_fields if field.name not in (*BY_THE_STATEMENT, "id")
]
COLUMNS = ", ".join(f'"{field.column}"' for field in FIELDS)
MARKS = ", ".join(["%s"] * len(FIELDS))
TAKE = f"""
INSERT INTO events_registration ({COLUMNS}, state, held_until)
SELECT {MARKS}, CASE WHEN seat = 'taken' THEN %s ELSE 'waiting' END,
       statement_timestamp() + make_interval(hours => (
           SELECT hold_hours FROM events_registrationterms WHERE event_id = %s AND NOT %s))
FROM take_seat(%s, %s::text[]) AS seat WHERE seat <> 'closed'
RETURNING id, state, held_until
"""  # noqa: S608 - names of columns


class Closed(Exception):
    """By the database's clock registration is not open."""


class Registered(Exception):
    """This address has a registration for the event already."""


def asked_for(registration: Registration) -> tuple[RegistrationState, list[str]]:
    """The state that it gets where there is room, and the limits in which it takes a seat for that."""
    if registration.confirmed_at:
        return RegistrationState.REGISTERED, registration.places
    if registration.booked_by_id:
        return RegistrationState.WAITING, []
    return RegistrationState.UNCONFIRMED, registration.places


def take(registration: Registration, *, savepoint: bool = True) -> None:
    """Save a new registration with the state that it gets: a seat if there is one, the waiting list if not.

    One statement decides and writes. Whoever is not confirmed holds the seat for the event's `hold_hours`; those whom
    she brings along wait meanwhile and hold none.
    Raises Closed or Registered; then nothing is kept. Without a `savepoint` the transaction is over with Registered.
    """
    state, wanted = asked_for(registration)
    is_confirmed = registration.confirmed_at is not None
    values = [field.get_db_prep_save(getattr(registration, field.attname), connection) for field in FIELDS]
    event = registration.event_id
    parameters = [*values, state.value, event, is_confirmed, event, wanted]
    try:
        with transaction.atomic(savepoint=savepoint), connection.cursor() as cursor:
            cursor.execute(TAKE, parameters)
            row = cursor.fetchone()
    except IntegrityError as error:
        if "registered_once" in str(error):
            raise Registered from error
        raise
    if row is None:
        raise Closed
    registration.pk, registration.state, registration.held_until = row
    registration._state.adding, registration._state.db = False, "default"


def is_given(waiting: Registration) -> bool:
    """Whether she who waits gets a seat as whoever registers now does; then it is counted. Wants the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT take_seat(%s, %s::text[])", [waiting.event_id, waiting.places])
        return cursor.fetchone() == ("taken",)


def lock(event_id: int) -> None:
    """Until the end of the transaction nobody else takes, frees or changes seats of the event."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lock_seats(%s)", [event_id])


def settle(event_id: int) -> list[Registration]:
    """Count the seats anew and move up who waits for longest and fits; who was moved up. Wants the lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT settle_seats(%s)", [event_id])
        moved = [number for (number,) in cursor.fetchall()]
    found = Registration.objects.select_related("event__dialogue", "event__terms").in_bulk(moved)
    return [found[number] for number in moved]
