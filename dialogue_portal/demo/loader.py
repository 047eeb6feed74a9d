"""Loads the demo part by part, each in a transaction of its own: first what others build on, then what happened in the
order of its days, at last what goes on today."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from dialogue_portal.demo import (
    boards,
    bodies,
    breakouts,
    challenges,
    curation,
    dialogues,
    events,
    interest,
    market_companies,
    market_questions,
    market_reading,
    market_requests,
    meetings,
    needs,
    news,
    people,
    registers,
    registrations,
    story,
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
        ("interest", interest.load),
    ]
    afterwards: list[tuple[str, Callable[[], int]]] = [
        ("curation", curation.load),
        ("news", news.load),
        ("registrations", registrations.load),
        ("1:1 meetings", meetings.load),
        ("breakouts", breakouts.load),
        ("boards", boards.load),
        ("open request for information", market_requests.load_open),
        ("companies and follows", market_companies.load),
    ]
    for name, part in [*parts, ("what happened", lambda: what_happened(say)), *afterwards]:
        with transaction.atomic():
            tell(say, name, part())


def what_happened(say: Say) -> int:
    """What the market was told and what led to it, in the order of its days."""
    return story.tell(
        needs.happenings(),
        events.happenings(),
        market_requests.happenings(),
        market_reading.happenings(),
        challenges.happenings(say),
        market_questions.happenings(),
        news.happenings(),
    )


def tell(say: Say, name: str, added: int) -> None:
    say(f"{name}: {f'{added} added' if added else 'nothing to add'}")
