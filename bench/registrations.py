"""2,000 attempts at 500 seats from 50 connections: one statement against a lock and a count, and over HTTP."""

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import local
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
from django.db import connection
from django.utils import timezone

from bench.downloads import web
from bench.harness import Row
from core.open_forms import stamp
from core.zones import TimeZone
from dialogues.models import Dialogue
from events.enums import Audience, EventKind, EventState, RegistrationState
from events.models import Event, Registration, RegistrationTerms
from events.registering import limits, seats
from events.registering.places import places_of

ATTEMPTS, SEATS, CONNECTIONS, ROUNDS = 2000, 500, 50, 3
NUMBERS = count(1)
MOST_SECONDS = 4  # a form that was shown less than three seconds ago is a robot's
# The plainest way that never oversells: one after the other, each counts
LOCK = "SELECT id FROM events_event WHERE id = %s FOR UPDATE"
COUNT = "SELECT count(*) FROM events_registration WHERE event_id = %s AND state = ANY (%s)"
INSERT = f"INSERT INTO events_registration ({seats.COLUMNS}, state) VALUES ({seats.MARKS}, %s)"  # noqa: S608


def measure() -> list[Row]:
    ours, plain = [], []
    for _round in range(ROUNDS):  # in turns, so that what else the machine does meets both
        ours.append(raw(by_one_statement))
        plain.append(raw(by_lock_and_count))
    rate, baseline = max(ours), max(plain)
    against = f"SELECT FOR UPDATE, count, INSERT: {baseline:,.0f} a second"
    what = f"{ATTEMPTS:,} attempts at {SEATS} seats, {CONNECTIONS} connections"
    return [
        Row(f"{what}, in the database", f"{rate:,.0f} a second", against, rate / baseline, "≥ 3"),
        Row(f"{what}, over HTTP", f"{over_http():,.0f} a second", f"exactly {SEATS} taken", goal="≥ 90 a second"),
    ]


def open_event() -> Event:
    number, begins = next(NUMBERS), timezone.now() + timedelta(days=30)
    event = Event.objects.create(
        dialogue=Dialogue.objects.order_by("pk")[0],
        slug=f"bench-{number}",
        kind=EventKind.MARKET_DIALOGUE,
        audience=Audience.EVERYONE,
        state=EventState.PUBLISHED,
        title_en=f"Bench {number}",
        summary_en="Many want to come.",
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        time_zone=TimeZone.OSLO,
    )
    RegistrationTerms.objects.create(event=event, closes_at=begins)
    limits.set_limits(event, None, {"event": SEATS})
    return event


def wish(event: Event, number: int) -> Registration:
    registration = Registration(
        event=event,
        audience=Audience.EVERYONE,
        name=f"Guest {number}",
        email=f"guest-{number}@example.org",
        language="en",
        confirmed_at=timezone.now(),
    )
    registration.places = places_of(registration)
    return registration


# In the database


def raw(attempt: Callable[[psycopg.Connection, Registration, list[Any]], None]) -> float:
    """Attempts a second; the statements alone, with what goes into them made before."""
    event = open_event()
    wishes = [wish(event, number) for number in range(ATTEMPTS)]
    ready = [(one, [field.get_db_prep_save(getattr(one, field.attname), connection) for field in seats.FIELDS])
             for one in wishes]  # fmt: skip
    lines = [psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) for _line in range(CONNECTIONS)]
    try:
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            started = time.perf_counter()
            shares = [ready[number::CONNECTIONS] for number in range(CONNECTIONS)]
            list(pool.map(partial(go_through, attempt), lines, shares))
            taken = time.perf_counter() - started
    finally:
        for line in lines:
            line.close()
    require_exact(event)
    return ATTEMPTS / taken


def go_through(
    attempt: Callable[..., None], line: psycopg.Connection, ready: list[tuple[Registration, list[Any]]]
) -> None:
    for registration, values in ready:
        attempt(line, registration, values)


def by_one_statement(line: psycopg.Connection, registration: Registration, values: list[Any]) -> None:
    event = registration.event_id
    line.execute(seats.TAKE, [*values, "registered", event, True, event, registration.places])


def by_lock_and_count(line: psycopg.Connection, registration: Registration, values: list[Any]) -> None:
    with line.transaction():
        line.execute(LOCK, [registration.event_id])
        states = [state.value for state in RegistrationState.seated()]
        [taken] = line.execute(COUNT, [registration.event_id, states]).fetchone() or [0]
        line.execute(INSERT, [*values, "registered" if taken < SEATS else "waiting"])


def require_exact(event: Event) -> None:
    if (event.registrations.seated().count(), event.registrations.count()) != (SEATS, ATTEMPTS):
        raise SystemExit(f"{event.registrations.seated().count()} of {SEATS} seats were taken.")


# Over HTTP


def over_http() -> float:
    """Forms a second, each from a network of its own, with a mail written for each, through gunicorn as installed."""
    event = open_event()
    address = f"/en/events/{event.slug}/register/"
    os.environ["BEHIND_PROXY"] = "1"
    with tempfile.TemporaryDirectory(prefix="portal-gunicorn-") as folder, web(Path(folder), workers=2) as port:
        shown = stamp()
        time.sleep(MOST_SECONDS)
        lines = local()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            started = time.perf_counter()
            list(pool.map(partial(send, lines, port, address, shown), range(ATTEMPTS)))
            taken = time.perf_counter() - started
    del os.environ["BEHIND_PROXY"]
    require_exact(event)
    return ATTEMPTS / taken


def send(lines: local, port: int, address: str, shown: str, number: int) -> None:
    if not hasattr(lines, "line"):
        lines.line = HTTPConnection("127.0.0.1", port)
    typed = {
        "name": f"Guest {number}",
        "email": f"guest-{number}@example.org",
        "organisation": f"Example {number % 200}",
        "audience": Audience.SUPPLIERS.value,
        "language": "en",
        "key": str(uuid4()),
        "shown": shown,
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.{number >> 8}.{number & 255}.1",
        "X-Forwarded-Proto": "http",
    }
    lines.line.request("POST", address, urlencode(typed), headers)
    answer = lines.line.getresponse()
    answer.read()
    if (answer.status, answer.headers["Location"]) != (302, f"{address}sent/"):
        raise SystemExit(f"A form was answered with {answer.status}.")
