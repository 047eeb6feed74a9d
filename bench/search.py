"""Finding a body of the whole register while somebody types, against the plainest Django view of a list's rows."""

from functools import partial

from django.db import connection
from django.test import override_settings

from bench.data import fill_the_list
from bench.harness import Row, milliseconds, quickest
from bench.pages import ROWS, visit
from dialogue_portal.demo import registers
from municipalities.models import Municipality
from municipalities.search import MOST, find_bodies

ROUNDS = 100
TYPED = {"the beginning of many names": "bo", "a name without its accents": "orebro", "a slip of the pen": "stokholm"}


def measure() -> list[Row]:
    fill_the_list(ROWS)
    registers.load_municipalities()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE municipalities_municipality")
    bodies = Municipality.objects.count()
    searches = [row(what, typed, bodies) for what, typed in TYPED.items()]
    with override_settings(ROOT_URLCONF="bench.pages"):
        options, participants, baseline = quickest(
            ROUNDS,
            visit("/en/interest/bodies/", "q=orebro&as=options"),
            visit("/en/participants/"),
            visit("/plain/"),
        )
    against = f"a one-query view of {ROWS} rows: {milliseconds(baseline)}"
    return [
        *searches,
        Row("what a picker asks for", milliseconds(options), against, baseline / options, "≥ 1.0"),
        Row("participants with their map", milliseconds(participants), against, baseline / participants),
    ]


def row(what: str, typed: str, bodies: int) -> Row:
    """The time of the database alone."""
    statement = find_bodies(typed)[:MOST].query.sql_with_params()
    [taken] = quickest(ROUNDS, partial(fetch, *statement))
    return Row(f"search among {bodies:,} bodies: {what}", milliseconds(taken), goal="< 5 ms")


def fetch(sql: str, params: tuple[object, ...]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
