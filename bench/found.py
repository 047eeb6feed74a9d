"""What everybody finds: the lists of challenges and needs, whole, searched and narrowed, among very many.

FOUND_CHALLENGES and FOUND_NEEDS make them fewer.
"""

import os
from collections.abc import Callable
from functools import partial

from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from bench.data import fill_the_list
from bench.harness import Row, milliseconds, quickest
from bench.pages import ROWS, asked, visit
from core.drawing import TEXTS
from dialogues.models import Dialogue
from needs import made_needs
from needs.enums import NeedState
from needs.models import Need, PublicNeed

CHALLENGES = int(os.environ.get("FOUND_CHALLENGES", "10000"))
NEEDS = int(os.environ.get("FOUND_NEEDS", "100000"))
AT_A_TIME = 2_000
ROUNDS = 30
ASKED = {
    "": "",
    ", searched": "q=deliveries+to+schools",
    ", narrowed": "category=transport&country=NO&country=SE&year=2027",
}


def measure() -> list[Row]:
    fill_the_list(CHALLENGES)
    make_public(NEEDS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with override_settings(ROOT_URLCONF="bench.pages"):
        return [
            *rows(f"{ROWS} of {CHALLENGES:,} challenges", "/en/challenges/"),
            *rows(f"{ROWS} of {PublicNeed.objects.count():,} public needs", "/en/needs/"),
        ]


def make_public(number: int) -> None:
    """At least so many needs that their owners made public; in steps, as a transaction counts ever more slowly."""
    while (missing := number - PublicNeed.objects.count()) > 0:
        made_needs.make(min(missing, AT_A_TIME), Dialogue.objects.order_by("pk"))
        Need.objects.filter(state=NeedState.ACCEPTED, is_public=False).update(is_public=True)


def rows(what: str, address: str) -> list[Row]:
    """Each list where nobody asked for it before, and the first of them asked for again."""
    jobs = [visit(address, query) for query in ASKED.values()]
    fresh = quickest(ROUNDS, *(partial(uncached, job) for job in jobs), visit("/plain/"))
    [again] = quickest(ROUNDS, jobs[0])
    baseline = fresh.pop()
    against = f"a one-query view of {ROWS} rows: {milliseconds(baseline)}"
    told = [
        Row(
            f"{what}{how}, {asked(partial(uncached, job))} queries",
            milliseconds(taken),
            against,
            baseline / taken,
            "≥ 1.0",
        )
        for how, job, taken in zip(ASKED, jobs, fresh, strict=True)
    ]
    return [*told, Row(f"{what}, again", milliseconds(again), against, baseline / again, "≥ 1.0")]


def uncached(job: Callable[[], object]) -> None:
    """As where nobody asked before: nothing is counted, and nothing drawn."""
    cache.clear()
    TEXTS.forget()
    job()
