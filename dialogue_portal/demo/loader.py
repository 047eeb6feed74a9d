"""Loads the demo part by part, from what others build on upward; each part in a transaction of its own."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from dialogue_portal.demo import (
    boards,
    bodies,
    challenges,
    curation,
    dialogues,
    events,
    interest,
    market_companies,
    market_questions,
    market_reading,
    market_requests,
    needs,
    people,
    registers,
    registrations,
    talks,
)
from dialogue_portal.demo.say import Say


class NotTheDemo(Exception):
    """The demo's people have a known password: they are loaded only where DEMO is switched on."""


def load(say: Say) -> None:
    """Make what is missing. Raises NotTheDemo unless settings.DEMO is on."""
    if not settings.DEMO:
        raise NotTheDemo("The demo is loaded only where the setting DEMO is on.")
    parts: list[tuple[str, Callable[[], int]]] = [
        ("registers", registers.load),
        ("bodies", bodies.load),
        ("municipalities", registers.load_municipalities),
        ("dialogues", dialogues.load),
        ("people", people.load),
        ("events", events.load),
        ("needs", needs.load),
        ("talks", talks.load),
        ("boards", boards.load),
        ("interest", interest.load),
        ("request for information of 2020", market_requests.load_history),
    ]
    for name, part in parts:
        with transaction.atomic():
            tell(say, name, part())
    tell(say, "challenges", challenges.load(say))
    with transaction.atomic():
        tell(say, "curation", curation.load())
    with transaction.atomic():
        tell(say, "registrations", registrations.load())
    with transaction.atomic():
        tell(say, "questions", market_questions.load())
    with transaction.atomic():
        tell(say, "open request for information", market_requests.load_open())
    with transaction.atomic():
        tell(say, "companies and follows", market_companies.load())
    with transaction.atomic():
        tell(say, "answers read", market_reading.load())


def tell(say: Say, name: str, added: int) -> None:
    say(f"{name}: {f'{added} added' if added else 'nothing to add'}")
