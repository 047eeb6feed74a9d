"""What waits at the desk today: the parts of the list that are gone through, each with how many needs it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.lists import CountOf
from needs.enums import NeedState
from needs.models import ChallengeNeed, Need

MOST = 999  # counted no further, however many there are
TO_ANSWER, TO_JOIN = "answer", "join"
NARROWED = {TO_ANSWER: (NeedState.SUBMITTED.value, ""), TO_JOIN: (NeedState.ACCEPTED.value, "on")}
LABELS = {TO_ANSWER: _("Waiting for an answer"), TO_JOIN: _("Accepted, in no challenge")}


@dataclass(frozen=True)
class Worklist:
    """`state` and `free` narrow the list to it."""

    label: str | Promise
    url: str
    state: str
    free: str
    count: str
    is_current: bool


def counts(needs: QuerySet[Need], names: tuple[str, ...], dialogue: str) -> dict[str, CountOf]:
    """Of the needs that the reader may read, in all dialogues or in one. The querysets are Django's own."""
    needs = QuerySet(Need, query=needs.order_by().query)
    if dialogue:
        needs = needs.filter(dialogue__slug=dialogue)
    used = Exists(ChallengeNeed.objects.filter(need=OuterRef("pk")))
    parts = {
        TO_ANSWER: needs.filter(state=NeedState.SUBMITTED),
        TO_JOIN: needs.filter(~used, state=NeedState.ACCEPTED),
    }
    return {name: CountOf(parts[name].values("pk")[: MOST + 1]) for name in names}


def current(chosen: dict[str, Any], names: tuple[str, ...]) -> str:
    """Which of these the list shows, or empty. `chosen`: what narrows it now."""
    return next((name for name in names if NARROWED[name] == narrowed_to(chosen)), "")


def narrowed_to(chosen: dict[str, Any]) -> tuple[str, str]:
    return chosen.get("state", ""), "on" if chosen.get("free") else ""


def worklists(counted: dict[str, int], chosen: dict[str, Any], address: Callable[..., str]) -> list[Worklist]:
    """All needs come last. `chosen`: what narrows the list now."""
    now = narrowed_to(chosen)
    found = [(LABELS[name], *NARROWED[name], in_words(number)) for name, number in counted.items()]
    return [
        Worklist(label, address(state=state, free=free, need=""), state, free, number, now == (state, free))
        for label, state, free, number in (*found, (_("All"), "", "", ""))
    ]


def in_words(number: int) -> str:
    return f"{MOST}+" if number > MOST else str(number)
